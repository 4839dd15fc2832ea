// npm test: everything, or only the levels that are named. The last line says how many passed and failed.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { browser, storm } from "./levels/live.mjs";
import { python } from "./levels/python.mjs";
import { build, lint, types } from "./levels/scripts.mjs";
import { unit } from "./levels/unit.mjs";
import { upkeep } from "./levels/upkeep.mjs";
import { PROJECT } from "./lib/cache.mjs";
import { sentenceFor, Stop } from "./lib/errors.mjs";
import { isEnding, runMain } from "./lib/lifecycle.mjs";
import { checkNode, ensureModules } from "./lib/npm.mjs";
import { say } from "./lib/progress.mjs";
import { openStage } from "./lib/stage.mjs";
import { ensureTemplates } from "./lib/templates.mjs";

const LEVELS = [types, lint, unit, build, python, upkeep, browser, storm];
const USAGE = `npm test                    everything
npm test -- unit python     only these levels: ${LEVELS.map((level) => level.name).join(", ")}
npm run storm               the storms at full length, as a table`;

function options(args) {
    const known = new Map(LEVELS.map((level) => [level.name, level]));
    const unknown = args.find((arg) => !known.has(arg) && arg !== "--help");
    if (unknown) throw new Stop(`"${unknown}" is not a level of npm test.\n${USAGE}`);
    const named = args.filter((arg) => known.has(arg)).map((name) => known.get(name));
    return { levels: named.length ? named : LEVELS, help: args.includes("--help") };
}

/** What the levels run on, made when the first one asks for it; an attempt that failed is not repeated. */
function lazily(make) {
    let made = null;
    return () => (made ??= make());
}

async function runLevel(level, context) {
    if (level.isThere && !(await level.isThere())) {
        say(`${level.name}: there are none yet`);
        return { passed: 0, failed: 0 };
    }
    say(`── ${level.name}`);
    try {
        return await level.run(level.needs ? { ...context, ...(await context[level.needs]()) } : context);
    } catch (error) {
        if (isEnding()) throw error;
        console.log(`    ${sentenceFor(error)}`);
        if (process.env.FM_DEBUG) console.log(error);
        return { passed: 0, failed: 1 };
    }
}

async function runLevels({ levels }) {
    const results = join(PROJECT, "test-results");
    await mkdir(results, { recursive: true });
    const packages = levels.flatMap((level) => level.packages ?? []);
    const stage = lazily(() => openStage(packages));
    const context = {
        results,
        base: lazily(async () => ({ stage: await stage(), templates: await ensureTemplates(await stage(), { withAddon: false }) })),
        addon: lazily(async () => ({ stage: await stage(), templates: await ensureTemplates(await stage()) })),
    };
    const counted = [];
    for (const level of levels) {
        const counts = await runLevel(level, context);
        counted.push({ name: level.name, ...counts });
        say(`${level.name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`);
    }
    return counted;
}

async function test(chosen) {
    checkNode();
    let counted = [{ name: "set-up", passed: 0, failed: 1 }];
    try {
        await ensureModules();
        counted = await runLevels(chosen);
    } catch (error) {
        if (isEnding()) throw error;
        console.log(sentenceFor(error));
    }
    const sum = (key) => counted.reduce((total, level) => total + level[key], 0);
    const totals = { passed: sum("passed"), failed: sum("failed") };
    return { ...totals, last: `${totals.passed} passed, ${totals.failed} failed` };
}

let last = "";
await runMain(async () => {
    const chosen = options(process.argv.slice(2));
    if (chosen.help) {
        console.log(USAGE);
        return 0;
    }
    const counted = await test(chosen);
    last = counted.last;
    return counted.failed ? 1 : 0;
}, () => last);
