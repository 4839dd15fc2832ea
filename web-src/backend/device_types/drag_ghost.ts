import { Component, useState } from "@odoo/owl";
import type { Drag } from "./types_drag";
import { TYPES_WORDS } from "./types_words";

interface Props {
    drag: Drag;
    count: number;
}

/** What follows the mouse: how many types, and where they would go. */
export class DragGhost extends Component<Props> {
    static override template = "fusion_maintenance.DragGhost";
    static override props = { drag: Object, count: Number };

    drag = useState(this.props.drag);

    get label(): string {
        return TYPES_WORDS.dragged(this.props.count);
    }

    get style(): string {
        return `left: ${this.drag.x}px; top: ${this.drag.y}px`;
    }
}
