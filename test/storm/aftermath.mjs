import { readFile } from "node:fs/promises";
import { sql } from "../../tools/lib/database.mjs";

const OVERLAPS = `
    SELECT count(*) FROM fusion_maintenance_reservation a JOIN fusion_maintenance_reservation b
        ON a.technician_id = b.technician_id AND a.id < b.id AND a.start < b.stop AND b.start < a.stop`;

// A booking is a reservation, a visit, an event, a repair order and an order: as many of each, or something is left over.
const COUNTS = `
    SELECT (SELECT count(*) FROM fusion_maintenance_reservation),
           (SELECT count(*) FROM fusion_maintenance_visit WHERE state = 'booked'),
           (SELECT count(*) FROM calendar_event WHERE id IN (SELECT event_id FROM fusion_maintenance_visit)),
           (SELECT count(*) FROM repair_order WHERE x_fc_maintenance_visit_id IS NOT NULL),
           (SELECT count(*) FROM sale_order WHERE id IN (SELECT sale_order_id FROM fusion_maintenance_visit))`;

const TROUBLE = / (ERROR|CRITICAL) |bad query|deadlock|" 5\d\d /i;

/** Pairs of reservations of one technician that overlap. */
export async function overlapping(stage, database) {
    return Number((await sql(stage.server, OVERLAPS, database))[0]);
}

/** How many there are of what a booking makes. */
export async function made(stage, database) {
    const [reservations, visits, events, repairs, orders] = (await sql(stage.server, COUNTS, database))[0].split("|").map(Number);
    return { reservations, visits, events, repairs, orders };
}

/** Whether there are as many of each. */
export const isWhole = (counts) => new Set(Object.values(counts)).size === 1;

/** Lines of a server's log that tell of an error, a deadlock, a refused query or an answer of 500 and above. */
export async function trouble(logFile) {
    return (await readFile(logFile, "utf8")).split("\n").filter((line) => TROUBLE.test(line));
}

/** How often Odoo repeated a transaction. */
export async function repeats(logFile) {
    return (await readFile(logFile, "utf8")).split("\n").filter((line) => / tries left, try again in /.test(line)).length;
}
