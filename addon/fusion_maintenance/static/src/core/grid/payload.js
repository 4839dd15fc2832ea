import { orderOf, valueIn } from "./drafts";
import { rowsOf } from "./grid";
import { isRecord, isSame } from "./value";
function plain(value) {
  if (isRecord(value)) {
    return value.id;
  }
  return value === null || typeof value === "object" ? false : value;
}
function isLeftToServer({ draft }, { name, proposedBy }) {
  return draft?.[proposedBy] !== void 0 && draft[name] === void 0;
}
function payloadOf(grid) {
  const editable = grid.columns.filter((column) => !column.readonly);
  const views = rowsOf(grid);
  const edited = views.flatMap(({ row, draft }) => row.id !== null && draft ? [{
    id: row.id,
    cells: Object.fromEntries(Object.entries(draft).filter(([, cell]) => !isSame(cell.value, cell.from)).map(([name, cell]) => [name, { from: plain(cell.from), to: plain(cell.value) }]))
  }] : []);
  const added = views.filter(({ row }) => row.id === null).map((view) => ({
    key: view.row.key,
    copy_of: view.row.copyOf ?? false,
    values: Object.fromEntries(editable.filter((column) => !isLeftToServer(view, column)).map(({ name }) => [name, plain(valueIn(view, name))]))
  }));
  return { edited: edited.filter(({ cells }) => Object.keys(cells).length), added, order: orderPayload(grid) };
}
function savedRows(grid, ids) {
  return rowsOf(grid).map((view) => {
    const { row, draft } = view;
    const id = row.id ?? ids[row.key] ?? null;
    const edited = Object.fromEntries(Object.keys(draft ?? {}).map((name) => [name, valueIn(view, name)]));
    return { key: id === null ? row.key : String(id), id, copyOf: null, cells: { ...row.cells, ...edited } };
  });
}
function orderPayload({ drafts, base, strays }) {
  if (!drafts.order) {
    return false;
  }
  const ids = new Map(base.map((row) => [row.key, row.id]));
  const hasPlace = (key) => !strays.includes(key);
  return {
    from: base.flatMap((row) => row.id === null || !hasPlace(row.key) ? [] : [row.id]),
    to: orderOf(drafts, base).filter(hasPlace).map((key) => ids.get(key) ?? key)
  };
}
export {
  payloadOf,
  savedRows
};
