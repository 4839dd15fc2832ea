import * as fc from "fast-check";
import { expect, test } from "vitest";
import { valueIn } from "../../../../web-src/core/grid/drafts";
import type { Grid } from "../../../../web-src/core/grid/grid";
import {
    addRow, archive, badCells, discard, edit, hasDrafts, isDrafted, moveRows, newGrid, redo, reload, rowsOf, settle, undo,
} from "../../../../web-src/core/grid/grid";
import { payloadOf } from "../../../../web-src/core/grid/payload";
import type { Value } from "../../../../web-src/core/grid/value";
import { added, column, COLUMNS, doing, policy, someGrid } from "../../support/grid";

const set = (grid: Grid, index: number, column: string, value: Value): Grid => {
    const view = rowsOf(grid)[index];
    return view ? edit(grid, [{ row: view.row, column, value }]) : grid;
};
const months = (grid: Grid): Value[] => rowsOf(grid).map((view) => valueIn(view, "interval_months"));
const keys = (grid: Grid): string[] => rowsOf(grid).map(({ row }) => row.key);

test("any sequence of edits, undone, ends where it began; redone, where it had come to", () => {
    fc.assert(fc.property(fc.array(doing, { maxLength: 12 }), (doings) => {
        const start = someGrid();
        const end = doings.reduce((grid, one) => one(grid), start);
        let back = end;
        while (back.past.length) back = undo(back);
        expect(rowsOf(back)).toEqual(rowsOf(start));
        expect(hasDrafts(back)).toBe(false);
        let forth = back;
        while (forth.future.length) forth = redo(forth);
        expect(rowsOf(forth)).toEqual(rowsOf(end));
        expect(payloadOf(forth)).toEqual(payloadOf(end));
    }));
});

test("edits and undos in any order end where they began once all is undone", () => {
    const anything = fc.oneof({ weight: 3, arbitrary: doing }, { weight: 1, arbitrary: fc.constantFrom(undo, redo) });
    fc.assert(fc.property(fc.array(anything, { maxLength: 20 }), (doings) => {
        let grid = doings.reduce((before, one) => one(before), someGrid());
        while (grid.past.length) grid = undo(grid);
        expect(grid.drafts).toEqual(someGrid().drafts);
    }));
});

test("redo after undo changes nothing", () => {
    fc.assert(fc.property(fc.array(doing, { minLength: 1, maxLength: 8 }), (doings) => {
        const grid = doings.reduce((before, one) => one(before), someGrid());
        if (grid.past.length) expect(redo(undo(grid))).toEqual(grid);
    }));
});

test("no row is lost or shown twice, whatever is done", () => {
    fc.assert(fc.property(fc.array(doing, { maxLength: 12 }), (doings) => {
        const shown = keys(doings.reduce((grid, one) => one(grid), someGrid()));
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown).toEqual(expect.arrayContaining(["1", "2", "3", "4"]));
    }));
});

test("drafts over rows that were loaded again are the same drafts", () => {
    fc.assert(fc.property(fc.array(doing, { maxLength: 8 }), (doings) => {
        const grid = doings.reduce((before, one) => one(before), someGrid());
        const again = reload(grid, someGrid().base);
        expect(payloadOf(again)).toEqual(payloadOf(grid));
        expect(rowsOf(again)).toEqual(rowsOf(grid));
    }));
});

test("a cell holds what was set last, also nothing, and an added row is saved with it", () => {
    const value = fc.constantFrom(null, { id: 4, label: "Power chair" }, { id: 3, label: "Lift" });
    fc.assert(fc.property(fc.array(doing, { maxLength: 8 }), fc.nat(5), value, (doings, index, set) => {
        const before = doings.reduce((grid, one) => one(grid), addRow(someGrid(), added("new-0")));
        const view = rowsOf(before)[index % rowsOf(before).length];
        const after = view ? edit(before, [{ row: view.row, column: "skill_id", value: set }]) : before;
        const shown = rowsOf(after).find(({ row }) => row.key === view?.row.key);
        expect(shown && valueIn(shown, "skill_id")).toEqual(set);
        const saved = payloadOf(after).added.find(({ key }) => key === view?.row.key);
        if (saved) expect(saved.values["skill_id"]).toBe(set?.id ?? false);
    }));
});

