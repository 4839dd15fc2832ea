import { atMost, beside, exactly, quantile } from "./figures.mjs";
import { inShell } from "./shell.mjs";

const RUNS = 20;

/** P10, and P12 of it: the daily scan of the sources, as its job runs it, in an Odoo shell. Gives rows. */
export async function sources(stage, database, { runs = RUNS }) {
    const found = await inShell(stage, database, "sources.py", { runs });
    return [
        beside("P10", "order lines, contracts before", `${found.lines} and ${found.known}`),
        atMost("P10", "scan with 1,000 new units", found.newSeconds, 5, "s"),
        exactly("P10", "contracts that it made", found.made, 1000),
        atMost("P10", "scan with nothing new: median", quantile(found.nothing.ms, 0.5), 20, "ms"),
        beside("P10", "scan with nothing new: p95", quantile(found.nothing.ms, 0.95), "ms"),
        exactly("P10", "sequential scans of the order lines in its plan", found.sequential, 0),
        beside("P10", "the bare creates of as many contracts", found.bareSeconds, "s"),
        beside("P10", "the nightly check of all lines", found.checkSeconds, "s"),
        atMost("P12", "memory growth of the scan with 1,000 new units", found.growth, 100, "MB"),
    ];
}
