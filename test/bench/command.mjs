import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { inCache, PROJECT } from "../../tools/lib/cache.mjs";
import { runMain } from "../../tools/lib/lifecycle.mjs";
import { ensureModules } from "../../tools/lib/npm.mjs";
import { openStage } from "../../tools/lib/stage.mjs";
import { ensureTemplates } from "../../tools/lib/templates.mjs";
import { table } from "./figures.mjs";

/**
 * A command that measures on a real Odoo, prints a table and keeps it as `name`.txt. It fails when a figure misses its target.
 * `options(args)` gives what was chosen, with `help` where only `usage` is wanted; `packages(chosen)` what Debian has to bring;
 * `rows(stage, chosen)` the figures.
 */
export async function tableCommand(name, { usage, options, packages = () => [], rows }) {
    await runMain(async () => {
        const chosen = options(process.argv.slice(2));
        if (chosen.help) {
            console.log(usage);
            return 0;
        }
        await ensureModules();
        process.env.FM_RESULTS ??= join(PROJECT, "test-results");
        await mkdir(process.env.FM_RESULTS, { recursive: true });
        await mkdir(inCache("logs"), { recursive: true });
        const stage = await openStage(packages(chosen));
        const found = await rows({ ...stage, templates: await ensureTemplates(stage) }, chosen);
        const text = table(found);
        await writeFile(join(process.env.FM_RESULTS, `${name}.txt`), `${text}\n`);
        console.log(`\n${text}\n`);
        return found.some(({ met }) => met === false) ? 1 : 0;
    });
}
