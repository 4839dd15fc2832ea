import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { CheckBox } from "@web/core/checkbox/checkbox";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { useStore } from "./use_store";
class GridToolbar extends Component {
  static template = "fusion_maintenance.GridToolbar";
  static components = { CheckBox, Dropdown, DropdownItem };
  static props = {
    store: Object,
    canEdit: Boolean,
    canCreate: Boolean,
    shown: Array,
    toggleColumn: Function,
    openRow: Function
  };
  setup() {
    const { store } = this.props;
    useStore(store, () => [store.busy, this.id, ...this.tools.flatMap(({ label, isPossible }) => [label, isPossible])]);
  }
  get tools() {
    return this.props.canEdit ? [...this.steps, ...this.rowTools] : [];
  }
  get id() {
    return this.props.store.head?.view.row.id ?? null;
  }
  get optional() {
    return this.props.store.columns.filter(({ optional, hidden }) => optional && !hidden);
  }
  isShown(column) {
    return this.props.shown.includes(column);
  }
  get steps() {
    const { store } = this.props;
    const { past, future } = store.grid;
    return [
      { name: "undo", label: _t("Undo"), keys: "Control+Z", icon: "fa-undo", isPossible: past.length > 0, use: () => {
        store.undo();
      } },
      { name: "redo", label: _t("Redo"), keys: "Control+Y", icon: "fa-repeat", isPossible: future.length > 0, use: () => {
        store.redo();
      } },
      { name: "fill", label: _t("Fill down"), keys: "Control+D", icon: "fa-long-arrow-down", isPossible: store.range.bottom > 0, use: () => {
        store.fillDown();
      } }
    ];
  }
  get rowTools() {
    const { store, canCreate } = this.props;
    const { range: { top, bottom }, size: { rows } } = store;
    const archive = store.isArchived ? _t("Restore") : _t("Archive");
    return [
      { name: "up", label: _t("Move up"), keys: "Alt+ArrowUp", icon: "fa-chevron-up", isPossible: top > 0, use: () => {
        store.moveRows(-1);
      } },
      { name: "down", label: _t("Move down"), keys: "Alt+ArrowDown", icon: "fa-chevron-down", isPossible: bottom < rows - 1, use: () => {
        store.moveRows(1);
      } },
      { name: "duplicate", label: _t("Duplicate"), keys: "", icon: "fa-clone", isPossible: canCreate && rows > 0, use: () => {
        store.duplicate();
      } },
      { name: "archive", label: archive, keys: "", icon: "fa-archive", isPossible: rows > 0, use: () => {
        store.archive();
      } }
    ];
  }
}
export {
  GridToolbar
};
