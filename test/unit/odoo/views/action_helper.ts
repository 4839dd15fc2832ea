import { Component, xml } from "@odoo/owl";

export class ActionHelper extends Component {
    static override template = xml`<div class="o_view_nocontent"><t t-esc="props.noContentHelp"/></div>`;
}
