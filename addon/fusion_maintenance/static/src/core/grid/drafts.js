import { isSame } from "./value";
const NO_DRAFTS = { cells: {}, added: {}, order: null };
function valueIn({ row, draft }, column) {
  const cell = draft?.[column];
  return cell ? cell.value : row.cells[column] ?? null;
}
function withEdits(drafts, edits) {
  const cells = { ...drafts.cells };
  for (const edit of edits) {
    cells[edit.row.key] = withEdit(cells[edit.row.key] ?? {}, edit);
  }
  for (const { row } of edits) {
    if (!Object.keys(cells[row.key] ?? {}).length) {
      delete cells[row.key];
    }
  }
  return { ...drafts, cells };
}
function withEdit(draft, { row, column, value, bad = null }) {
  const from = draft[column] ? draft[column].from : row.cells[column] ?? null;
  if (!bad && isSame(value, from)) {
    return without(draft, column);
  }
  return { ...draft, [column]: { from, value: bad ? from : value, bad } };
}
function without(record, name) {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
function withOrder(drafts, base, order) {
  const natural = base.map((row) => row.key);
  const isNatural = !Object.keys(drafts.added).length && order.length === natural.length && order.every((key, index) => key === natural[index]);
  return { ...drafts, order: isNatural ? null : order };
}
function withoutRow(drafts, base, key) {
  const kept = { ...drafts, cells: without(drafts.cells, key), added: without(drafts.added, key) };
  return withOrder(kept, base, orderOf(drafts, base).filter((other) => other !== key));
}
function orderOf(drafts, base) {
  const natural = base.map((row) => row.key);
  if (!drafts.order) {
    return natural;
  }
  const there = /* @__PURE__ */ new Set([...natural, ...Object.keys(drafts.added)]);
  const ordered = new Set(drafts.order);
  return [...drafts.order.filter((key) => there.has(key)), ...natural.filter((key) => !ordered.has(key))];
}
function viewOf(drafts, base) {
  const rows = new Map([...base, ...Object.values(drafts.added)].map((row) => [row.key, row]));
  return orderOf(drafts, base).flatMap((key) => {
    const row = rows.get(key);
    return row ? [{ row, draft: drafts.cells[key] ?? null }] : [];
  });
}
export {
  NO_DRAFTS,
  orderOf,
  valueIn,
  viewOf,
  withEdits,
  withOrder,
  withoutRow
};