test("a cell that is edited back is no draft any more", () => {
    const grid = set(set(someGrid(), 0, "interval_months", 6), 0, "interval_months", 12);
    expect(hasDrafts(grid)).toBe(false);
    expect(grid.past).toHaveLength(2);
});

test("an edit that changes nothing is no step", () => {
    expect(set(someGrid(), 0, "interval_months", 12).past).toEqual([]);
});

test("what is saved says what each cell was edited from", () => {
    const grid = set(set(someGrid(), 1, "interval_months", 6), 1, "skill_id", null);
    expect(payloadOf(grid)).toEqual({
        edited: [{ id: 2, cells: { interval_months: { from: 12, to: 6 }, skill_id: { from: 3, to: false } } }],
        added: [], order: false,
    });
});

test("what was edited from stays what it was when the rows are loaded again", () => {
    const grid = reload(set(someGrid(), 0, "interval_months", 6), [policy(1, { interval_months: 18 }), policy(2)]);
    expect(payloadOf(grid).edited).toEqual([{ id: 1, cells: { interval_months: { from: 12, to: 6 } } }]);
    // Edited once more, too: nobody has looked at the 18 yet.
    expect(payloadOf(set(grid, 0, "interval_months", 9)).edited).toEqual([{ id: 1, cells: { interval_months: { from: 12, to: 9 } } }]);
});

test("a row with drafts stays in sight when the search no longer finds it", () => {
    const grid = reload(set(someGrid(), 3, "interval_months", 6), [policy(2)]);
    expect(keys(grid)).toEqual(["2", "4"]);
    expect(months(undo(grid))).toEqual([12, 12]);
});

test("a row that the search no longer finds keeps its place, so nobody is said to have moved it", () => {
    const searched = reload(set(someGrid(), 0, "interval_months", 6), [policy(3)]);
    expect(keys(searched)).toEqual(["1", "3"]);
    expect(payloadOf(addRow(searched, added("new-1"))).order).toEqual({ from: [1, 3], to: [1, 3, "new-1"] });
    expect(payloadOf(moveRows(searched, ["3"], 0)).order).toEqual({ from: [1, 3], to: [3, 1] });
});

test("a row of which nobody knows where it stands among those found is saved without a place", () => {
    const elsewhere = reload(set(newGrid(COLUMNS, [policy(3)]), 0, "interval_months", 6), [policy(1), policy(5)]);
    // Loaded once more it is known no better, nor when the search is narrowed.
    for (const grid of [elsewhere, reload(elsewhere, elsewhere.base.slice(0, 2)), reload(elsewhere, [policy(5)])]) {
        const { order, edited } = payloadOf(addRow(grid, added("new-1"), "5"));
        const found = grid.base.flatMap(({ id }) => (id === 3 || id === null ? [] : [id]));
        expect(order).toEqual({ from: found, to: [...found, "new-1"] });
        expect(edited).toEqual([{ id: 3, cells: { interval_months: { from: 12, to: 6 } } }]);
    }
    const all = reload(elsewhere, someGrid().base);
    expect(payloadOf(addRow(all, added("new-1"))).order).toEqual({ from: [1, 2, 3, 4], to: [1, 2, 3, 4, "new-1"] });
});

test("rows are said to have stood as the server has them, whatever is searched for", () => {
    const everyone = [1, 2, 3, 4].map((id) => policy(id));
    const search = fc.subarray(everyone).map((rows) => (grid: Grid) => reload(grid, rows));
    fc.assert(fc.property(fc.array(fc.oneof(doing, search), { maxLength: 12 }), (doings) => {
        const { order } = payloadOf(doings.reduce((grid, one) => one(grid), newGrid(COLUMNS, everyone)));
        const from = order ? order.from : [];
        expect(from).toEqual([...from].sort((a, b) => a - b));
    }));
});

