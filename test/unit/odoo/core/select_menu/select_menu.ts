import { Component, xml } from "@odoo/owl";

// Stands in for Odoo's searchable menu: always open, a button for each choice.
export class SelectMenu extends Component {
    static override template = xml`<div t-att-class="props.class">
        <button class="o_select_menu_toggler" t-on-click="() => props.onOpened()"><t t-slot="default"/></button>
        <button t-foreach="props.choices" t-as="choice" t-key="choice.value" role="menuitem" t-on-click="() => props.onSelect(choice.value)" t-esc="choice.label"/>
    </div>`;
}
