import { localization } from "@web/core/l10n/localization";
import { user } from "@web/core/user";
import { Domain } from "@web/core/domain";
import { evaluateExpr } from "@web/core/py_js/py";
import { Model } from "@web/model/model";
import { DraftStore } from "./draft_store";
import { IntervalDialog } from "./interval_dialog";
import { cellsOf, evalContext, rowOf, specificationOf } from "./grid_values";
class PolicyGridModel extends Model {
  static services = ["dialog"];
  setup(params, { dialog }) {
    this.dialog = dialog;
    const { decimalPoint: decimal, thousandsSep: thousands } = localization;
    this.params = params;
    this.count = 0;
    this.saves = 0;
    this.root = { selection: [] };
    this.store = new DraftStore(params.columns, this, { decimal, thousands });
  }
  async load(search) {
    this.search = search;
    this.store.load(await this.rows());
  }
  async rows() {
    const { resModel, columns, limit } = this.params;
    const { domain, context } = this.search;
    const read = await this.orm.webSearchRead(resModel, domain, { specification: specificationOf(columns), limit, context });
    this.count = read.length;
    return read.records.map((record) => rowOf(columns, record));
  }
  async blank() {
    const { resModel, columns } = this.params;
    const answer = await this.orm.call(resModel, "onchange", [[], {}, [], specificationOf(columns)], { context: this.search.context });
    return cellsOf(columns, { active: true, ...answer.value });
  }
  async find(column, name) {
    const options = { name, operator: "=", limit: 2, context: this.contextOf(column) };
    const found = await this.orm.call(column.relation, "name_search", [], options);
    const [only, another] = found;
    return only && !another ? { id: only[0], label: only[1] } : null;
  }
  async nameOf(column, id) {
    const options = { specification: { display_name: {} }, context: this.contextOf(column) };
    const [record] = await this.orm.call(column.relation, "web_read", [[id]], options);
    return record?.display_name ?? "";
  }
  async save(payload) {
    const answer = await this.orm.call(this.params.resModel, "save_grid", [payload], { context: this.search.context });
    this.saves += answer.saved ? 1 : 0;
    return answer;
  }
  ask(question) {
    return new Promise((resolve) => {
      this.dialog.add(IntervalDialog, { question, answer: resolve }, { onClose: () => resolve(null) });
    });
  }
  /** Among which records a cell's is chosen. */
  domainOf(column, view) {
    const context = { ...user.context, company_id: user.activeCompany?.id ?? false, ...evalContext(this.params.columns, view) };
    return new Domain(evaluateExpr(column.domain, context)).toList();
  }
  contextOf(column) {
    return { ...this.search.context, ...column.context };
  }
}
export {
  PolicyGridModel
};
