/** A cell by its place. */
export interface Spot {
    row: number;
    column: number;
}

/** A range of cells: it was begun at the anchor and reaches to the head, which is the cell that has the focus. */
export interface Selection {
    anchor: Spot;
    head: Spot;
}

/** All of these, both ends included. */
export interface Range {
    top: number;
    bottom: number;
    left: number;
    right: number;
}

export interface Size {
    rows: number;
    columns: number;
}

export type Direction = "up" | "down" | "left" | "right" | "home" | "end" | "page_up" | "page_down";

const PAGE = 10;

export function at(row: number, column: number): Selection {
    return { anchor: { row, column }, head: { row, column } };
}

export function rangeOf({ anchor, head }: Selection): Range {
    return {
        top: Math.min(anchor.row, head.row),
        bottom: Math.max(anchor.row, head.row),
        left: Math.min(anchor.column, head.column),
        right: Math.max(anchor.column, head.column),
    };
}

/** The selection within a grid of this size, which may have become smaller; null when there is no cell. */
export function clamp(selection: Selection, size: Size): Selection | null {
    if (size.rows < 1 || size.columns < 1) {
        return null;
    }
    const inside = ({ row, column }: Spot): Spot => ({
        row: Math.max(0, Math.min(row, size.rows - 1)),
        column: Math.max(0, Math.min(column, size.columns - 1)),
    });
    return { anchor: inside(selection.anchor), head: inside(selection.head) };
}

/** What an arrow does: `far` goes to the edge, `extend` leaves the anchor where it is. */
export function move(selection: Selection, size: Size, direction: Direction, { far = false, extend = false } = {}): Selection {
    const head = moved(selection.head, size, direction, far);
    return clamp({ anchor: extend ? selection.anchor : head, head }, size) ?? selection;
}

function moved({ row, column }: Spot, size: Size, direction: Direction, far: boolean): Spot {
    const last = { row: size.rows - 1, column: size.columns - 1 };
    switch (direction) {
        case "up":
            return { row: far ? 0 : row - 1, column };
        case "down":
            return { row: far ? last.row : row + 1, column };
        case "left":
            return { row, column: far ? 0 : column - 1 };
        case "right":
            return { row, column: far ? last.column : column + 1 };
        case "home":
            return { row: far ? 0 : row, column: 0 };
        case "end":
            return { row: far ? last.row : row, column: last.column };
        case "page_up":
            return { row: row - PAGE, column };
        case "page_down":
            return { row: row + PAGE, column };
    }
}

/** What Tab does: the next cell, then the next row; null when there is none, so that the focus leaves the grid. */
export function next({ head }: Selection, size: Size, backwards = false): Selection | null {
    const index = head.row * size.columns + head.column + (backwards ? -1 : 1);
    const isInside = index >= 0 && index < size.rows * size.columns;
    return isInside ? at(Math.floor(index / size.columns), index % size.columns) : null;
}

export function selectAll(size: Size): Selection | null {
    return clamp({ anchor: { row: 0, column: 0 }, head: { row: size.rows - 1, column: size.columns - 1 } }, size);
}

export function isInside({ top, bottom, left, right }: Range, row: number, column: number): boolean {
    return top <= row && row <= bottom && left <= column && column <= right;
}
