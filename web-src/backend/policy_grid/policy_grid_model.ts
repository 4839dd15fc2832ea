import { localization } from "@web/core/l10n/localization";
import { user } from "@web/core/user";
import { Domain } from "@web/core/domain";
import { evaluateExpr } from "@web/core/py_js/py";
import type { DialogService } from "@web/core/utils/hooks";
import type { SearchParams } from "@web/model/model";
import { Model } from "@web/model/model";
import type { Row, RowView } from "../../core/grid/drafts";
import type { IntervalQuestion, Payload, Saved } from "../../core/grid/payload";
import type { RecordValue } from "../../core/grid/value";
import type { GridApi } from "./draft_store";
import { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { IntervalDialog } from "./interval_dialog";
import { cellsOf, evalContext, rowOf, specificationOf } from "./grid_values";

export interface GridParams {
    resModel: string;
    columns: readonly GridColumn[];
    limit: number;
}

/** Reads policies for the grid, and writes what its draft store holds. */
export class PolicyGridModel extends Model implements GridApi {
    static override services = ["dialog"];

    // Only declared: a field of the class would overwrite what setup() has set.
    declare store: DraftStore;
    declare root: { selection: readonly never[] };
    declare count: number;
    /** How often something was saved. */
    declare saves: number;
    declare private params: GridParams;
    declare private search: SearchParams;
    declare private dialog: DialogService;

    override setup(params: GridParams, { dialog }: { dialog: DialogService }): void {
        this.dialog = dialog;
        const { decimalPoint: decimal, thousandsSep: thousands } = localization;
        this.params = params;
        this.count = 0;
        this.saves = 0;
        this.root = { selection: [] }; // what the menus of a list ask for
        this.store = new DraftStore(params.columns, this, { decimal, thousands });
    }

    override async load(search: SearchParams): Promise<void> {
        this.search = search;
        this.store.load(await this.rows());
    }

    async rows(): Promise<Row[]> {
        const { resModel, columns, limit } = this.params;
        const { domain, context } = this.search;
        const read = await this.orm.webSearchRead(resModel, domain, { specification: specificationOf(columns), limit, context });
        this.count = read.length;
        return read.records.map((record) => rowOf(columns, record));
    }

    async blank(): Promise<Row["cells"]> {
        const { resModel, columns } = this.params;
        const answer = await this.orm.call(resModel, "onchange", [[], {}, [], specificationOf(columns)], { context: this.search.context });
        return cellsOf(columns, { active: true, ...(answer as { value: Record<string, unknown> }).value });
    }

    async find(column: GridColumn, name: string): Promise<RecordValue | null> {
        const options = { name, operator: "=", limit: 2, context: this.contextOf(column) };
        const found = (await this.orm.call(column.relation, "name_search", [], options)) as [number, string][];
        // Two of the same name: it is for people to say which.
        const [only, another] = found;
        return only && !another ? { id: only[0], label: only[1] } : null;
    }

    async nameOf(column: GridColumn, id: number): Promise<string> {
        const options = { specification: { display_name: {} }, context: this.contextOf(column) };
        const [record] = (await this.orm.call(column.relation, "web_read", [[id]], options)) as { display_name: string }[];
        return record?.display_name ?? "";
    }

    async save(payload: Payload): Promise<Saved> {
        const answer = (await this.orm.call(this.params.resModel, "save_grid", [payload], { context: this.search.context })) as Saved;
        this.saves += answer.saved ? 1 : 0;
        return answer;
    }

    ask(question: IntervalQuestion): Promise<string | null> {
        return new Promise((resolve) => {
            this.dialog.add(IntervalDialog, { question, answer: resolve }, { onClose: () => resolve(null) });
        });
    }

    /** Among which records a cell's is chosen. */
    domainOf(column: GridColumn, view: RowView): unknown[] {
        const context = { ...user.context, company_id: user.activeCompany?.id ?? false, ...evalContext(this.params.columns, view) };
        return new Domain(evaluateExpr(column.domain, context) as unknown[]).toList();
    }

    contextOf(column: GridColumn): object {
        return { ...this.search.context, ...column.context };
    }
}
