import { _t } from "@web/core/l10n/translation";
import { GRID_WORDS } from "./grid_words";
import { fromRead, shownText } from "./grid_values";
function notesOf(grid, columns, refusal) {
  const notes = {};
  const draftOf = (key, column) => grid.drafts.cells[key]?.[column] ?? null;
  const first = columns[0]?.name ?? "";
  const placeOf = (name) => columns.some((column) => column.name === name) ? name : first;
  for (const { key, column, message } of refusal.problems) {
    (notes[key] ??= {})[placeOf(column)] = { sentence: message, draft: draftOf(key, placeOf(column)) };
  }
  for (const { key, column, value, by } of refusal.conflicts) {
    const place = columns.find(({ name }) => name === column);
    const theirs = place ? fromRead(place.kind, value) : null;
    const shown = place ? shownText(place, { row: { key, id: null, copyOf: null, cells: { ...currencyOf(grid, key), [column]: theirs } }, draft: null }) : "";
    (notes[key] ??= {})[placeOf(column)] = {
      sentence: column ? `${GRID_WORDS.conflict(by)} ${shown || _t("(empty)")}` : GRID_WORDS.gone(),
      draft: draftOf(key, placeOf(column)),
      ...place ? { theirs } : {}
    };
  }
  return notes;
}
function currencyOf(grid, key) {
  return { ...grid.base.find((row) => row.key === key)?.cells };
}
export {
  notesOf
};
