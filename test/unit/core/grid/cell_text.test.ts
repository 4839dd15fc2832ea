import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cellText, parseNumber, readCell } from "../../../../web-src/core/grid/cell_text";
import { COLUMNS, column, LIFT, READING } from "../../support/grid";

const ENGLISH = { decimal: ".", thousands: "," };
const FRENCH = { decimal: ",", thousands: "\u202f" };

test.each([
    ["1250", 1250], ["1,250.50", 1250.5], ["$82.50", 82.5], ["-3", -3], ["\u22123", -3], [".5", 0.5], ["1 250", 1250], ["-0", 0],
    ["82,50", null], ["1,25", null], ["12,34,567", null], ["1.2.3", null], ["soon", null], ["-", null], ["1e3", null], ["", null],
])("%j is %j where decimals have a point", (text, value) => {
    expect(parseNumber(text, ENGLISH)).toBe(value);
});

test.each([["82,50 $", 82.5], ["1\u202f250,5", 1250.5], ["1 250", 1250], ["1.250,5", null], ["82.50", null]])("%j is %j in French", (text, value) => {
    expect(parseNumber(text, FRENCH)).toBe(value);
});

test("what a cell shows reads as what it holds, in any locale", () => {
    const price = column("price", "money");
    const cents = fc.integer({ min: -2_000_000_00, max: 2_000_000_00 }).map((value) => value / 100);
    fc.assert(fc.property(cents, fc.constantFrom(ENGLISH, FRENCH), (value, locale) => {
        expect(readCell(price, cellText(price, value, locale), { ...READING, locale })).toEqual({ ok: true, value: value || 0 });
    }));
});

test.each([
    ["name", "", "required"], ["interval_months", "1.5", "not_whole"], ["price", "9999999999", "too_large"],
    ["reminder_bands", "", "bands_empty"], ["reminder_bands", "999", "bands_out_of_range"],
])("%s cannot be %j: %s", (name, text, problem) => {
    const where = COLUMNS.find((one) => one.name === name) ?? column(name, "text");
    expect(readCell(where, text, READING)).toEqual({ ok: false, bad: { text, problem } });
});

test("choices and records are read by their label, whatever its case", () => {
    const choice = COLUMNS.find((one) => one.kind === "choice") ?? column("", "choice");
    expect(readCell(choice, "no ORDER", READING)).toEqual({ ok: true, value: "none" });
    expect(readCell(choice, "none", READING)).toEqual({ ok: true, value: "none" });
    expect(readCell(column("skill_id", "record"), " LIFT ", READING)).toEqual({ ok: true, value: LIFT });
    expect(readCell(column("skill_id", "record"), "", READING)).toEqual({ ok: true, value: null });
});
