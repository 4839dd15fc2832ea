import { Component } from "@odoo/owl";
import type { Calendar } from "../../core/dates";
import type { Notice } from "../../core/picker";
import type { Start } from "../../core/slots";
import { ConfirmButton } from "./confirm_button";
import { PickerNotice } from "./picker_notice";

interface Props {
    /** When the visit is now. */
    from: Start;
    /** The time that was chosen. */
    to: Start;
    calendar: Calendar;
    notice: Notice | null;
    /** The press is under way. */
    sending: boolean;
    /** It is not known whether the press arrived. */
    offline: boolean;
    phone: string;
    onBack: () => void;
    onConfirm: () => void;
}

/** The old time, the new one, and one button. */
export class CheckMove extends Component<Props> {
    static override template = "fusion_maintenance.CheckMove";
    static components = { ConfirmButton, PickerNotice };
    static override props = {
        from: String,
        to: String,
        calendar: Object,
        notice: { type: [Object, { value: null }] },
        sending: Boolean,
        offline: Boolean,
        phone: String,
        onBack: Function,
        onConfirm: Function,
    };

    onBack(): void {
        if (!this.props.sending) {
            this.props.onBack();
        }
    }
}
