import { Component, useRef, useSubEnv } from "@odoo/owl";
import type { ActionService, DialogService } from "@web/core/utils/hooks";
import { useService } from "@web/core/utils/hooks";
import { useModelWithSampleData } from "@web/model/model";
import { useSetupAction } from "@web/search/action_hook";
import { CogMenu } from "@web/search/cog_menu/cog_menu";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import type { ViewProps } from "@web/views/view";
import type { GridPolicy } from "../device_types/types_body";
import { TypesPanel } from "../device_types/types_panel";
import type { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { gridColumns } from "./grid_column";
import { LeaveDialog } from "./leave_dialog";
import { PolicyGridModel } from "./policy_grid_model";
import { useStore } from "./use_store";

/** More policies than anybody has; those beyond it are found by searching. */
const LIMIT = 1000;

/** The grid of policies among Odoo's views: what the control panel shows, and what happens on leaving. */
export class PolicyGridController extends Component<ViewProps> {
    static override template = "fusion_maintenance.PolicyGrid";
    static components = { Layout, SearchBar, CogMenu, TypesPanel };
    static override props = ["*"];

    searchBarToggler!: ReturnType<typeof useSearchBarToggler>;
    model!: PolicyGridModel;
    store!: DraftStore;
    private action!: ActionService;
    private dialog!: DialogService;
    private readonly root = useRef("root");

    override setup(): void {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.searchBarToggler = useSearchBarToggler();
        const { resModel, archInfo, fields, context, readonly } = this.props;
        const columns = gridColumns(archInfo.columns, fields, context, !readonly);
        // Neither the model nor its store is a reactive object: they tell whoever listens.
        this.model = useModelWithSampleData(PolicyGridModel, { resModel, columns, limit: archInfo.limit ?? LIMIT }, { lazy: true });
        this.store = this.model.store;
        useSubEnv({ model: this.model });
        useSetupAction({
            rootRef: this.root,
            beforeLeave: () => this.beforeLeave(),
            beforeUnload: (event: BeforeUnloadEvent) => this.beforeUnload(event),
        });
        useStore(this.store, () => [this.store.isChanged, this.store.busy, this.model.isReady, this.model.count, this.model.saves]);
    }

    get canCreate(): boolean {
        return this.props.archInfo.activeActions.create && !this.props.readonly;
    }

    /** Rows that a search finds beyond those that are shown, in words for people: none of them is lost. */
    get beyond(): number {
        return Math.max(0, this.model.count - (this.props.archInfo.limit ?? LIMIT));
    }

    openRow(id: number): void {
        const activeIds = this.store.rows.flatMap(({ row }) => (row.id === null ? [] : [row.id]));
        this.props.selectRecord(id, { activeIds });
    }

    /** Opens the records behind a figure. */
    openFigure(id: number, column: GridColumn): void {
        void this.action.doActionButton({ type: "object", name: column.action, resModel: this.props.resModel, resId: id, resIds: [id], context: this.props.context });
    }

    /** The policy of a row, for what is dropped on it. */
    policyAt(key: string): GridPolicy | null {
        const row = this.store.rows.find((view) => view.row.key === key)?.row;
        return row ? { id: row.id, name: String(row.cells["name"] ?? "") } : null;
    }

    private beforeLeave(): boolean | Promise<boolean> {
        if (!this.store.isChanged) {
            return true;
        }
        return new Promise((resolve) => {
            this.dialog.add(LeaveDialog, {
                save: async () => {
                    await this.store.save();
                    resolve(!this.store.isChanged);
                },
                discard: () => resolve(true),
            }, { onClose: () => resolve(false) });
        });
    }

    /** The browser asks, in its own words. */
    private beforeUnload(event: BeforeUnloadEvent): void {
        if (this.store.isChanged) {
            event.preventDefault();
        }
    }
}
