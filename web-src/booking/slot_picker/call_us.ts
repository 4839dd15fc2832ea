import { Component } from "@odoo/owl";

interface Props {
    phone: string;
}

/** The phone number, on every screen: older clients call when they are in doubt. */
export class CallUs extends Component<Props> {
    static override template = "fusion_maintenance.CallUs";
    static override props = { phone: String };

    get address(): string {
        return `tel:${this.props.phone.replace(/[^+0-9]/g, "")}`;
    }
}
