import * as fc from "fast-check";
import { expect, test } from "vitest";
import { copyBlock, clearBlock, fillDown, pasteBlock, unknownNames } from "../../../../web-src/core/grid/block";
import { valueIn } from "../../../../web-src/core/grid/drafts";
import type { Grid } from "../../../../web-src/core/grid/grid";
import { badCells, newGrid, rowsOf, undo } from "../../../../web-src/core/grid/grid";
import type { Range } from "../../../../web-src/core/grid/selection";
import { formatTsv, parseTsv } from "../../../../web-src/core/grid/tsv";
import { added, column, COLUMNS, doing, policy, READING, someGrid, words } from "../../support/grid";

const range = (top: number, left: number, bottom = top, right = left): Range => ({ top, bottom, left, right });
const paste = (grid: Grid, where: Range, text: string, blank: (() => ReturnType<typeof added>) | null = null) =>
    pasteBlock(grid, COLUMNS, where, parseTsv(text), READING, blank);
const shown = (grid: Grid) => copyBlock(rowsOf(grid), COLUMNS, range(0, 0, 9, 6), READING.locale);

test("a block is what it was after a trip over the clipboard", () => {
    const cell = fc.oneof(words, fc.string({ unit: "grapheme" }), fc.constantFrom("\r", "\r\n", '"', '""', "=1+1"));
    const block = fc.integer({ min: 1, max: 4 }).chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }));
    fc.assert(fc.property(block, (rows) => {
        expect(parseTsv(formatTsv(rows))).toEqual(rows);
    }));
});

test("pasting what was just copied changes nothing", () => {
    fc.assert(fc.property(fc.array(doing, { maxLength: 8 }), fc.nat(3), fc.nat(6), fc.nat(3), fc.nat(6), (doings, top, left, height, width) => {
        const grid = doings.reduce((before, one) => one(before), someGrid());
        const where = range(top, left, top + height, Math.min(left + width, 6));
        const rows = rowsOf(grid);
        const inside = { ...where, bottom: Math.min(where.bottom, rows.length - 1) };
        const again = paste(grid, inside, formatTsv(copyBlock(rows, COLUMNS, inside, READING.locale)));
        expect(shown(again.grid)).toEqual(shown(grid));
    }));
});

test("a block from a spreadsheet goes where the range begins", () => {
    const { grid, range: filled, bad } = paste(someGrid(), range(1, 1), "6\t14, 3\t$1,250.50\r\n18\t60\t80\r\n");
    expect(shown(grid).slice(1, 3).map((row) => row.slice(1, 4))).toEqual([["6", "14, 3", "1250.5"], ["18", "60", "80"]]);
    expect(filled).toEqual(range(1, 1, 2, 3));
    expect(bad).toBe(0);
    expect(grid.past).toHaveLength(1); // one step, so one undo
});

test("one value fills the selected range", () => {
    const { grid } = paste(someGrid(), range(0, 1, 3, 1), "6");
    expect(rowsOf(grid).map((view) => valueIn(view, "interval_months"))).toEqual([6, 6, 6, 6]);
    const wide = newGrid(["a", "b", "c", "d"].map((name) => column(name, "whole")), [policy(1)]);
    const filled = pasteBlock(wide, wide.columns.map((one) => one), range(0, 0, 0, 3), [["6", "9"]], READING, null).grid;
    expect(["a", "b", "c", "d"].map((name) => rowsOf(filled)[0]?.draft?.[name]?.value)).toEqual([6, 9, 6, 9]);
});

test("bad cells are told one by one, the good ones are kept", () => {
    const { grid, bad } = paste(someGrid(), range(0, 1), "soon\t30, x\t82,50\tCrane\tMaybe\tperhaps\n6");
    expect(bad).toBe(6);
    expect(badCells(grid)).toHaveLength(6);
    const [first, second] = rowsOf(grid);
    expect(Object.values(first?.draft ?? {}).map((cell) => cell.bad?.problem)).toEqual(
        ["not_a_number", "bands_not_a_number", "not_a_number", "unknown_record", "unknown_choice", "not_a_flag"]);
    expect(second && valueIn(second, "interval_months")).toBe(6);
});

test("cells that cannot be edited keep what they have", () => {
    const { grid, skipped } = paste(someGrid(), range(0, 6), "yes\t99\tbeyond");
    expect(rowsOf(grid)[0]?.draft).toMatchObject({ statutory: { value: true } });
    expect(rowsOf(grid)[0]?.draft).not.toHaveProperty("contract_count");
    expect(skipped).toBe(2);
});

test("a block longer than the grid adds rows, and one undo takes all of it back", () => {
    let count = 0;
    const result = paste(someGrid(), range(3, 0), "Lift\nBath lift\nHoist", () => added(`new-${(count += 1)}`));
    expect(result.addedRows).toBe(2);
    expect(shown(result.grid).slice(3).map(([name]) => name)).toEqual(["Lift", "Bath lift", "Hoist"]);
    expect(result.grid.past).toHaveLength(1);
    expect(rowsOf(undo(result.grid))).toEqual(rowsOf(someGrid()));
});

test("a block longer than a grid to which no row can be added is cut", () => {
    const { grid, skipped } = paste(someGrid(), range(3, 0), "Lift\nBath lift");
    expect(rowsOf(grid)).toHaveLength(4);
    expect(skipped).toBe(1);
});

test("fill down copies the first row of the range, or the row above a single one", () => {
    const start = newGrid(COLUMNS, [policy(1, { interval_months: 6 }), policy(2), policy(3)]);
    const months = (grid: Grid) => rowsOf(grid).map((view) => valueIn(view, "interval_months"));
    expect(months(fillDown(start, COLUMNS, range(0, 1, 2, 1)))).toEqual([6, 6, 6]);
    expect(months(fillDown(start, COLUMNS, range(1, 1)))).toEqual([6, 6, 12]);
    expect(fillDown(start, COLUMNS, range(0, 1))).toBe(start);
});

test("a record that was emptied is copied and filled down as nothing", () => {
    const emptied = clearBlock(someGrid(), COLUMNS, range(0, 4), READING);
    expect(copyBlock(rowsOf(emptied), COLUMNS, range(0, 4), READING.locale)).toEqual([[""]]);
    const filled = fillDown(emptied, COLUMNS, range(0, 4, 1, 4));
    expect(rowsOf(filled).map((view) => valueIn(view, "skill_id"))).toMatchObject([null, null, { id: 3 }, { id: 3 }]);
});

test("emptying a cell that must not be empty says so", () => {
    const grid = clearBlock(someGrid(), COLUMNS, range(0, 0, 0, 4), READING);
    expect(badCells(grid).map(({ column }) => column)).toEqual(["name", "reminder_bands"]);
    expect(rowsOf(grid)[0]?.draft).toMatchObject({ interval_months: { value: 0 }, skill_id: { value: null } });
});

test("names that are not known yet are asked for, each once", () => {
    const block = parseTsv("Crane\tno\ncrane \tno\nLift\tno\n");
    expect(unknownNames(COLUMNS, range(0, 4), block, READING)).toEqual({ skill_id: ["Crane", "crane"] });
});
