import type { Column } from "./column";
import type { Key, Row, RowView } from "./drafts";
import { orderOf, valueIn } from "./drafts";
import type { Grid } from "./grid";
import { rowsOf } from "./grid";
import type { Value } from "./value";
import { isRecord, isSame } from "./value";

/** A value as the server writes it. */
export type Plain = string | number | boolean;

/** What `save_grid` is given: all that was done, with what each cell was edited from. */
export interface Payload {
    edited: { id: number; cells: Record<string, { from: Plain; to: Plain }> }[];
    added: { key: Key; copy_of: number | false; values: Record<string, Plain> }[];
    order: { from: number[]; to: (number | Key)[] } | false;
    /** What new intervals are for, once somebody has answered. */
    interval_for?: string;
}

/** A policy that gets another interval while contracts run with the one it has. */
export interface NewInterval {
    name: string;
    /** Months. */
    before: number;
    after: number;
    /** How many contracts it concerns, in words. */
    question: string;
}

/** What has to be asked before the drafts can be saved. */
export interface IntervalQuestion {
    policies: NewInterval[];
    /** What can be answered, and how it is called. */
    choices: [key: string, label: string][];
}

/** A cell that somebody else saved meanwhile. */
export interface Conflict {
    key: Key;
    column: string;
    /** What it holds now, as it was read. */
    value: unknown;
    by: string;
}

/** A cell that cannot be saved, and why, in words. */
export interface Problem {
    key: Key;
    column: string;
    message: string;
}

export type Saved =
    | { saved: true; ids: Record<Key, number> }
    | { saved: false; conflicts: Conflict[]; problems: Problem[]; message: string; ask: IntervalQuestion | false };

function plain(value: Value): Plain {
    if (isRecord(value)) {
        return value.id;
    }
    return value === null || typeof value === "object" ? false : value;
}

/** Whether what proposes a cell of an added row was edited, and not the cell: the server proposes it anew. */
function isLeftToServer({ draft }: RowView, { name, proposedBy }: Column): boolean {
    return draft?.[proposedBy] !== undefined && draft[name] === undefined;
}

export function payloadOf(grid: Grid): Payload {
    const editable = grid.columns.filter((column) => !column.readonly);
    const views = rowsOf(grid);
    const edited = views.flatMap(({ row, draft }) => (row.id !== null && draft ? [{
        id: row.id,
        cells: Object.fromEntries(Object.entries(draft)
            .filter(([, cell]) => !isSame(cell.value, cell.from))
            .map(([name, cell]) => [name, { from: plain(cell.from), to: plain(cell.value) }])),
    }] : []));
    const added = views.filter(({ row }) => row.id === null).map((view) => ({
        key: view.row.key,
        copy_of: view.row.copyOf ?? (false as const),
        values: Object.fromEntries(editable.filter((column) => !isLeftToServer(view, column))
            .map(({ name }) => [name, plain(valueIn(view, name))])),
    }));
    return { edited: edited.filter(({ cells }) => Object.keys(cells).length), added, order: orderPayload(grid) };
}

/** The rows as they were saved, for when they cannot be read again; `ids` are those of the added rows. */
export function savedRows(grid: Grid, ids: Readonly<Record<Key, number>>): Row[] {
    return rowsOf(grid).map((view) => {
        const { row, draft } = view;
        const id = row.id ?? ids[row.key] ?? null;
        const edited = Object.fromEntries(Object.keys(draft ?? {}).map((name) => [name, valueIn(view, name)]));
        return { key: id === null ? row.key : String(id), id, copyOf: null, cells: { ...row.cells, ...edited } };
    });
}

/** The order of the rows whose places are known: of all others the server would say that somebody has moved them. */
function orderPayload({ drafts, base, strays }: Grid): Payload["order"] {
    if (!drafts.order) {
        return false;
    }
    const ids = new Map(base.map((row: Row) => [row.key, row.id]));
    const hasPlace = (key: Key): boolean => !strays.includes(key);
    return {
        from: base.flatMap((row) => (row.id === null || !hasPlace(row.key) ? [] : [row.id])),
        to: orderOf(drafts, base).filter(hasPlace).map((key) => ids.get(key) ?? key),
    };
}
