import type { Column } from "@web/views/list/list_renderer";
import { ListRenderer } from "@web/views/list/list_renderer";

/** A row a policy; its name stays in sight while the other columns scroll. */
export class PolicyGridRenderer extends ListRenderer {
    override getColumnClass(column: Column): string {
        const classes = super.getColumnClass(column);
        // Bootstrap's utility is `!important`, and would keep the header's cell from sticking.
        const free = column.name === "name" ? classes.replace("position-relative", "") : classes;
        return `${free}${stickyClass(column)}`;
    }

    override getCellClass(column: Column, record: object): string {
        return `${super.getCellClass(column, record)}${stickyClass(column)}`;
    }
}

function stickyClass(column: Column): string {
    return column.name === "name" ? " fm-policy-name" : "";
}
