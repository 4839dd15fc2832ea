import { formatBands, parseBands } from "../bands";
import type { Column, Locale, Reading } from "./column";
import type { Value } from "./value";
import { isRecord, recordsOf } from "./value";

/** Why a text cannot stand in a cell. */
export type CellProblem =
    | "required"
    | "not_a_number"
    | "not_whole"
    | "too_large"
    | "not_a_flag"
    | "unknown_choice"
    | "unknown_record"
    | "bands_empty"
    | "bands_not_a_number"
    | "bands_out_of_range";

/** A text that cannot stand in its cell, kept as it was typed so that it can be mended. */
export interface Bad {
    text: string;
    problem: CellProblem;
}

export type ReadCell = { ok: true; value: Value } | { ok: false; bad: Bad };

/** PostgreSQL's integer; beyond it the server has no words. */
const LARGEST = 2_147_483_647;
const TRUE = new Set(["true", "yes", "1", "x", "✓", "vrai", "oui"]);
const FALSE = new Set(["false", "no", "0", "", "faux", "non"]);

const good = (value: Value): ReadCell => ({ ok: true, value });
const bad = (text: string, problem: CellProblem): ReadCell => ({ ok: false, bad: { text, problem } });

/** A cell as a plain text: what is copied, and what its editor begins with. */
export function cellText(column: Column, value: Value, locale: Locale): string {
    if (value === null || value === "") {
        return "";
    }
    if (typeof value === "number") {
        return String(value).replace(".", locale.decimal);
    }
    if (typeof value === "boolean") {
        return value ? "TRUE" : "FALSE";
    }
    if (isRecord(value)) {
        return value.label;
    }
    if (typeof value !== "string") {
        return recordsOf(value).map((record) => record.label).join(", ");
    }
    return column.choices.find((choice) => choice.key === value)?.label ?? value;
}

/** What a typed or pasted text means in a column: `readCell(months, "6", …) //=> { ok: true, value: 6 }` */
export function readCell(column: Column, text: string, { locale, known }: Reading): ReadCell {
    const words = column.kind === "text" ? text : text.trim();
    if (!words.trim() && column.required && column.kind !== "bands" && column.kind !== "flag") {
        return bad(text, "required");
    }
    switch (column.kind) {
        case "text":
        case "tags":
            return good(words);
        case "whole":
        case "number":
        case "money":
            return readNumber(column, words, locale);
        case "flag":
            return readFlag(words);
        case "choice":
            return readChoice(column, words);
        case "record": {
            const record = words ? known[column.name]?.[words.toLowerCase()] : null;
            return record === undefined ? bad(words, "unknown_record") : good(record);
        }
        case "bands":
            return readBands(words);
    }
}

function readNumber(column: Column, words: string, locale: Locale): ReadCell {
    const value = words ? parseNumber(words, locale) : 0;
    if (value === null) {
        return bad(words, "not_a_number");
    }
    if (Math.abs(value) > LARGEST) {
        return bad(words, "too_large");
    }
    return column.kind === "whole" && !Number.isInteger(value) ? bad(words, "not_whole") : good(value);
}

/**
 * A number as it is written here. A comma that cannot be between thousands is no comma between
 * thousands: "82,50" is no number where decimals have a point, rather than a hundred times as much.
 *
 *     parseNumber("$1,250.50", { decimal: ".", thousands: "," }) //=> 1250.5
 *     parseNumber("82,50", { decimal: ".", thousands: "," }) //=> null
 */
export function parseNumber(words: string, { decimal, thousands }: Locale): number | null {
    const bare = words.replace(/^[$€£]\s*|\s*[$€£]$/g, "").replace(/^[\u2212\u2013]/, "-").replace(/\s/g, " ");
    const sign = /^[+-]/.exec(bare)?.[0] ?? "";
    const [whole = "", fraction = "", ...more] = bare.slice(sign.length).split(decimal);
    const groups = whole.split(thousands.trim() && whole.includes(thousands) ? thousands : " ");
    const isGrouped = groups.length === 1 || groups.every((group, index) => group.length === 3 || (index === 0 && group.length < 3));
    const digits = groups.join("");
    const isNumber = isGrouped && !more.length && /^\d*$/.test(digits) && /^\d*$/.test(fraction) && digits + fraction !== "";
    return isNumber ? Number(`${sign}${digits || "0"}.${fraction || "0"}`) || 0 : null; // "-0" is 0
}

function readFlag(words: string): ReadCell {
    const word = words.toLowerCase();
    return TRUE.has(word) ? good(true) : FALSE.has(word) ? good(false) : bad(words, "not_a_flag");
}

function readChoice(column: Column, words: string): ReadCell {
    const word = words.toLowerCase();
    const choice = column.choices.find(({ label }) => label.toLowerCase() === word)
        ?? column.choices.find(({ key }) => key.toLowerCase() === word);
    return choice ? good(choice.key) : words ? bad(words, "unknown_choice") : good(null);
}

function readBands(words: string): ReadCell {
    const parsed = parseBands(words);
    if (!parsed.ok) {
        return bad(words, `bands_${parsed.problem}`);
    }
    return parsed.bands.length ? good(formatBands(parsed.bands)) : bad(words, "bands_empty");
}
