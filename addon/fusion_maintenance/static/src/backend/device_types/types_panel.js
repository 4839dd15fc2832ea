import { Component, onMounted, onWillUnmount, onWillUpdateProps, status, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { typesApi } from "./types_api";
import { TypesBody } from "./types_body";
import { TypesSheet } from "./types_sheet";
import { TypesStore } from "./types_store";
import { TYPES_WORDS } from "./types_words";
class TypesPanel extends Component {
  static template = "fusion_maintenance.TypesPanel";
  static components = { TypesBody };
  static props = { saves: Number, policyAt: Function, isAsked: Boolean };
  store;
  ui;
  dialog;
  setup() {
    this.store = new TypesStore(typesApi(useService("orm")));
    this.ui = useState(useService("ui"));
    this.dialog = useService("dialog");
    const unsubscribe = this.store.subscribe(() => this.redraw());
    onWillUnmount(unsubscribe);
    onMounted(() => void this.begin());
    onWillUpdateProps(({ saves }) => {
      if (saves !== this.props.saves) void this.store.load();
    });
  }
  get countWords() {
    return TYPES_WORDS.count(this.store.waiting, this.store.types.length);
  }
  openSheet() {
    this.dialog.add(TypesSheet, { store: this.store, policyAt: this.props.policyAt });
  }
  async begin() {
    await this.store.load();
    if (this.props.isAsked && this.store.types.length) {
      if (this.ui.isSmall) {
        this.openSheet();
      } else {
        this.store.open(true);
      }
    }
  }
  redraw() {
    if (status(this) === "mounted") {
      this.render();
    }
  }
}
export {
  TypesPanel
};
