// npm run storm: the storms at full length, against a threaded server and against two workers behind a proxy.
import { tableCommand } from "../bench/command.mjs";
import { load } from "../bench/figures.mjs";
import { Stop } from "../../tools/lib/errors.mjs";
import { say, step } from "../../tools/lib/progress.mjs";
import { SERVERS } from "./servers.mjs";
import { openStorm, WHOLE } from "./storms.mjs";

const STORMS = ["r1", "r2", "r3", "r5", "r13", "s2"];
const USAGE = `npm run storm                     everything
npm run storm -- r1 r4            only these: ${[...STORMS, "r4"].join(", ")}
npm run storm -- --rounds=5       fewer rounds of R1 and R2
npm run storm -- --kills=10       fewer kills in R4`;

function options(args) {
    const chosen = { storms: [], rounds: WHOLE.rounds, kills: WHOLE.kills, help: args.includes("--help") };
    for (const arg of args.filter((one) => one !== "--help")) {
        const [, name, number] = /^--(rounds|kills)=(\d+)$/.exec(arg) ?? [];
        if (name) chosen[name] = Number(number);
        else if ([...STORMS, "r4"].includes(arg)) chosen.storms.push(arg);
        else throw new Stop(`"${arg}" is not an option of npm run storm.\n${USAGE}`);
    }
    return { ...chosen, storms: chosen.storms.length ? chosen.storms : [...STORMS, "r4"] };
}

async function stormsOf(kind, stage, size, chosen) {
    const storm = await step("Scene", `clients, contracts and links for ${kind}`, () => openStorm(stage, kind, size));
    const rows = [];
    for (const name of STORMS.filter((one) => chosen.includes(one))) {
        const { rows: found, done } = await step(name.toUpperCase(), `${kind}, load ${await load()}`, storm[name]);
        rows.push(...found);
        for (const { status, method, path } of done?.failed ?? []) say(`${status} ${method} ${path.slice(0, 120)}`);
    }
    const { rows: more, errors } = await storm.aftermath();
    for (const line of errors.slice(0, 10)) say(line);
    await storm.stop();
    rows.push(...more);
    if (!chosen.includes("r4") || kind !== "threaded") return rows;
    const killed = await step("R4", `${size.kills} kills`, storm.r4);
    for (const line of killed.done.errors.slice(0, 10)) say(line);
    return [...rows, ...killed.rows];
}

async function storms(stage, { storms: chosen, rounds, kills }) {
    const size = { ...WHOLE, rounds, kills: chosen.includes("r4") ? kills : 0 };
    const kinds = chosen.some((name) => name !== "r4") ? Object.keys(SERVERS) : ["threaded"];
    const rows = [];
    for (const kind of kinds) rows.push(...(await stormsOf(kind, stage, size, chosen)));
    return rows;
}

await tableCommand("storm", {
    usage: USAGE,
    options,
    rows: storms,
});
