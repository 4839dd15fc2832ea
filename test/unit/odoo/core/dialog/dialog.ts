import { Component } from "@odoo/owl";

// Stands in for Odoo's dialog: its content without the frame.
export class Dialog extends Component {
    static override template = "web.Dialog";
}
