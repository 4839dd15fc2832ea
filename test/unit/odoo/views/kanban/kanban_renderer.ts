import { Component } from "@odoo/owl";

// Stands in for Odoo's kanban renderer.
export class KanbanRenderer extends Component {
    static components = {};

    getGroupsOrRecords(): unknown[] {
        return this.props.list.groups.map((value: unknown) => ({ key: String(value), group: { value } }));
    }

    get canUseSortable(): boolean {
        return true;
    }
}
