import { Component } from "@odoo/owl";
import type { Notice } from "../../core/picker";
import { CallUs } from "./call_us";
import { sentenceFor } from "./sentences";

interface Props {
    notice: Notice;
    phone: string;
}

/** What went wrong, in a sentence, with the phone number. It gets the focus when it appears. */
export class PickerNotice extends Component<Props> {
    static override template = "fusion_maintenance.PickerNotice";
    static components = { CallUs };
    static override props = { notice: Object, phone: String };

    get sentence(): string {
        return sentenceFor(this.props.notice);
    }
}
