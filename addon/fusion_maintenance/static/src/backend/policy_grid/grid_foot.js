import { Component } from "@odoo/owl";
import { useStore } from "./use_store";
class GridFoot extends Component {
  static template = "fusion_maintenance.GridFoot";
  static props = { store: Object, canEdit: Boolean, focusHead: Function };
  setup() {
    const { store } = this.props;
    useStore(store, () => [this.note, store.said]);
  }
  get note() {
    const { head } = this.props.store;
    return head ? this.props.store.noteAt(head.view, head.column.name) : null;
  }
  settle(keep) {
    const { head } = this.props.store;
    if (head) {
      this.props.store.settle(head.view, head.column.name, keep);
      this.props.focusHead();
    }
  }
}
export {
  GridFoot
};
