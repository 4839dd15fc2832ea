import { Component } from "@odoo/owl";
import type { Mode } from "../../core/picker";

interface Props {
    mode: Mode;
    /** The press is under way. */
    sending: boolean;
    /** It is not known whether the press arrived. */
    offline: boolean;
}

/** The one button that books or moves. It stays in its place while it works, so that it keeps the focus. */
export class ConfirmButton extends Component<Props> {
    static override template = "fusion_maintenance.ConfirmButton";
    static override props = { mode: String, sending: Boolean, offline: Boolean };
}
