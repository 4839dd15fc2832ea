import { Component, xml } from "@odoo/owl";

export class CheckBox extends Component {
    static override template = xml`<label><input type="checkbox" t-att-checked="props.value" t-on-change="(event) => props.onChange(event.target.checked)"/><t t-slot="default"/></label>`;
}
