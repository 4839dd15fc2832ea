import type { Column } from "./column";
import type { Drafts, Edit, Key, Row, RowView } from "./drafts";
import { NO_DRAFTS, orderOf, viewOf, withEdits, withOrder, withoutRow } from "./drafts";
import type { Value } from "./value";
import { isSame } from "./value";

/** The rows as the server has them, what was done to them, and what can be undone and redone. */
export interface Grid {
    columns: readonly Column[];
    base: readonly Row[];
    /** Rows of the base that the search does not find, of which nobody knows where they stand among those it finds. */
    strays: readonly Key[];
    drafts: Drafts;
    past: readonly Drafts[];
    future: readonly Drafts[];
}

/** How many steps can be undone: as many as anybody remembers. */
export const STEPS = 200;

export function newGrid(columns: readonly Column[], base: readonly Row[]): Grid {
    return { columns, base, strays: [], drafts: NO_DRAFTS, past: [], future: [] };
}

/** The rows as they are shown. */
export function rowsOf(grid: Grid): RowView[] {
    return viewOf(grid.drafts, grid.base);
}

/** One step: can be undone, and what was undone before it cannot be redone any more. */
export function step(grid: Grid, drafts: Drafts): Grid {
    if (isNothingNew(grid.drafts, drafts)) {
        return grid;
    }
    return { ...grid, drafts, past: [...grid.past, grid.drafts].slice(-STEPS), future: [] };
}

function isNothingNew(before: Drafts, after: Drafts): boolean {
    return before === after || JSON.stringify(before) === JSON.stringify(after);
}

export function undo(grid: Grid): Grid {
    const drafts = grid.past.at(-1);
    return drafts ? { ...grid, drafts, past: grid.past.slice(0, -1), future: [grid.drafts, ...grid.future] } : grid;
}

export function redo(grid: Grid): Grid {
    const [drafts, ...future] = grid.future;
    return drafts ? { ...grid, drafts, past: [...grid.past, grid.drafts], future } : grid;
}

/** Everything as the server has it, as one step: a mistaken press of Discard is undone like any other. */
export function discard(grid: Grid): Grid {
    return step(grid, NO_DRAFTS);
}

export function edit(grid: Grid, edits: readonly Edit[]): Grid {
    return step(grid, withEdits(grid.drafts, edits));
}

/** Adds a row below another, or at the end. */
export function addRow(grid: Grid, row: Row, below: Key | null = null): Grid {
    return step(grid, withRow(grid.drafts, grid.base, row, below));
}

/** Drafts with one more row. */
export function withRow(drafts: Drafts, base: readonly Row[], row: Row, below: Key | null): Drafts {
    const keys = orderOf(drafts, base);
    const at = below === null ? keys.length : keys.indexOf(below) + 1;
    const added = { ...drafts, added: { ...drafts.added, [row.key]: row } };
    return withOrder(added, base, [...keys.slice(0, at), row.key, ...keys.slice(at)]);
}

/** Archives rows, or restores those that are archived. Added rows just go: nobody else knows them. */
export function archive(grid: Grid, keys: readonly Key[], active = false): Grid {
    const chosen = rowsOf(grid).filter(({ row }) => keys.includes(row.key));
    const edits = chosen.filter(({ row }) => row.id !== null).map(({ row }) => ({ row, column: "active", value: active }));
    const gone = active ? [] : chosen.filter(({ row }) => row.id === null);
    const drafts = gone.reduce((kept, { row }) => withoutRow(kept, grid.base, row.key), withEdits(grid.drafts, edits));
    return step(grid, drafts);
}

/** Moves rows, together, to stand before the row that is now at this place: `moveRows(grid, ["3"], 0)` puts it first. */
export function moveRows(grid: Grid, keys: readonly Key[], place: number): Grid {
    const order = orderOf(grid.drafts, grid.base);
    const stays = (key: Key): boolean => !keys.includes(key);
    const moved = [
        ...order.slice(0, place).filter(stays),
        ...order.filter((key) => !stays(key)),
        ...order.slice(place).filter(stays),
    ];
    return step(grid, withOrder(grid.drafts, grid.base, moved));
}

/**
 * The same drafts over rows that were loaded again. What each cell was edited from stays what it was, so that
 * saving still notices who else saved it; rows with drafts stay when the search no longer finds them. A search
 * among the rows that were there leaves them their places; else they follow, and their places are not saved.
 */
export function reload(grid: Grid, rows: readonly Row[]): Grid {
    const found = new Map(rows.map((row) => [row.key, row]));
    const kept = grid.base.filter(({ key }) => found.has(key) || grid.drafts.cells[key]);
    const placed = kept.filter(({ key }) => !grid.strays.includes(key));
    const known = placed.filter(({ key }) => found.has(key));
    if (known.length === rows.length && known.every(({ key }, index) => key === rows[index]?.key)) {
        const strays = kept.filter((row) => !placed.includes(row));
        return { ...grid, base: [...placed.map((row) => found.get(row.key) ?? row), ...strays], strays: strays.map(({ key }) => key) };
    }
    const strays = kept.filter(({ key }) => !found.has(key));
    return { ...grid, base: [...rows, ...strays], strays: strays.map(({ key }) => key) };
}

/** The other's value is taken: the cell is no draft any more. Or ours is kept: from now on it was edited from theirs. */
export function settle(grid: Grid, key: Key, column: string, theirs: Value, keep: "ours" | "theirs"): Grid {
    const base = grid.base.map((row) => (row.key === key ? { ...row, cells: { ...row.cells, [column]: theirs } } : row));
    const draft = grid.drafts.cells[key];
    const cell = draft?.[column];
    const row = base.find((one) => one.key === key);
    if (!row || !draft || !cell) {
        return { ...grid, base };
    }
    const redrafted = { ...grid.drafts, cells: { ...grid.drafts.cells, [key]: { ...draft, [column]: { ...cell, from: theirs } } } };
    const value = keep === "ours" ? cell.value : theirs;
    return step({ ...grid, base }, withEdits(redrafted, [{ row, column, value }]));
}

/** Whether a cell is not what the server has. */
export function isDrafted({ row, draft }: RowView, column: string): boolean {
    const cell = draft?.[column];
    return row.id === null || (cell !== undefined && (cell.bad !== null || !isSame(cell.value, cell.from)));
}

export function hasDrafts({ drafts }: Grid): boolean {
    return drafts.order !== null || Object.keys(drafts.cells).length > 0 || Object.keys(drafts.added).length > 0;
}

export interface Place {
    key: Key;
    column: string;
}

/** The cells whose text means nothing, in the order in which they are read. */
export function badCells(grid: Grid): Place[] {
    return rowsOf(grid).flatMap(({ row, draft }) =>
        grid.columns.filter(({ name }) => draft?.[name]?.bad).map(({ name }) => ({ key: row.key, column: name })));
}
