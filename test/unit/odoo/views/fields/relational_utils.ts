import { Component, xml } from "@odoo/owl";

interface Props {
    value: string;
    update: (records: object[] | false) => void;
}

// Stands in for Odoo's search of records: a press of the button finds the bath lift.
export class Many2XAutocomplete extends Component<Props> {
    static override template = xml`<div><input role="combobox" t-att-value="props.value"/><button t-on-click="() => this.find()">find</button></div>`;

    find(): void {
        this.props.update([{ id: 9, display_name: "Bath lift service" }]);
    }
}
