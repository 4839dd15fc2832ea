import type { Column } from "@web/views/list/list_renderer";
import { ListRenderer } from "@web/views/list/list_renderer";

/** A row a policy; its name stays in sight while the other columns scroll. */
export class PolicyGridRenderer extends ListRenderer {
    override getColumnClass(column: Column): string {
        return `${super.getColumnClass(column)}${stickyClass(column)}`;
    }

    override getCellClass(column: Column, record: object): string {
        return `${super.getCellClass(column, record)}${stickyClass(column)}`;
    }
}

function stickyClass(column: Column): string {
    return column.name === "name" ? " fm-policy-name" : "";
}
