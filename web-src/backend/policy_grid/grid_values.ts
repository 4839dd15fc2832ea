import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger, formatMonetary } from "@web/views/fields/formatters";
import { cellText } from "../../core/grid/cell_text";
import type { Kind } from "../../core/grid/column";
import type { Row, RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import type { RecordValue, Value } from "../../core/grid/value";
import { isRecord } from "../../core/grid/value";
import { UNITS } from "./cell_words";
import type { GridColumn } from "./grid_column";

interface ReadRecord {
    id: number;
    display_name: string;
}

function asRecord(read: unknown): RecordValue | null {
    const record = read as ReadRecord | false | null;
    return record ? { id: record.id, label: record.display_name } : null;
}

/** A field's value as `web_read` gives it, as a cell holds it. */
export function fromRead(kind: Kind, read: unknown): Value {
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

/** What has to be read: all columns, and `active` for archiving. */
export function specificationOf(columns: readonly GridColumn[]): Record<string, object> {
    const named = columns.map(({ name, kind, context }) =>
        [name, kind === "record" || kind === "tags" ? { fields: { display_name: {} }, context } : {}]);
    return Object.fromEntries([["active", {}], ...named]) as Record<string, object>;
}

/** A record of `web_search_read` as a row. */
export function rowOf(columns: readonly GridColumn[], read: Record<string, unknown>): Row {
    const id = read["id"] as number;
    return { key: String(id), id, copyOf: null, cells: cellsOf(columns, read) };
}

export function cellsOf(columns: readonly GridColumn[], read: Record<string, unknown>): Row["cells"] {
    const cells = columns.map(({ name, kind }) => [name, fromRead(kind, read[name])]);
    return { active: read["active"] !== false, ...(Object.fromEntries(cells) as Row["cells"]) };
}

/** A row's values as Odoo's domains know them. */
export function evalContext(columns: readonly GridColumn[], view: RowView): Record<string, unknown> {
    const values = columns.filter(({ kind }) => kind !== "tags").map(({ name }) => {
        const value = valueIn(view, name);
        return [name, isRecord(value) ? value.id : (value ?? false)];
    });
    return { id: view.row.id ?? false, ...(Object.fromEntries(values) as Record<string, unknown>) };
}

/** A cell as it is shown: numbers in the user's language, with their unit. */
export function shownText(column: GridColumn, view: RowView): string {
    const value = valueIn(view, column.name);
    if (typeof value === "number") {
        return shownNumber(column, view, value);
    }
    if (typeof value === "boolean") {
        return value ? _t("Yes") : _t("No");
    }
    return cellText(column, value, { decimal: ".", thousands: "," });
}

function shownNumber(column: GridColumn, view: RowView, value: number): string {
    if (column.kind === "money") {
        const currency = valueIn(view, column.currencyField);
        return formatMonetary(value, isRecord(currency) ? { currencyId: currency.id } : {});
    }
    const count = column.kind === "whole" ? formatInteger(value) : formatFloat(value);
    return UNITS[column.unit]?.(count, value === 1) ?? count;
}
