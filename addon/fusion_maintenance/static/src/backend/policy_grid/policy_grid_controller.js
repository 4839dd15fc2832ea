import { Component, useRef, useSubEnv } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { useModelWithSampleData } from "@web/model/model";
import { useSetupAction } from "@web/search/action_hook";
import { CogMenu } from "@web/search/cog_menu/cog_menu";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import { TypesPanel } from "../device_types/types_panel";
import { gridColumns } from "./grid_column";
import { LeaveDialog } from "./leave_dialog";
import { PolicyGridModel } from "./policy_grid_model";
import { useStore } from "./use_store";
const LIMIT = 1e3;
class PolicyGridController extends Component {
  static template = "fusion_maintenance.PolicyGrid";
  static components = { Layout, SearchBar, CogMenu, TypesPanel };
  static props = ["*"];
  searchBarToggler;
  model;
  store;
  action;
  dialog;
  root = useRef("root");
  setup() {
    this.action = useService("action");
    this.dialog = useService("dialog");
    this.searchBarToggler = useSearchBarToggler();
    const { resModel, archInfo, fields, context, readonly } = this.props;
    const columns = gridColumns(archInfo.columns, fields, context, !readonly);
    this.model = useModelWithSampleData(PolicyGridModel, { resModel, columns, limit: archInfo.limit ?? LIMIT }, { lazy: true });
    this.store = this.model.store;
    useSubEnv({ model: this.model });
    useSetupAction({
      rootRef: this.root,
      beforeLeave: () => this.beforeLeave(),
      beforeUnload: (event) => this.beforeUnload(event)
    });
    useStore(this.store, () => [this.store.isChanged, this.store.busy, this.model.isReady, this.model.count, this.model.saves]);
  }
  get canCreate() {
    return this.props.archInfo.activeActions.create && !this.props.readonly;
  }
  /** Rows that a search finds beyond those that are shown, in words for people: none of them is lost. */
  get beyond() {
    return Math.max(0, this.model.count - (this.props.archInfo.limit ?? LIMIT));
  }
  openRow(id) {
    const activeIds = this.store.rows.flatMap(({ row }) => row.id === null ? [] : [row.id]);
    this.props.selectRecord(id, { activeIds });
  }
  /** Opens the records behind a figure. */
  openFigure(id, column) {
    void this.action.doActionButton({ type: "object", name: column.action, resModel: this.props.resModel, resId: id, resIds: [id], context: this.props.context });
  }
  /** The policy of a row, for what is dropped on it. */
  policyAt(key) {
    const row = this.store.rows.find((view) => view.row.key === key)?.row;
    return row ? { id: row.id, name: String(row.cells["name"] ?? "") } : null;
  }
  beforeLeave() {
    if (!this.store.isChanged) {
      return true;
    }
    return new Promise((resolve) => {
      this.dialog.add(LeaveDialog, {
        save: async () => {
          await this.store.save();
          resolve(!this.store.isChanged);
        },
        discard: () => resolve(true)
      }, { onClose: () => resolve(false) });
    });
  }
  /** The browser asks, in its own words. */
  beforeUnload(event) {
    if (this.store.isChanged) {
      event.preventDefault();
    }
  }
}
export {
  PolicyGridController
};
