import { Component } from "@odoo/owl";
import type { DraftStore } from "./draft_store";
import type { Note } from "./grid_notes";
import { useStore } from "./use_store";

interface Props {
    store: DraftStore;
    canEdit: boolean;
    focusHead: () => void;
}

/** Below the grid: what there is to say of the cell that has the focus, what was done last, and which keys there are. */
export class GridFoot extends Component<Props> {
    static override template = "fusion_maintenance.GridFoot";
    static override props = { store: Object, canEdit: Boolean, focusHead: Function };

    override setup(): void {
        const { store } = this.props;
        useStore(store, () => [this.note, store.said]);
    }

    get note(): Note | null {
        const { head } = this.props.store;
        return head ? this.props.store.noteAt(head.view, head.column.name) : null;
    }

    settle(keep: "ours" | "theirs"): void {
        const { head } = this.props.store;
        if (head) {
            this.props.store.settle(head.view, head.column.name, keep);
            this.props.focusHead();
        }
    }
}
