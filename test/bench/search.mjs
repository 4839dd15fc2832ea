import { atLeast, atMost, beside, beyond, exactly, quantile, ratio } from "./figures.mjs";
import { inShell } from "./shell.mjs";

const RUNS = 50;

const p95 = (taken) => quantile(taken.ms, 0.95);
const median = (taken) => quantile(taken.ms, 0.5);

function searchRows({ technicians, calendars, events, starts, search, whole, floor, rival }) {
    const what = `search, ${technicians} technicians, ${calendars} calendars, 60 days`;
    return [
        beside("P1", "events and starts within", `${events} and ${starts}`),
        ...[["all days", whole], ["as a page opens", search]].flatMap(([which, taken]) => [
            atMost("P1", `${what}, ${which}: p95`, p95(taken), 80, "ms"),
            beyond("P1", `${what}, ${which}: p95`, p95(taken), 50, "ms"),
            beside("P1", `${what}, ${which}: median`, median(taken), "ms"),
        ]),
        beside("P1", "the floor: median", median(floor), "ms"),
        atMost("P1", "search of all days / floor, of each pair of runs, median", ratio(whole.ms, floor.ms), 1.6),
        beside("P1", "technician by technician: median", median(rival), "ms"),
        atLeast("P1", "technician by technician / search of all days, medians", median(rival) / median(whole), 5),
    ];
}

function queryRows({ queries, calendars }) {
    const counts = Object.values(queries);
    return [
        atMost("P2", "queries, the most of 10, 50, 200 technicians × 7, 60 days", Math.max(...counts), 6 + 7 * calendars),
        beyond("P2", "queries, whatever the calendars", Math.max(...counts), 10),
        exactly("P2", "queries, the difference between these", Math.max(...counts) - Math.min(...counts), 0),
    ];
}

/** P1 and P2: the search for free times, in an Odoo shell. Gives rows. */
export async function search(stage, database, { names, runs = RUNS }) {
    const found = await inShell(stage, database, "slots.py", { runs });
    return [...(names.includes("p1") ? searchRows(found) : []), ...(names.includes("p2") ? queryRows(found) : [])];
}
