import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Direction } from "../../../../web-src/core/grid/selection";
import { at, clamp, isInside, move, next, rangeOf, selectAll } from "../../../../web-src/core/grid/selection";

const SIZE = { rows: 3, columns: 4 };
const spot = fc.record({ row: fc.nat(2), column: fc.nat(3) });
const direction = fc.constantFrom<Direction>("up", "down", "left", "right", "home", "end", "page_up", "page_down");

test("no key leaves the grid, and the range always holds both of its ends", () => {
    fc.assert(fc.property(spot, fc.array(fc.tuple(direction, fc.boolean(), fc.boolean())), (start, presses) => {
        const selection = presses.reduce((now, [way, far, extend]) => move(now, SIZE, way, { far, extend }), at(start.row, start.column));
        expect(clamp(selection, SIZE)).toEqual(selection);
        const range = rangeOf(selection);
        expect(isInside(range, selection.anchor.row, selection.anchor.column)).toBe(true);
        expect(isInside(range, selection.head.row, selection.head.column)).toBe(true);
    }));
});

test("Shift extends from where the selection began", () => {
    expect(move(at(0, 0), SIZE, "down", { extend: true })).toEqual({ anchor: { row: 0, column: 0 }, head: { row: 1, column: 0 } });
    expect(move(at(1, 1), SIZE, "end", { extend: true, far: true }).head).toEqual({ row: 2, column: 3 });
});

test("Tab reads row by row and leaves at both ends", () => {
    expect(next(at(0, 3), SIZE)).toEqual(at(1, 0));
    expect(next(at(1, 0), SIZE, true)).toEqual(at(0, 3));
    expect(next(at(2, 3), SIZE)).toBeNull();
    expect(next(at(0, 0), SIZE, true)).toBeNull();
});

test("a grid without rows has nothing to select", () => {
    expect(selectAll({ rows: 0, columns: 4 })).toBeNull();
    expect(clamp(at(5, 5), SIZE)).toEqual(at(2, 3));
});
