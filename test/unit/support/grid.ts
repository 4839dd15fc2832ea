import * as fc from "fast-check";
import type { Column, Reading } from "../../../web-src/core/grid/column";
import type { Row } from "../../../web-src/core/grid/drafts";
import type { Grid } from "../../../web-src/core/grid/grid";
import { addRow, archive, discard, edit, moveRows, newGrid, rowsOf } from "../../../web-src/core/grid/grid";
import { clearBlock, fillDown, pasteBlock, readInto } from "../../../web-src/core/grid/block";
import type { Range } from "../../../web-src/core/grid/selection";

export const LIFT = { id: 3, label: "Lift" };

export const READING: Reading = {
    locale: { decimal: ".", thousands: "," },
    known: { skill_id: { lift: LIFT, "power chair": { id: 4, label: "Power chair" } } },
};

export function column(name: string, kind: Column["kind"], values: Partial<Column> = {}): Column {
    return { name, kind, required: false, readonly: false, choices: [], proposedBy: "", ...values };
}

/** One column of each kind that can be edited, and one that cannot. */
export const COLUMNS: readonly Column[] = [
    column("name", "text", { required: true }),
    column("interval_months", "whole"),
    column("reminder_bands", "bands"),
    column("price", "money"),
    column("skill_id", "record"),
    column("revenue_mode", "choice", { choices: [{ key: "quotation", label: "Draft quotation" }, { key: "none", label: "No order" }] }),
    column("statutory", "flag"),
    column("contract_count", "whole", { readonly: true }),
];

export function policy(id: number, cells: Row["cells"] = {}): Row {
    return { key: String(id), id, copyOf: null, cells: {
        name: `Policy ${id}`, interval_months: 12, reminder_bands: "30, 7, 1", price: 95.5, skill_id: LIFT,
        revenue_mode: "quotation", statutory: false, contract_count: 4, active: true, ...cells,
    } };
}

export function added(key: string): Row {
    return { ...policy(0, { name: "" }), key, id: null };
}

/** A grid of four policies. */
export function someGrid(): Grid {
    return newGrid(COLUMNS, [1, 2, 3, 4].map((id) => policy(id)));
}

const spot = fc.record({ top: fc.nat(4), left: fc.nat(7), height: fc.integer({ min: 1, max: 3 }), width: fc.integer({ min: 1, max: 3 }) })
    .map(({ top, left, height, width }): Range => ({ top, bottom: top + height - 1, left, right: left + width - 1 }));

export const words = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("", "6", "1,250.50", "-3", "30, 7", "lift", "Draft quotation", "yes", "soon", "two\nlines", 'a "b"', "\t"),
);

const block = fc.array(fc.array(words, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });

let made = 0;
const blank = () => added(`new-${(made += 1)}`);

/** Something that somebody does to the grid. */
export type Doing = (grid: Grid) => Grid;

const keysOf = (grid: Grid, range: Range): string[] => rowsOf(grid).slice(range.top, range.bottom + 1).map(({ row }) => row.key);

/** Everything that can be done to a grid, at random places. */
export const doing: fc.Arbitrary<Doing> = fc.oneof(
    fc.tuple(spot, words).map(([{ top, left }, text]): Doing => (grid) => {
        const view = rowsOf(grid)[top];
        const at = COLUMNS[left];
        return view && at && !at.readonly ? edit(grid, [readInto(view, at, text, READING)]) : grid;
    }),
    fc.tuple(spot, block).map(([range, texts]): Doing => (grid) => pasteBlock(grid, COLUMNS, range, texts, READING, blank).grid),
    spot.map((range): Doing => (grid) => fillDown(grid, COLUMNS, range)),
    spot.map((range): Doing => (grid) => clearBlock(grid, COLUMNS, range, READING)),
    spot.map(({ top }): Doing => (grid) => { // as the editor of a record does
        const view = rowsOf(grid)[top];
        return view ? edit(grid, [{ row: view.row, column: "skill_id", value: null }]) : grid;
    }),
    spot.map((range): Doing => (grid) => addRow(grid, blank(), keysOf(grid, range)[0] ?? null)),
    fc.tuple(spot, fc.boolean()).map(([range, active]): Doing => (grid) => archive(grid, keysOf(grid, range), active)),
    fc.tuple(spot, fc.nat(6)).map(([range, place]): Doing => (grid) => moveRows(grid, keysOf(grid, range), place)),
    fc.constant<Doing>(discard),
);
