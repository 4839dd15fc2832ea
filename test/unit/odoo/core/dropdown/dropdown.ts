import { Component, xml } from "@odoo/owl";

// Stands in for Odoo's dropdown, always open.
export class Dropdown extends Component {
    static override template = xml`<div><t t-slot="default"/><t t-slot="content"/></div>`;
}
