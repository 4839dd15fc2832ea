import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

interface Props {
    close: () => void;
    save: () => Promise<void>;
    discard: () => void;
}

/** Asks what is to become of drafts when somebody leaves the grid. Closed without an answer, they stay. */
export class LeaveDialog extends Component<Props> {
    static override template = "fusion_maintenance.LeaveDialog";
    static components = { Dialog };
    static override props = { close: Function, save: Function, discard: Function };

    async save(): Promise<void> {
        await this.props.save();
        this.props.close();
    }

    discard(): void {
        this.props.discard();
        this.props.close();
    }
}
