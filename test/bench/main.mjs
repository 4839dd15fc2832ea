// npm run bench: how long what people wait for takes, on data set L, beside a floor in the same run.
import { Stop } from "../../tools/lib/errors.mjs";
import { BROWSER_PACKAGES } from "../../tools/lib/packages.mjs";
import { step } from "../../tools/lib/progress.mjs";
import { booking } from "./booking.mjs";
import { tableCommand } from "./command.mjs";
import { dataset } from "./dataset.mjs";
import { beside, load } from "./figures.mjs";
import { grid } from "./grid.mjs";
import { pages } from "./pages.mjs";
import { reminders } from "./reminders.mjs";
import { search } from "./search.mjs";
import { sources } from "./sources.mjs";

// What measures which figures, in the order in which it is run: what writes comes last.
const BENCHES = [
    { names: ["p1", "p2"], what: "the search for times", measure: search },
    { names: ["p3", "p4", "p5", "p6"], what: "the pages, behind a proxy", measure: pages },
    { names: ["p7"], what: "bookings", measure: booking },
    // Makes its own 200 policies: it needs no data set.
    { names: ["grid"], what: "the grid of policies", measure: (stage, _database, options) => grid(stage, options), isSmall: true },
    { names: ["p8", "p9", "p11", "p12"], what: "reminders, and how they leave", measure: reminders },
    { names: ["p10"], what: "the scan of the sources", measure: sources },
];
const NAMES = BENCHES.flatMap(({ names }) => names);
const USAGE = `npm run bench                     everything
npm run bench -- p1 p7            only these: ${NAMES.join(", ")}
npm run bench -- --runs=20        fewer (or more) than 50 searches, 100 bookings, 200 requests, 20 loads`;

function options(args) {
    const chosen = { names: [], runs: undefined, help: args.includes("--help") };
    for (const arg of args.filter((one) => one !== "--help")) {
        const [, runs] = /^--runs=([1-9]\d*)$/.exec(arg) ?? [];
        if (runs) chosen.runs = Number(runs);
        else if (NAMES.includes(arg)) chosen.names.push(arg);
        else throw new Stop(`"${arg}" is not an option of npm run bench.\n${USAGE}`);
    }
    return { ...chosen, names: chosen.names.length ? chosen.names : NAMES };
}

async function measured(stage, { names, runs }) {
    const large = BENCHES.some(({ names: its, isSmall }) => !isSmall && its.some((name) => names.includes(name)));
    const database = large ? await dataset(stage) : null;
    const rows = [];
    for (const bench of BENCHES) {
        const wanted = bench.names.filter((name) => names.includes(name));
        if (!wanted.length) continue;
        const busy = await load();
        rows.push(...(await step(wanted.join(", ").toUpperCase(), bench.what, () => bench.measure(stage, database, { names: wanted, runs }))));
        rows.push(beside(wanted[0].toUpperCase(), "load of the machine's processors before and after", `${busy} and ${await load()}`));
    }
    return rows;
}

await tableCommand("bench", {
    usage: USAGE,
    options,
    packages: ({ names }) => (names.includes("p5") || names.includes("grid") ? BROWSER_PACKAGES : []),
    rows: measured,
});
