import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../vectors/dst.json" with { type: "json" };
import { createCalendar, differsFrom, isTwice, offsetAt } from "../../../web-src/core/dates";

const TORONTO = "America/Toronto";

/** Intl separates "10:00" and "a.m." by a space that does not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

interface Zone {
    changes: { utc: string; before: string; after: string }[];
    days: { date: string; starts: { utc: string; local: string; offset: string }[] }[];
}

const zones = Object.entries(vectors as unknown as Record<string, Zone>);

function minutes(offset: string): number {
    const [hours = 0, rest = 0] = offset.slice(1).split(":").map(Number);
    return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + rest);
}

describe("dates for a person", () => {
    test("say weekday, month, day and time, as Canadians write them", () => {
        const calendar = createCalendar("en-CA", TORONTO);
        expect(plain(calendar.dayAndTime("2026-03-10T14:00:00Z"))).toBe("Tuesday, March 10, 10:00 a.m.");
        expect(calendar.date("2026-03-10")).toBe("Tuesday, March 10");
    });

    test("are not broken within a time, and can be searched for as a whole", () => {
        const calendar = createCalendar("en-CA", TORONTO);
        expect(calendar.time("2026-03-10T14:00:00Z")).not.toContain(" ");
        expect(calendar.dayAndTime("2026-03-10T14:00:00Z")).toBe("Tuesday, March 10, 10:00 a.m.");
    });

    test("say it in French", () => {
        const calendar = createCalendar("fr-CA", TORONTO);
        expect(plain(calendar.dayAndTime("2026-03-10T14:00:00Z"))).toBe("mardi 10 mars, 10 h 00");
    });

    test("fall back to the browser's language for one that Intl does not know", () => {
        expect(createCalendar("not a language", TORONTO).date("2026-03-10")).toContain("10");
    });

    test("are in the company's zone, whatever the device's", () => {
        const calendar = createCalendar("en-CA", "America/Vancouver");
        expect(plain(calendar.time("2026-03-01T17:00:00Z"))).toBe("9:00 a.m.");
        expect(calendar.hour("2026-03-01T20:30:00Z")).toBe(12);
    });

    test("tell the two autumn starts of one name apart by their offset", () => {
        const calendar = createCalendar("en-CA", TORONTO);
        expect(plain(calendar.time("2026-11-01T05:30:00Z"))).toBe("1:30 a.m. EDT");
        expect(plain(calendar.time("2026-11-01T06:30:00Z"))).toBe("1:30 a.m. EST");
        expect(plain(calendar.time("2026-11-01T07:00:00Z"))).toBe("2:00 a.m.");
    });

    test("span a week", () => {
        expect(plain(createCalendar("en-CA", TORONTO).range("2026-11-23", "2026-11-29")).replace(/\s/g, " ")).toMatch(/^November 23 ?– ?29$/);
    });

    test("name the zone for a visitor from elsewhere", () => {
        expect(createCalendar("en-CA", TORONTO).zoneName("2026-03-10T14:00:00Z")).toBe("Eastern Time");
        expect(differsFrom("America/Vancouver", TORONTO, ["2026-06-10T14:00:00Z"])).toBe(true);
        expect(differsFrom("America/New_York", TORONTO, ["2026-06-10T14:00:00Z"])).toBe(false);
    });
});

describe.each(zones)("the clocks of %s", (zone, { changes, days }) => {
    test("have the offset that the server's have, around every change", () => {
        for (const day of days) {
            for (const start of day.starts) {
                expect(`${start.utc} ${offsetAt(Date.parse(start.utc), zone)}`).toBe(`${start.utc} ${minutes(start.offset)}`);
            }
        }
    });

    test("show no two starts of a day under one name", () => {
        const calendar = createCalendar("en-CA", zone);
        for (const day of days) {
            const names = day.starts.map((start) => calendar.dayAndTime(start.utc));
            expect(new Set(names).size).toBe(names.length);
            expect(new Set(day.starts.map((start) => calendar.day(start.utc))).size).toBe(1);
        }
    });

    test("repeat a time only in the hours around an autumn change", () => {
        const autumn = changes.filter((change) => minutes(change.after) < minutes(change.before));
        fc.assert(
            fc.property(fc.date({ min: new Date("2026-01-02"), max: new Date("2028-12-30"), noInvalidDate: true }), (date) => {
                const isNear = autumn.some((change) => {
                    const distance = (date.getTime() - Date.parse(change.utc)) / 60_000;
                    const repeated = minutes(change.before) - minutes(change.after);
                    return distance >= -repeated && distance < repeated;
                });
                expect(isTwice(date.toISOString(), zone)).toBe(isNear);
            }),
        );
    });
});
