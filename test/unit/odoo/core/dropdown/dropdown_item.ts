import { Component, xml } from "@odoo/owl";

export class DropdownItem extends Component {
    static override template = xml`<div><t t-slot="default"/></div>`;
}
