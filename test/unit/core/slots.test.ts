import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstDayWithTimes, isFirstFreeElsewhere, isFullyBooked, offeredStarts, splitDay } from "../../../web-src/core/slots";
import { nextWeek, noSlots, slots } from "../support/payloads";

describe("free times", () => {
    test("are split at noon, none lost, none twice", () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 0, max: 23 })), (hours) => {
                const starts = hours.map((hour) => `2026-01-01T${String(hour).padStart(2, "0")}:00:00Z`);
                const halves = splitDay(starts, (start) => Number(start.slice(11, 13)));
                expect([...halves.morning, ...halves.afternoon].sort()).toEqual([...starts].sort());
                expect(halves.morning.every((start) => start.slice(11, 13) < "12")).toBe(true);
            }),
        );
    });

    test("open on the first day that has some", () => {
        expect(firstDayWithTimes(slots().week)).toBe("2026-11-24");
        expect(firstDayWithTimes(noSlots().week)).toBeNull();
    });

    test("know that the first free one is in another week", () => {
        expect(isFirstFreeElsewhere(slots())).toBe(false);
        expect(isFirstFreeElsewhere(nextWeek())).toBe(true);
        expect(isFirstFreeElsewhere(noSlots())).toBe(false);
    });

    test("are used up when neither the horizon nor the suggestions have any", () => {
        expect(isFullyBooked(noSlots())).toBe(true);
        expect(isFullyBooked(slots())).toBe(false);
    });

    test("are listed each once, though a suggested one is in the week too", () => {
        const starts = offeredStarts(slots());
        expect(new Set(starts).size).toBe(starts.length);
        expect(starts).toEqual(expect.arrayContaining([...slots().suggested]));
    });
});
