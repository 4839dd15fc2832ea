import { NO_DRAFTS, orderOf, viewOf, withEdits, withOrder, withoutRow } from "./drafts";
import { isSame } from "./value";
const STEPS = 200;
function newGrid(columns, base) {
  return { columns, base, strays: [], drafts: NO_DRAFTS, past: [], future: [] };
}
function rowsOf(grid) {
  return viewOf(grid.drafts, grid.base);
}
function step(grid, drafts) {
  if (isNothingNew(grid.drafts, drafts)) {
    return grid;
  }
  return { ...grid, drafts, past: [...grid.past, grid.drafts].slice(-STEPS), future: [] };
}
function isNothingNew(before, after) {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}
function undo(grid) {
  const drafts = grid.past.at(-1);
  return drafts ? { ...grid, drafts, past: grid.past.slice(0, -1), future: [grid.drafts, ...grid.future] } : grid;
}
function redo(grid) {
  const [drafts, ...future] = grid.future;
  return drafts ? { ...grid, drafts, past: [...grid.past, grid.drafts], future } : grid;
}
function discard(grid) {
  return step(grid, NO_DRAFTS);
}
function edit(grid, edits) {
  return step(grid, withEdits(grid.drafts, edits));
}
function addRow(grid, row, below = null) {
  return step(grid, withRow(grid.drafts, grid.base, row, below));
}
function withRow(drafts, base, row, below) {
  const keys = orderOf(drafts, base);
  const at = below === null ? keys.length : keys.indexOf(below) + 1;
  const added = { ...drafts, added: { ...drafts.added, [row.key]: row } };
  return withOrder(added, base, [...keys.slice(0, at), row.key, ...keys.slice(at)]);
}
function archive(grid, keys, active = false) {
  const chosen = rowsOf(grid).filter(({ row }) => keys.includes(row.key));
  const edits = chosen.filter(({ row }) => row.id !== null).map(({ row }) => ({ row, column: "active", value: active }));
  const gone = active ? [] : chosen.filter(({ row }) => row.id === null);
  const drafts = gone.reduce((kept, { row }) => withoutRow(kept, grid.base, row.key), withEdits(grid.drafts, edits));
  return step(grid, drafts);
}
function moveRows(grid, keys, place) {
  const order = orderOf(grid.drafts, grid.base);
  const stays = (key) => !keys.includes(key);
  const moved = [
    ...order.slice(0, place).filter(stays),
    ...order.filter((key) => !stays(key)),
    ...order.slice(place).filter(stays)
  ];
  return step(grid, withOrder(grid.drafts, grid.base, moved));
}
function reload(grid, rows) {
  const found = new Map(rows.map((row) => [row.key, row]));
  const kept = grid.base.filter(({ key }) => found.has(key) || grid.drafts.cells[key]);
  const placed = kept.filter(({ key }) => !grid.strays.includes(key));
  const known = placed.filter(({ key }) => found.has(key));
  if (known.length === rows.length && known.every(({ key }, index) => key === rows[index]?.key)) {
    const strays2 = kept.filter((row) => !placed.includes(row));
    return { ...grid, base: [...placed.map((row) => found.get(row.key) ?? row), ...strays2], strays: strays2.map(({ key }) => key) };
  }
  const strays = kept.filter(({ key }) => !found.has(key));
  return { ...grid, base: [...rows, ...strays], strays: strays.map(({ key }) => key) };
}
function settle(grid, key, column, theirs, keep) {
  const base = grid.base.map((row2) => row2.key === key ? { ...row2, cells: { ...row2.cells, [column]: theirs } } : row2);
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
function isDrafted({ row, draft }, column) {
  const cell = draft?.[column];
  return row.id === null || cell !== void 0 && (cell.bad !== null || !isSame(cell.value, cell.from));
}
function hasDrafts({ drafts }) {
  return drafts.order !== null || Object.keys(drafts.cells).length > 0 || Object.keys(drafts.added).length > 0;
}
function badCells(grid) {
  return rowsOf(grid).flatMap(({ row, draft }) => grid.columns.filter(({ name }) => draft?.[name]?.bad).map(({ name }) => ({ key: row.key, column: name })));
}
export {
  STEPS,
  addRow,
  archive,
  badCells,
  discard,
  edit,
  hasDrafts,
  isDrafted,
  moveRows,
  newGrid,
  redo,
  reload,
  rowsOf,
  settle,
  step,
  undo,
  withRow
};
