import { cellText, readCell } from "./cell_text";
import { valueIn, viewOf, withEdits } from "./drafts";
import { rowsOf, step, withRow } from "./grid";
function copyBlock(rows, shown, range, locale) {
  return rows.slice(range.top, range.bottom + 1).map((view) => shown.slice(range.left, range.right + 1).map((column) => view.draft?.[column.name]?.bad?.text ?? cellText(column, valueIn(view, column.name), locale)));
}
function target(block, range) {
  const width = Math.max(...block.map((row) => row.length));
  const fits = (size, part) => size > part && size % part === 0 ? size : part;
  return {
    height: fits(range.bottom - range.top + 1, block.length),
    width: fits(range.right - range.left + 1, width)
  };
}
function pasteBlock(grid, shown, range, block, reading, blank) {
  const { height, width } = target(block, range);
  const missing = blank ? Math.max(0, range.top + height - rowsOf(grid).length) : 0;
  let drafts = grid.drafts;
  for (let index = 0; blank && index < missing; index += 1) {
    drafts = withRow(drafts, grid.base, blank(), null);
  }
  const rows = viewOf(drafts, grid.base).slice(range.top, range.top + height);
  const columns = shown.slice(range.left, range.left + width);
  const wide = Math.max(...block.map((line) => line.length));
  const edits = rows.flatMap((view, index) => columns.flatMap((column, side) => {
    const text = block[index % block.length]?.[side % wide];
    return text === void 0 || column.readonly ? [] : [readInto(view, column, text, reading)];
  }));
  return {
    grid: step(grid, withEdits(drafts, edits)),
    range: { ...range, bottom: range.top + rows.length - 1, right: range.left + columns.length - 1 },
    bad: edits.filter(({ bad }) => bad).length,
    skipped: height * width - edits.length,
    addedRows: missing
  };
}
function readInto(view, column, text, reading) {
  const read = readCell(column, text, reading);
  if (text === cellText(column, valueIn(view, column.name), reading.locale) && !view.draft?.[column.name]?.bad) {
    return { row: view.row, column: column.name, value: valueIn(view, column.name) };
  }
  return read.ok ? { row: view.row, column: column.name, value: read.value } : { row: view.row, column: column.name, value: null, bad: read.bad };
}
function fillDown(grid, shown, range) {
  const rows = rowsOf(grid);
  const source = rows[range.top === range.bottom ? range.top - 1 : range.top];
  const targets = rows.slice(range.top === range.bottom ? range.top : range.top + 1, range.bottom + 1);
  const columns = shown.slice(range.left, range.right + 1).filter((column) => !column.readonly);
  const edits = source ? targets.flatMap(({ row }) => columns.map(({ name }) => ({
    row,
    column: name,
    value: valueIn(source, name),
    bad: source.draft?.[name]?.bad ?? null
  }))) : [];
  return step(grid, withEdits(grid.drafts, edits));
}
function clearBlock(grid, shown, range, reading) {
  const columns = shown.slice(range.left, range.right + 1).filter((column) => !column.readonly);
  const edits = rowsOf(grid).slice(range.top, range.bottom + 1).flatMap((view) => columns.map((column) => readInto(view, column, "", reading)));
  return step(grid, withEdits(grid.drafts, edits));
}
function unknownNames(shown, range, block, { known }) {
  const names = {};
  const { width } = target(block, range);
  shown.slice(range.left, range.left + width).forEach((column, side) => {
    for (const line of column.kind === "record" && !column.readonly ? block : []) {
      const name = line[side % line.length]?.trim() ?? "";
      if (name && known[column.name]?.[name.toLowerCase()] === void 0) {
        (names[column.name] ??= /* @__PURE__ */ new Set()).add(name);
      }
    }
  });
  return Object.fromEntries(Object.entries(names).map(([column, set]) => [column, [...set]]));
}
export {
  clearBlock,
  copyBlock,
  fillDown,
  pasteBlock,
  readInto,
  unknownNames
};
