import { atLeast, atMost, beside, exactly, quantile } from "../bench/figures.mjs";

const WORDS = ["booked", "already_booked", "slot_taken", "try_again"];

const count = (rounds, code) => rounds.reduce((sum, round) => sum + (round.counts[code] ?? 0), 0);
const times = (rounds) => rounds.flatMap((round) => round.raw.map(({ ms }) => ms));
const wordless = (rounds) => rounds.flatMap((round) => [...round.raw, ...round.final]).filter(({ code }) => !WORDS.includes(code)).length;
const asked = (rounds) => rounds.reduce((sum, { rawCounts }) => sum + (rawCounts.try_again ?? 0), 0);

/** R1, R2: rows for rounds of `sameTime`. */
export function sameTimeRows(name, where, rounds, technicians) {
    const clients = rounds[0].raw.length;
    const right = rounds.filter(({ counts, technicians: who }) =>
        counts.booked === technicians && counts.slot_taken === clients - technicians && new Set(who).size === technicians);
    const what = `${where}: ${clients} clients, one time, ${technicians} free`;
    return [
        exactly(name, `${what}: rounds with exactly ${technicians} booked, the others told`, `${right.length} of ${rounds.length}`, `${rounds.length} of ${rounds.length}`),
        exactly(name, `${what}: answers that are not in words`, wordless(rounds), 0),
        atMost(name, `${what}: answer p95`, quantile(times(rounds), 0.95), 1500, "ms"),
        beside(name, `${where}: the floor, ${clients} at once for Odoo's /robots.txt: p95`, quantile(rounds.flatMap(({ floor }) => floor), 0.95), "ms"),
        beside(name, `${what}: first told to try again`, asked(rounds)),
    ];
}

/** R3: rows for rounds of `mixedLengths`. */
export function mixedLengthsRows(where, rounds, overlaps) {
    const what = `${where}: ${rounds[0].raw.length} clients, any times, 45 to 90 min`;
    return [
        exactly("R3", `${what}: overlapping pairs`, overlaps, 0),
        exactly("R3", `${what}: answers that are not in words`, wordless(rounds), 0),
        atMost("R3", `${what}: slowest answer`, Math.max(...times(rounds)), 10_000, "ms"),
        beside("R3", `${what}: booked`, count(rounds, "booked")),
    ];
}

/** R4: rows for `killedServer`. */
export function killedServerRows({ kills, midway, uneven, answered, counts, overlaps, errors }) {
    const what = `kill -9 of the server, ${kills} times`;
    const found = Object.entries(counts).map(([name, number]) => `${number} ${name}`).join(", ");
    return [
        exactly("R4", `${what}: kills that left parts of a booking`, uneven, 0),
        exactly("R4", `${what}: overlapping pairs`, overlaps, 0),
        exactly("R4", `${what}: errors in the log`, errors.length, 0),
        atLeast("R4", `${what}: kills with a booking under way`, midway, Math.ceil(kills / 2)),
        // A visit can be there without its answer having come out, never the other way round.
        atLeast("R4", `${what}: visits, of ${answered} answered as booked`, counts.visits, answered),
        beside("R4", `${what}: in the end`, found),
    ];
}

/** R5: rows for rounds of `oneKey`. */
export function oneKeyRows(where, rounds) {
    const what = `${where}: one key, ${rounds[0].raw.length} at once`;
    return [
        exactly("R5", `${what}: different answers`, Math.max(...rounds.map(({ different }) => different)), 1),
        exactly("R5", `${what}: answers "booked"`, count(rounds, "booked"), rounds.length * rounds[0].raw.length),
        beside("R5", `${what}: slowest answer`, Math.max(...times(rounds)), "ms"),
    ];
}

/** R13: rows for rounds of `oneContract`. */
export function oneContractRows(where, rounds) {
    const what = `${where}: ${rounds[0].raw.length} holders of one contract's links`;
    return [
        exactly("R13", `${what}: visits`, Math.max(...rounds.map(({ visits }) => visits.length)), 1),
        exactly("R13", `${what}: booked`, count(rounds, "booked"), rounds.length),
        exactly("R13", `${what}: answers that are not in words`, wordless(rounds), 0),
        beside("R13", `${what}: slowest answer`, Math.max(...times(rounds)), "ms"),
    ];
}

/** S2: rows for `fuzz`. */
export function fuzzRows(where, { requests, failed, changed }) {
    const what = `${where}: ${requests} strange requests`;
    return [
        exactly("S2", `${what}: answered with 500 and above, or not at all`, failed.length, 0),
        exactly("S2", `${what}: tables changed, the access log aside`, changed.join(", ") || "none", "none"),
    ];
}

/** S2: rows for `badLinks`. */
export function badLinksRows(where, { pages, apart }, requests) {
    const what = `${where}: ${requests} links unknown, malformed, expired, revoked`;
    return [
        exactly("S2", `${what}: different pages`, pages, 1),
        atMost("S2", `${what}: medians apart`, apart, 5, "ms"),
    ];
}

/** What has to hold after every storm. */
export function aftermathRows(where, { overlaps, whole, errors, repeated }) {
    return [
        exactly("all", `${where}: overlapping pairs`, overlaps, 0),
        exactly("all", `${where}: as many reservations as visits, events, repair orders and orders`, whole, true),
        exactly("all", `${where}: errors, deadlocks, refused queries, answers of 500 in the log`, errors, 0),
        beside("all", `${where}: transactions that Odoo repeated`, repeated),
    ];
}

/** R7: rows for `killedJob`. */
export function killedJobRows({ kills, midway, clients, rows, sent, twice, never, repeated }) {
    return [
        beside("R7", "kills, and those in the middle of work", `${kills} and ${midway}`),
        exactly("R7", "clients whose reminder is in the outbox as sent", sent, clients),
        exactly("R7", "second rows of a band", twice + rows - clients, 0),
        exactly("R7", "clients who never got their mail", never, 0),
        atMost("R7", "mails that were delivered once more (one a kill)", repeated, kills),
    ];
}

/** R8: rows for `brokenMail`. */
export function brokenMailRows({ clients, sent, once, isTheOne, reason, isDone }) {
    const what = `${clients} contracts, the mail of one cannot be made`;
    return [
        exactly("R8", `${what}: reminders sent`, sent, clients - 1),
        exactly("R8", `${what}: clients who got one mail`, once, clients - 1),
        exactly("R8", `${what}: that one, and no other, has failed and says why`, isTheOne && reason !== "", true),
        exactly("R8", `${what}: the job counts as done`, isDone, true),
        beside("R8", `${what}: what it says`, reason.slice(0, 60)),
    ];
}
