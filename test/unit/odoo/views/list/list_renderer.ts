import { Component } from "@odoo/owl";

// Stands in for Odoo's list renderer.
export class ListRenderer extends Component {
    getColumnClass(): string {
        return "o_column position-relative";
    }

    getCellClass(): string {
        return "o_cell";
    }
}
