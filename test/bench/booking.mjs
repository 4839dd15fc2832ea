import { atMost, beside, quantile, ratio } from "./figures.mjs";
import { inShell } from "./shell.mjs";

const RUNS = 100;

/** P7: bookings with all that they make, beside the bare creates, in an Odoo shell. Gives rows. */
export async function booking(stage, database, { runs = RUNS }) {
    const { booking: ours, bare } = await inShell(stage, database, "booking.py", { runs });
    const median = (values) => quantile(values, 0.5);
    return [
        atMost("P7", "a booking: p95", quantile(ours.ms, 0.95), 200, "ms"),
        beside("P7", "a booking: median", median(ours.ms), "ms"),
        beside("P7", "the bare creates: median", median(bare.ms), "ms"),
        atMost("P7", "a booking / the bare creates, of each pair, median", ratio(ours.ms, bare.ms), 1.5),
        beside("P7", "queries of a booking", median(ours.queries)),
        beside("P7", "queries of the bare creates", median(bare.queries)),
        atMost("P7", "a booking / the bare creates, queries", median(ours.queries) / median(bare.queries), 1.5),
    ];
}
