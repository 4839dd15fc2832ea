import { Component, xml } from "@odoo/owl";

// Stands in for Odoo's searchable menu: a button for each choice, there to be pressed at all times.
export class SelectMenu extends Component {
    static override template = xml`<div t-att-class="props.class">
        <button class="o_select_menu_toggler"><t t-slot="default"/></button>
        <button t-foreach="props.choices" t-as="choice" t-key="choice.value" role="menuitem" t-on-click="() => props.onSelect(choice.value)" t-esc="choice.label"/>
    </div>`;
}
