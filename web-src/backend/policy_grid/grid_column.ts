import { evaluateBooleanExpr, evaluateExpr } from "@web/core/py_js/py";
import type { ArchColumn } from "@web/views/list/list_arch_parser";
import type { FieldDefinition } from "@web/views/view";
import type { Column, Kind } from "../../core/grid/column";

/** A column as the view's arch and the model's fields describe it. */
export interface GridColumn extends Column {
    label: string;
    help: string;
    /** CSS width; "" leaves it to the kind. The first column has its own. */
    width: string;
    /** What its numbers count: a key of UNITS. */
    unit: string;
    /** The field that holds the currency of its amounts. */
    currencyField: string;
    /** Of a link to the records behind a figure: the method that opens them. */
    action: string;
    /** Of records: which, among which, in which context. */
    relation: string;
    domain: string;
    context: object;
    /** "show" and "hide": people choose whether they see it. */
    optional: "" | "show" | "hide";
    /** Loaded for what depends on it, never shown. */
    hidden: boolean;
}

const KINDS: Readonly<Record<string, Kind>> = {
    char: "text", text: "text", integer: "whole", float: "number", monetary: "money",
    boolean: "flag", selection: "choice", many2one: "record", many2many: "tags", one2many: "tags",
};

/** The columns of a view's arch: a field each, but for the handle, since rows are moved by their number. */
export function gridColumns(
    columns: readonly ArchColumn[], fields: Readonly<Record<string, FieldDefinition>>, context: object, canEdit: boolean,
): GridColumn[] {
    return columns.filter(({ type, widget }) => type === "field" && widget !== "handle").flatMap((column) => {
        const field = fields[column.name];
        return field ? [{
            ...gridColumn(column, field, context, canEdit),
            hidden: evaluateBooleanExpr(column.column_invisible ?? "False", context),
        }] : [];
    });
}

function gridColumn(column: ArchColumn, field: FieldDefinition, context: object, canEdit: boolean): Omit<GridColumn, "hidden"> {
    const kind = column.widget === "fusion_bands" ? "bands" : (KINDS[field.type] ?? "text");
    const { action = "", unit = "", currency_field: currency = field.currency_field ?? "currency_id", proposed_by: proposedBy = "" } = column.options ?? {};
    const isReadonly = !canEdit || field.readonly === true || ["1", "True"].includes(column.readonly ?? "") || kind === "tags" || action !== "";
    return {
        name: column.name,
        kind,
        required: field.required === true || ["1", "True"].includes(column.required ?? ""),
        readonly: isReadonly,
        choices: (field.selection ?? []).map(([key, label]) => ({ key, label })),
        proposedBy,
        label: column.label ?? field.string,
        help: field.help ?? "",
        width: column.attrs?.width ?? "",
        unit,
        currencyField: currency,
        action,
        relation: field.relation ?? "",
        domain: column.domain ?? (typeof field.domain === "string" ? field.domain : JSON.stringify(field.domain ?? [])),
        context: evaluateExpr(column.context ?? "{}", context) as object,
        optional: column.optional === "show" || column.optional === "hide" ? column.optional : "",
    };
}

/** Numbers are read from their right end. */
export function isNumeric({ kind }: Column): boolean {
    return kind === "whole" || kind === "number" || kind === "money";
}