test("a conflict is settled: theirs is taken", () => {
    const grid = settle(set(someGrid(), 0, "interval_months", 6), "1", "interval_months", 18, "theirs");
    expect(months(grid)[0]).toBe(18);
    expect(hasDrafts(grid)).toBe(false);
});

test("a conflict is settled: ours is kept, now in the knowledge of theirs", () => {
    const grid = settle(set(someGrid(), 0, "interval_months", 6), "1", "interval_months", 18, "ours");
    expect(payloadOf(grid).edited).toEqual([{ id: 1, cells: { interval_months: { from: 18, to: 6 } } }]);
});

test("an added row is saved whole, with its place", () => {
    const grid = addRow(someGrid(), added("new-1"), "2");
    expect(keys(grid)).toEqual(["1", "2", "new-1", "3", "4"]);
    const { added: rows, order } = payloadOf(grid);
    expect(rows).toMatchObject([{ key: "new-1", copy_of: false, values: { interval_months: 12, skill_id: 3, price: 95.5 } }]);
    expect(rows[0]?.values).not.toHaveProperty("contract_count"); // nobody can edit it
    expect(order).toEqual({ from: [1, 2, 3, 4], to: [1, 2, "new-1", 3, 4] });
    expect(rowsOf(grid).map((view) => isDrafted(view, "price"))).toEqual([false, false, true, false, false]);
});

test("the price of an added row is the server's to propose once its product is another, unless it was edited too", () => {
    const columns = [column("name", "text"), column("product_id", "record"), column("price", "money", { proposedBy: "product_id" })];
    const row = { key: "new-1", id: null, copyOf: null, cells: { name: "Lift", product_id: { id: 3, label: "Service" }, price: 95 } };
    const start = addRow(newGrid(columns, []), row);
    const sent = (grid: Grid) => payloadOf(grid).added[0]?.values;
    expect(sent(start)).toEqual({ name: "Lift", product_id: 3, price: 95 });
    const other = set(start, 0, "product_id", { id: 4, label: "Wash" });
    expect(sent(other)).toEqual({ name: "Lift", product_id: 4 });
    expect(sent(set(other, 0, "product_id", null))).toEqual({ name: "Lift", product_id: false });
    expect(sent(set(other, 0, "price", 60))).toEqual({ name: "Lift", product_id: 4, price: 60 });
});

test("archiving marks saved rows and removes added ones", () => {
    const grid = archive(addRow(someGrid(), added("new-1")), ["2", "new-1"]);
    expect(keys(grid)).toEqual(["1", "2", "3", "4"]);
    expect(payloadOf(grid)).toMatchObject({ edited: [{ id: 2, cells: { active: { from: true, to: false } } }], added: [], order: false });
    expect(hasDrafts(archive(grid, ["2"], true))).toBe(false);
});

test("rows are moved together, and back in their order there is nothing to save", () => {
    const moved = moveRows(someGrid(), ["3", "4"], 1);
    expect(keys(moved)).toEqual(["1", "3", "4", "2"]);
    expect(payloadOf(moved).order).toEqual({ from: [1, 2, 3, 4], to: [1, 3, 4, 2] });
    expect(hasDrafts(moveRows(moved, ["2"], 1))).toBe(false);
});

test("a mistaken discard is undone", () => {
    const grid = set(someGrid(), 0, "interval_months", 6);
    expect(hasDrafts(discard(grid))).toBe(false);
    expect(undo(discard(grid)).drafts).toEqual(grid.drafts);
});

test("what was typed and means nothing stays to be mended, and is not saved", () => {
    const start = someGrid();
    const [view] = rowsOf(start);
    const grid = edit(start, view ? [{ row: view.row, column: "price", value: null, bad: { text: "much", problem: "not_a_number" } }] : []);
    expect(badCells(grid)).toEqual([{ key: "1", column: "price" }]);
    expect(payloadOf(grid).edited).toEqual([]);
    expect(badCells(undo(grid))).toEqual([]);
});
