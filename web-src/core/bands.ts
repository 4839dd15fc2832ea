/** Days before the due date on which a reminder goes, largest first; negative ones are days after it. */
export type Bands = readonly number[];

/** What is wrong with a text that should list bands. */
export type BandsProblem = "not_a_number" | "out_of_range";

export type ParsedBands = { ok: true; bands: Bands } | { ok: false; problem: BandsProblem; text: string };

/** A reminder more than a year away from the date it speaks of is a slip of the finger. */
export const LARGEST_BAND = 365;

/**
 * Reads "30, 7, 1" as core/bands.py does: descending, each once, no text no bands.
 *
 *     parseBands("1, 30, 7, 7") //=> { ok: true, bands: [30, 7, 1] }
 *     parseBands("soon") //=> { ok: false, problem: "not_a_number", text: "soon" }
 */
export function parseBands(text: string): ParsedBands {
    const words = text.replace(/[\u2212\u2013]/g, "-").split(/[\s,;]+/).filter(Boolean);
    const odd = words.find((word) => !/^[+-]?[0-9]+$/.test(word));
    if (odd !== undefined) {
        return { ok: false, problem: "not_a_number", text: odd };
    }
    const far = words.find((word) => word.length > 9 || Math.abs(Number(word)) > LARGEST_BAND);
    if (far !== undefined) {
        return { ok: false, problem: "out_of_range", text: far };
    }
    const bands = new Set(words.map((word) => Number(word) || 0)); // "-0" is 0
    return { ok: true, bands: [...bands].sort((a, b) => b - a) };
}

/** `formatBands([1, 30, 7]) //=> "30, 7, 1"` */
export function formatBands(bands: Bands): string {
    return [...new Set(bands)].sort((a, b) => b - a).join(", ");
}
