/** Cells of a spreadsheet, row by row. */
export type Block = readonly (readonly string[])[];

/**
 * Reads what spreadsheets put on the clipboard: tabs between cells, a line a row, quotes around cells with tabs,
 * line ends or quotes in them.
 *
 *     parseTsv('a\tb\n"two\nlines"\t""\n') //=> [["a", "b"], ["two\nlines", ""]]
 */
export function parseTsv(text: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    let at = 0;
    for (;;) {
        const { cell, end } = readOne(text, at);
        row.push(cell);
        if (text[end] === "\t") {
            at = end + 1;
            continue;
        }
        rows.push(row);
        row = [];
        at = end + (text.startsWith("\r\n", end) ? 2 : 1);
        if (at >= text.length) {
            return rows;
        }
    }
}

function readOne(text: string, start: number): { cell: string; end: number } {
    // A quote that is never closed, or that more text follows, is just a quote.
    const quoted = text[start] === '"' ? /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y : null;
    if (quoted) {
        quoted.lastIndex = start;
        const match = quoted.exec(text);
        if (match) {
            return { cell: (match[1] ?? "").replaceAll('""', '"'), end: quoted.lastIndex };
        }
    }
    const plain = /[^\t\r\n]*/y;
    plain.lastIndex = start;
    return { cell: plain.exec(text)?.[0] ?? "", end: plain.lastIndex };
}

const QUOTE = '"';
const MARKS = ["\t", "\r", "\n", QUOTE];

// No pattern with a quote before a template literal: Odoo's minifier takes the end of that line for text (test_assets.py).
function written(text: string): string {
    const isPlain = !MARKS.some((mark) => text.includes(mark));
    return isPlain ? text : [QUOTE, text.replaceAll(QUOTE, QUOTE + QUOTE), QUOTE].join("");
}

/** Writes cells as spreadsheets read them. */
export function formatTsv(block: Block): string {
    return block.map((row) => [row.map(written).join("\t"), "\n"].join("")).join("");
}
