import { Component, onMounted, useRef } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

interface Props {
    url: string;
    /** Given by the dialog service. */
    close: () => void;
}

/** The link, selected, to be copied by hand. */
export class CopyLinkDialog extends Component<Props> {
    static override template = "fusion_maintenance.CopyLinkDialog";
    static components = { Dialog };
    static override props = { url: String, close: Function };

    private input = useRef("input");

    override setup(): void {
        onMounted(() => this.select());
    }

    select(): void {
        const input = this.input.el as HTMLInputElement | null;
        input?.focus();
        input?.select();
    }
}
