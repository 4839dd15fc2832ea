import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBands, LARGEST_BAND, parseBands } from "../../../web-src/core/bands";

const bands = fc.uniqueArray(fc.integer({ min: -LARGEST_BAND, max: LARGEST_BAND }));

describe("reminder bands", () => {
    test("are read largest first, each once, however they are separated", () => {
        expect(parseBands("7; -3 30,7")).toEqual({ ok: true, bands: [30, 7, -3] });
    });

    test("are no bands when nothing is written", () => {
        expect(parseBands(" , ")).toEqual({ ok: true, bands: [] });
    });

    test("take the minus sign that a word processor makes of a hyphen", () => {
        expect(parseBands("\u22123")).toEqual({ ok: true, bands: [-3] });
    });

    test("name the word that is not a number", () => {
        expect(parseBands("30, soon, 1")).toEqual({ ok: false, problem: "not_a_number", text: "soon" });
        expect(parseBands("1.5")).toMatchObject({ ok: false, problem: "not_a_number" });
    });

    test("name the number whose comma was left out", () => {
        expect(parseBands("3071")).toEqual({ ok: false, problem: "out_of_range", text: "3071" });
    });

    test("are read back as they were written, whatever the bands", () => {
        fc.assert(
            fc.property(bands, (some) => {
                const sorted = some.map((band) => band || 0).sort((a, b) => b - a);
                expect(parseBands(formatBands(some))).toEqual({ ok: true, bands: [...new Set(sorted)] });
            }),
        );
    });

    test("never fail on any text", () => {
        fc.assert(
            fc.property(fc.string(), (text) => {
                const parsed = parseBands(text);
                expect(parsed.ok ? parsed.bands.every(Number.isInteger) : parsed.text.length > 0).toBe(true);
            }),
        );
    });
});
