import { cellText, readCell } from "./cell_text";
import type { Column, Locale, Reading } from "./column";
import type { Drafts, Edit, Row, RowView } from "./drafts";
import { valueIn, viewOf, withEdits } from "./drafts";
import type { Grid } from "./grid";
import { rowsOf, step, withRow } from "./grid";
import type { Range } from "./selection";
import type { Block } from "./tsv";

/** The columns that are shown, in their order: ranges count in them. */
export type Shown = readonly Column[];

/** What became of a paste. */
export interface Pasted {
    grid: Grid;
    /** The cells that were pasted into. */
    range: Range;
    /** Cells whose text means nothing there; each says why. */
    bad: number;
    /** Cells that cannot be edited, or for which there was no column. */
    skipped: number;
    addedRows: number;
}

/** The texts of a range, as they are copied. What is wrong is copied as it was typed. */
export function copyBlock(rows: readonly RowView[], shown: Shown, range: Range, locale: Locale): string[][] {
    return rows.slice(range.top, range.bottom + 1).map((view) =>
        shown.slice(range.left, range.right + 1).map((column) =>
            view.draft?.[column.name]?.bad?.text ?? cellText(column, valueIn(view, column.name), locale)));
}

/** How often a block is laid down: a range that it fills without a rest is filled, as spreadsheets do. */
function target(block: Block, range: Range): { height: number; width: number } {
    const width = Math.max(...block.map((row) => row.length));
    const fits = (size: number, part: number): number => (size > part && size % part === 0 ? size : part);
    return {
        height: fits(range.bottom - range.top + 1, block.length),
        width: fits(range.right - range.left + 1, width),
    };
}

/**
 * Puts a block where the range begins. Rows that are missing are added when `blank` makes them; cells that cannot
 * be edited keep what they have.
 */
export function pasteBlock(
    grid: Grid, shown: Shown, range: Range, block: Block, reading: Reading, blank: (() => Row) | null,
): Pasted {
    const { height, width } = target(block, range);
    const missing = blank ? Math.max(0, range.top + height - rowsOf(grid).length) : 0;
    let drafts: Drafts = grid.drafts;
    for (let index = 0; blank && index < missing; index += 1) {
        drafts = withRow(drafts, grid.base, blank(), null);
    }
    const rows = viewOf(drafts, grid.base).slice(range.top, range.top + height);
    const columns = shown.slice(range.left, range.left + width);
    const wide = Math.max(...block.map((line) => line.length));
    const edits = rows.flatMap((view, index) => columns.flatMap((column, side) => {
        const text = block[index % block.length]?.[side % wide];
        return text === undefined || column.readonly ? [] : [readInto(view, column, text, reading)];
    }));
    return {
        grid: step(grid, withEdits(drafts, edits)),
        range: { ...range, bottom: range.top + rows.length - 1, right: range.left + columns.length - 1 },
        bad: edits.filter(({ bad }) => bad).length,
        skipped: height * width - edits.length,
        addedRows: missing,
    };
}

/** What typing this text into a cell does to it. */
export function readInto(view: RowView, column: Column, text: string, reading: Reading): Edit {
    const read = readCell(column, text, reading);
    // What a cell shows already means what it holds, also where the text alone could mean more than one thing.
    if (text === cellText(column, valueIn(view, column.name), reading.locale) && !view.draft?.[column.name]?.bad) {
        return { row: view.row, column: column.name, value: valueIn(view, column.name) };
    }
    return read.ok
        ? { row: view.row, column: column.name, value: read.value }
        : { row: view.row, column: column.name, value: null, bad: read.bad };
}

/** Copies the first row of the range into all below it; a range of one row takes the row above. */
export function fillDown(grid: Grid, shown: Shown, range: Range): Grid {
    const rows = rowsOf(grid);
    const source = rows[range.top === range.bottom ? range.top - 1 : range.top];
    const targets = rows.slice(range.top === range.bottom ? range.top : range.top + 1, range.bottom + 1);
    const columns = shown.slice(range.left, range.right + 1).filter((column) => !column.readonly);
    const edits = source ? targets.flatMap(({ row }) => columns.map(({ name }) => ({
        row, column: name, value: valueIn(source, name), bad: source.draft?.[name]?.bad ?? null,
    }))) : [];
    return step(grid, withEdits(grid.drafts, edits));
}

/** Empties the cells of a range. */
export function clearBlock(grid: Grid, shown: Shown, range: Range, reading: Reading): Grid {
    const columns = shown.slice(range.left, range.right + 1).filter((column) => !column.readonly);
    const edits = rowsOf(grid).slice(range.top, range.bottom + 1)
        .flatMap((view) => columns.map((column) => readInto(view, column, "", reading)));
    return step(grid, withEdits(grid.drafts, edits));
}

/** Names in a block that stand in columns of records and are not known yet, by column: somebody has to ask for them. */
export function unknownNames(shown: Shown, range: Range, block: Block, { known }: Reading): Record<string, string[]> {
    const names: Record<string, Set<string>> = {};
    const { width } = target(block, range);
    shown.slice(range.left, range.left + width).forEach((column, side) => {
        for (const line of column.kind === "record" && !column.readonly ? block : []) {
            const name = line[side % line.length]?.trim() ?? "";
            if (name && known[column.name]?.[name.toLowerCase()] === undefined) {
                (names[column.name] ??= new Set()).add(name);
            }
        }
    });
    return Object.fromEntries(Object.entries(names).map(([column, set]) => [column, [...set]]));
}
