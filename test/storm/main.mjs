// npm run storm: the storms at full length, against a threaded server and against two workers behind a proxy.
import { tableCommand } from "../bench/command.mjs";
import { load, table } from "../bench/figures.mjs";
import { Stop } from "../../tools/lib/errors.mjs";
import { say, step } from "../../tools/lib/progress.mjs";
import { brokenMail } from "./broken_mail.mjs";
import { killedJob } from "./killed_job.mjs";
import { brokenMailRows, killedJobRows } from "./report.mjs";
import { SERVERS } from "./servers.mjs";
import { openStorm, WHOLE } from "./storms.mjs";

const STORMS = ["r1", "r2", "r3", "r5", "r13", "s2"];
const JOBS = ["r7", "r8"];
const ALL = [...STORMS, "r4", ...JOBS];
const USAGE = `npm run storm                     everything
npm run storm -- r1 r4            only these: ${ALL.join(", ")}
npm run storm -- --rounds=5       fewer rounds of R1 and R2
npm run storm -- --kills=10       so many kills in R4 and R7, rather than ${WHOLE.kills} and ${WHOLE.jobKills}`;

function options(args) {
    const chosen = { storms: [], rounds: WHOLE.rounds, kills: undefined, help: args.includes("--help") };
    for (const arg of args.filter((one) => one !== "--help")) {
        const [, name, number] = /^--(rounds|kills)=(\d+)$/.exec(arg) ?? [];
        if (name) chosen[name] = Number(number);
        else if (ALL.includes(arg)) chosen.storms.push(arg);
        else throw new Stop(`"${arg}" is not an option of npm run storm.\n${USAGE}`);
    }
    return { ...chosen, storms: chosen.storms.length ? chosen.storms : ALL };
}

// Also as they come: a run of an hour that is broken off has not been for nothing.
function shown(rows) {
    console.log(table(rows));
    return rows;
}

async function stormsOf(kind, stage, size, chosen) {
    const storm = await step("Scene", `clients, contracts and links for ${kind}`, () => openStorm(stage, kind, size));
    const rows = [];
    for (const name of STORMS.filter((one) => chosen.includes(one))) {
        const { rows: found, done } = await step(name.toUpperCase(), `${kind}, load ${await load()}`, storm[name]);
        rows.push(...shown(found));
        for (const { status, method, path } of done?.failed ?? []) say(`${status} ${method} ${path.slice(0, 120)}`);
    }
    const { rows: more, errors } = await storm.aftermath();
    for (const line of errors.slice(0, 10)) say(line);
    await storm.stop();
    rows.push(...shown(more));
    if (!chosen.includes("r4") || kind !== "threaded") return rows;
    const killed = await step("R4", `${size.kills} kills`, storm.r4);
    for (const line of killed.done.errors.slice(0, 10)) say(line);
    return [...rows, ...shown(killed.rows)];
}

async function storms(stage, { storms: chosen, rounds, kills }) {
    const size = { ...WHOLE, rounds, kills: chosen.includes("r4") ? (kills ?? WHOLE.kills) : 0 };
    const bookings = chosen.filter((name) => !JOBS.includes(name));
    const kinds = bookings.some((name) => name !== "r4") ? Object.keys(SERVERS) : ["threaded"];
    const rows = [];
    for (const kind of bookings.length ? kinds : []) rows.push(...(await stormsOf(kind, stage, size, chosen)));
    const times = kills ?? WHOLE.jobKills;
    if (chosen.includes("r7")) rows.push(...shown(killedJobRows(await step("R7", `${times} kills`, () => killedJob(stage, times)))));
    if (chosen.includes("r8")) rows.push(...shown(brokenMailRows(await step("R8", `${WHOLE.reminded} contracts`, () => brokenMail(stage, WHOLE.reminded)))));
    return rows;
}

await tableCommand("storm", {
    usage: USAGE,
    options,
    rows: storms,
});
