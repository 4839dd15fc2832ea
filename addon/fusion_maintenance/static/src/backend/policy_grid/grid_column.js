import { evaluateBooleanExpr, evaluateExpr } from "@web/core/py_js/py";
const KINDS = {
  char: "text",
  text: "text",
  integer: "whole",
  float: "number",
  monetary: "money",
  boolean: "flag",
  selection: "choice",
  many2one: "record",
  many2many: "tags",
  one2many: "tags"
};
function gridColumns(columns, fields, context, canEdit) {
  return columns.filter(({ type, widget }) => type === "field" && widget !== "handle").flatMap((column) => {
    const field = fields[column.name];
    return field ? [{
      ...gridColumn(column, field, context, canEdit),
      hidden: evaluateBooleanExpr(column.column_invisible ?? "False", context)
    }] : [];
  });
}
function gridColumn(column, field, context, canEdit) {
  const kind = column.widget === "fusion_bands" ? "bands" : KINDS[field.type] ?? "text";
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
    context: evaluateExpr(column.context ?? "{}", context),
    optional: column.optional === "show" || column.optional === "hide" ? column.optional : ""
  };
}
function isNumeric({ kind }) {
  return kind === "whole" || kind === "number" || kind === "money";
}
export {
  gridColumns,
  isNumeric
};
