import type { Bad } from "./cell_text";
import type { Value } from "./value";
import { isSame } from "./value";

/** Names a row: a saved one by its id ("7"), an added one by a word ("new-1"). */
export type Key = string;

/** A row as the server has it, or as an added one begins. Never changed: a changed row is another object. */
export interface Row {
    key: Key;
    /** null: an added row, which the server does not know yet. */
    id: number | null;
    /** Of a duplicate: the saved row that it was made from, for what the grid does not show. */
    copyOf: number | null;
    cells: Readonly<Record<string, Value>>;
}

/** An edited cell: what it was when the editing began, and what it is to be. */
export interface CellDraft {
    from: Value;
    value: Value;
    /** There when what was typed means nothing: then `value` is still `from`. */
    bad: Bad | null;
}

export type RowDraft = Readonly<Record<string, CellDraft>>;

/** All that was done to the rows since they were loaded. */
export interface Drafts {
    cells: Readonly<Record<Key, RowDraft>>;
    added: Readonly<Record<Key, Row>>;
    /** The rows in their new order; null while nobody moved or added one. */
    order: readonly Key[] | null;
}

export const NO_DRAFTS: Drafts = { cells: {}, added: {}, order: null };

export interface Edit {
    row: Row;
    column: string;
    value: Value;
    bad?: Bad | null;
}

/** A row as it is shown. */
export interface RowView {
    row: Row;
    draft: RowDraft | null;
}

/** What a cell holds now: nothing where it was emptied, whatever it held before. */
export function valueIn({ row, draft }: RowView, column: string): Value {
    const cell = draft?.[column];
    return cell ? cell.value : (row.cells[column] ?? null);
}

/** Drafts with these edits in them. A cell that is again what it was is no draft any more. */
export function withEdits(drafts: Drafts, edits: readonly Edit[]): Drafts {
    const cells: Record<Key, RowDraft> = { ...drafts.cells };
    for (const edit of edits) {
        cells[edit.row.key] = withEdit(cells[edit.row.key] ?? {}, edit);
    }
    for (const { row } of edits) {
        if (!Object.keys(cells[row.key] ?? {}).length) {
            delete cells[row.key]; // eslint-disable-line @typescript-eslint/no-dynamic-delete
        }
    }
    return { ...drafts, cells };
}

function withEdit(draft: RowDraft, { row, column, value, bad = null }: Edit): RowDraft {
    const from = draft[column] ? draft[column].from : (row.cells[column] ?? null);
    if (!bad && isSame(value, from)) {
        return without(draft, column);
    }
    return { ...draft, [column]: { from, value: bad ? from : value, bad } };
}

function without<Item>(record: Readonly<Record<string, Item>>, name: string): Record<string, Item> {
    return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** Drafts in which the rows stand in this order; rows that are not listed follow. */
export function withOrder(drafts: Drafts, base: readonly Row[], order: readonly Key[]): Drafts {
    const natural = base.map((row) => row.key);
    const isNatural = !Object.keys(drafts.added).length
        && order.length === natural.length && order.every((key, index) => key === natural[index]);
    return { ...drafts, order: isNatural ? null : order };
}

/** Drafts without an added row, as if it had never been. */
export function withoutRow(drafts: Drafts, base: readonly Row[], key: Key): Drafts {
    const kept = { ...drafts, cells: without(drafts.cells, key), added: without(drafts.added, key) };
    return withOrder(kept, base, orderOf(drafts, base).filter((other) => other !== key));
}

/** The keys of all rows in the order in which they are shown. */
export function orderOf(drafts: Drafts, base: readonly Row[]): Key[] {
    const natural = base.map((row) => row.key);
    if (!drafts.order) {
        return natural;
    }
    const there = new Set([...natural, ...Object.keys(drafts.added)]);
    const ordered = new Set(drafts.order);
    // Rows that came with another search are not in the order yet.
    return [...drafts.order.filter((key) => there.has(key)), ...natural.filter((key) => !ordered.has(key))];
}

/** The rows as they are shown. */
export function viewOf(drafts: Drafts, base: readonly Row[]): RowView[] {
    const rows = new Map([...base, ...Object.values(drafts.added)].map((row) => [row.key, row]));
    return orderOf(drafts, base).flatMap((key) => {
        const row = rows.get(key);
        return row ? [{ row, draft: drafts.cells[key] ?? null }] : [];
    });
}
