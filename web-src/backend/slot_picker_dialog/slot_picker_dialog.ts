import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { user } from "@web/core/user";
import { SlotPicker } from "../../booking/slot_picker/slot_picker";
import type { SlotPickerStore } from "../../booking/slot_picker/slot_picker_store";

interface Props {
    title: string;
    /** What is to be serviced, how long, for how much and where: what a caller asks. */
    facts: string[];
    store: SlotPickerStore;
    /** Given by the dialog service. */
    close: () => void;
}

/** The client's slot picker, in a dialog for the dispatcher on the phone. */
export class SlotPickerDialog extends Component<Props> {
    static override template = "fusion_maintenance.SlotPickerDialog";
    static components = { Dialog, SlotPicker };
    static override props = { title: String, facts: Array, store: Object, close: Function };

    lang = user.lang || "en-CA";
    deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
}
