const PAGE = 10;
function at(row, column) {
  return { anchor: { row, column }, head: { row, column } };
}
function rangeOf({ anchor, head }) {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column)
  };
}
function clamp(selection, size) {
  if (size.rows < 1 || size.columns < 1) {
    return null;
  }
  const inside = ({ row, column }) => ({
    row: Math.max(0, Math.min(row, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1))
  });
  return { anchor: inside(selection.anchor), head: inside(selection.head) };
}
function move(selection, size, direction, { far = false, extend = false } = {}) {
  const head = moved(selection.head, size, direction, far);
  return clamp({ anchor: extend ? selection.anchor : head, head }, size) ?? selection;
}
function moved({ row, column }, size, direction, far) {
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
function next({ head }, size, backwards = false) {
  const index = head.row * size.columns + head.column + (backwards ? -1 : 1);
  const isInside2 = index >= 0 && index < size.rows * size.columns;
  return isInside2 ? at(Math.floor(index / size.columns), index % size.columns) : null;
}
function selectAll(size) {
  return clamp({ anchor: { row: 0, column: 0 }, head: { row: size.rows - 1, column: size.columns - 1 } }, size);
}
function isInside({ top, bottom, left, right }, row, column) {
  return top <= row && row <= bottom && left <= column && column <= right;
}
export {
  at,
  clamp,
  isInside,
  move,
  next,
  rangeOf,
  selectAll
};
