import { Component, useState } from "@odoo/owl";
import { TYPES_WORDS } from "./types_words";
class DragGhost extends Component {
  static template = "fusion_maintenance.DragGhost";
  static props = { drag: Object, count: Number };
  drag = useState(this.props.drag);
  get label() {
    return TYPES_WORDS.dragged(this.props.count);
  }
  get style() {
    return `left: ${this.drag.x}px; top: ${this.drag.y}px`;
  }
}
export {
  DragGhost
};
