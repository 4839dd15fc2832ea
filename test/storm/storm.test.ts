import { afterAll, beforeAll, expect, test } from "vitest";
import { table } from "../bench/figures.mjs";
import { stage } from "../support/index.ts";
import { oneContract } from "./one_contract.mjs";
import { sameTime } from "./same_time.mjs";
import { openStorm, SHORT } from "./storms.mjs";

// The same storms as `npm run storm`, so small that they take less than a minute. Every client has a connection and a
// session of their own, and the server is a real one: within one process and one cursor nothing would ever collide.

let storm: Awaited<ReturnType<typeof openStorm>>;
const rows: { name: string; met: boolean | null }[] = [];

/** Rows of the table that say MISSED, those on times aside: on a busy machine they prove nothing. */
function missed(more: { name: string; what: string; figure: string; met: boolean | null }[]): string[] {
    rows.push(...more);
    return more.filter(({ met, figure }) => met === false && !figure.endsWith(" ms")).map(({ what, figure }) => `${what}: ${figure}`);
}

beforeAll(async () => {
    storm = await openStorm(stage(), "threaded", SHORT);
});

afterAll(async () => {
    await storm.stop();
    console.log(table(rows));
});

test("two clients press the same time at once: one is booked, the other is told", async () => {
    const { counts } = await sameTime(storm.url, storm.scene.two);
    expect(counts).toEqual({ booked: 1, slot_taken: 1 });
});

test("a client and a daughter press different times for one contract: one visit", async () => {
    const [family] = storm.scene.family;
    const { counts, visits } = await oneContract(storm.url, family);
    expect(counts).toEqual({ booked: 1, already_booked: 1 });
    expect(visits).toHaveLength(1);
});

test("forty clients want the one technician's time: one is booked, the others are told that it was just taken", async () => {
    const { rounds, rows: found } = await storm.r1();
    expect(missed(found)).toEqual([]);
    for (const { counts } of rounds as { counts: Record<string, number> }[]) {
        expect(counts).toEqual({ booked: 1, slot_taken: 39 });
    }
});

test("forty clients want one time of five technicians: five are booked, with a technician each", async () => {
    const { rows: found } = await storm.r2();
    expect(missed(found)).toEqual([]);
});

test("forty clients press visits of different lengths at any time: none overlap", async () => {
    const { rows: found } = await storm.r3();
    expect(missed(found)).toEqual([]);
});

test("a button that is pressed twenty times at once books once and always answers the same", async () => {
    const { rows: found } = await storm.r5();
    expect(missed(found)).toEqual([]);
});

test("twenty people with links to one contract press different times: one visit, and all are shown it", async () => {
    const { rows: found } = await storm.r13();
    expect(missed(found)).toEqual([]);
});

test("strange requests get an answer, and change nothing", async () => {
    const { done, rows: found } = await storm.s2();
    expect(done.failed).toEqual([]);
    expect(missed(found)).toEqual([]);
});

test("after all that nothing is left over, and the server's log has no error, no deadlock and no refused query", async () => {
    const { errors, counts, rows: found } = await storm.aftermath();
    expect(errors).toEqual([]);
    expect(counts.visits).toBeGreaterThan(10);
    expect(missed(found)).toEqual([]);
});

test("a server that is killed in the middle of bookings leaves whole visits or nothing", async () => {
    await storm.stop();
    const { rows: found } = await storm.r4();
    expect(missed(found)).toEqual([]);
});
