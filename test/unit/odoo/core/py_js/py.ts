// Stands in for Odoo's Python: as much of it as arches in the tests say.
export const evaluateExpr = (expression: string): unknown => (expression === "{}" ? {} : JSON.parse(expression.replaceAll("'", '"')));
export const evaluateBooleanExpr = (expression: string): boolean => ["1", "True"].includes(expression);
