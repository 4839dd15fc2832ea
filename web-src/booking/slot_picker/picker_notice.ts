import { Component } from "@odoo/owl";
import type { Mode, Notice } from "../../core/picker";
import { CallUs } from "./call_us";
import { sentenceFor } from "./sentences";

interface Props {
    notice: Notice;
    mode: Mode;
    phone: string;
}

/** What went wrong, in a sentence, with the phone number. It gets the focus when it appears. */
export class PickerNotice extends Component<Props> {
    static override template = "fusion_maintenance.PickerNotice";
    static components = { CallUs };
    static override props = { notice: Object, mode: String, phone: String };

    get sentence(): string {
        return sentenceFor(this.props.notice, this.props.mode);
    }
}
