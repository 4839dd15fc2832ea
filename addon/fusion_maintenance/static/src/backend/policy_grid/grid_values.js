import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger, formatMonetary } from "@web/views/fields/formatters";
import { cellText } from "../../core/grid/cell_text";
import { valueIn } from "../../core/grid/drafts";
import { isRecord } from "../../core/grid/value";
import { UNITS } from "./cell_words";
function asRecord(read) {
  const record = read;
  return record ? { id: record.id, label: record.display_name } : null;
}
function fromRead(kind, read) {
  switch (kind) {
    case "record":
      return asRecord(read);
    case "tags":
      return (Array.isArray(read) ? read : []).map((one) => asRecord(one)).filter((one) => one !== null);
    case "flag":
      return read === true;
    case "choice":
      return typeof read === "string" ? read : null;
    case "whole":
    case "number":
    case "money":
      return typeof read === "number" ? read : 0;
    default:
      return typeof read === "string" ? read : "";
  }
}
function specificationOf(columns) {
  const named = columns.map(({ name, kind, context }) => [name, kind === "record" || kind === "tags" ? { fields: { display_name: {} }, context } : {}]);
  return Object.fromEntries([["active", {}], ...named]);
}
function rowOf(columns, read) {
  const id = read["id"];
  return { key: String(id), id, copyOf: null, cells: cellsOf(columns, read) };
}
function cellsOf(columns, read) {
  const cells = columns.map(({ name, kind }) => [name, fromRead(kind, read[name])]);
  return { active: read["active"] !== false, ...Object.fromEntries(cells) };
}
function evalContext(columns, view) {
  const values = columns.filter(({ kind }) => kind !== "tags").map(({ name }) => {
    const value = valueIn(view, name);
    return [name, isRecord(value) ? value.id : value ?? false];
  });
  return { id: view.row.id ?? false, ...Object.fromEntries(values) };
}
function shownText(column, view) {
  const value = valueIn(view, column.name);
  if (typeof value === "number") {
    return shownNumber(column, view, value);
  }
  if (typeof value === "boolean") {
    return value ? _t("Yes") : _t("No");
  }
  return cellText(column, value, { decimal: ".", thousands: "," });
}
function shownNumber(column, view, value) {
  if (column.kind === "money") {
    const currency = valueIn(view, column.currencyField);
    return formatMonetary(value, isRecord(currency) ? { currencyId: currency.id } : {});
  }
  const count = column.kind === "whole" ? formatInteger(value) : formatFloat(value);
  return UNITS[column.unit]?.(count, value === 1) ?? count;
}
export {
  cellsOf,
  evalContext,
  fromRead,
  rowOf,
  shownText,
  specificationOf
};
