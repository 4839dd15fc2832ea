import { readFile } from "node:fs/promises";

/** The value below which this part of the values lies (nearest rank): `quantile([3, 1, 2], 0.5)` is 2. */
export function quantile(values, part) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

const plain = (value, unit) => {
    if (typeof value !== "number") return String(value);
    const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return `${value.toFixed(digits)}${unit ? ` ${unit}` : ""}`;
};

/** A figure that may be at most `target`. */
export function atMost(name, what, figure, target, unit = "") {
    const ratio = target ? plain(figure / target) : "";
    return { name, what, figure: plain(figure, unit), target: `≤ ${plain(target, unit)}`, ratio, met: figure <= target };
}

/** A figure that would be good to have at most `target`: nothing is missed when it is not. */
export function beyond(name, what, figure, target, unit = "") {
    const row = atMost(name, what, figure, target, unit);
    return { ...row, target: `(${row.target})`, met: row.met || null };
}

/** The median of `a[i] / b[i]`, for values measured in turns: `ratio([2, 9, 4], [1, 3, 2])` is 2. */
export function ratio(a, b) {
    return quantile(a.map((value, index) => value / b[index]), 0.5);
}

/** A figure that has to be at least `target`. */
export function atLeast(name, what, figure, target, unit = "") {
    return { name, what, figure: plain(figure, unit), target: `≥ ${plain(target, unit)}`, ratio: plain(figure / target), met: figure >= target };
}

/** A figure that has to be exactly `target`. */
export function exactly(name, what, figure, target) {
    return { name, what, figure: plain(figure), target: plain(target), ratio: "", met: figure === target };
}

/** A figure without a target, beside the others. */
export function beside(name, what, figure, unit = "") {
    return { name, what, figure: plain(figure, unit), target: "", ratio: "", met: null };
}

/** The rows as a table of figure, target and ratio. */
export function table(rows) {
    const head = ["", "what", "figure", "target", "ratio", "met"];
    const words = (met) => (met === null ? "" : met ? "yes" : "MISSED");
    const cells = [head, ...rows.map(({ name, what, figure, target, ratio, met }) => [name, what, figure, target, ratio, words(met)])];
    const widths = head.map((_title, column) => Math.max(...cells.map((row) => row[column].length)));
    const line = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd();
    const [titles, ...body] = cells.map(line);
    return [titles, widths.map((width) => "─".repeat(width)).join("──"), ...body].join("\n");
}

/** How busy the machine is: its load beside its processors, since figures depend on it. */
export async function load() {
    const [minute] = (await readFile("/proc/loadavg", "utf8")).split(" ");
    return Number(minute);
}
