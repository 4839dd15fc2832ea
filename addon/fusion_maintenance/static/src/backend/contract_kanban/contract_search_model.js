import { Domain } from "@web/core/domain";
import { SearchModel } from "@web/search/search_model";
class ContractSearchModel extends SearchModel {
  /** The stage that is filtered on, null for none or several. */
  get stage() {
    const [stage, ...others] = this.activeStages();
    return stage && !others.length ? stage : null;
  }
  /** The domain of everything else that is searched for: what the counts of the stages are of. */
  get domainOfAllStages() {
    const { query } = this;
    try {
      this.query = query.filter(({ searchItemId }) => !stageOf(this.searchItems[searchItemId]));
      return this._getDomain();
    } finally {
      this.query = query;
    }
  }
  /** Narrows to one stage, or widens again when it is the one already chosen. */
  chooseStage(stage, description) {
    const wasChosen = this.stage === stage;
    for (const { searchItemId } of [...this.query]) {
      if (stageOf(this.searchItems[searchItemId])) {
        this.toggleSearchItem(searchItemId);
      }
    }
    if (wasChosen) {
      return;
    }
    const known = Object.values(this.searchItems).find((item) => stageOf(item) === stage);
    if (known) {
      this.toggleSearchItem(known.id);
    } else {
      this.createNewFilters([{ description, domain: new Domain([["stage", "=", stage]]).toString() }]);
    }
  }
  activeStages() {
    const stages = this.query.map(({ searchItemId }) => stageOf(this.searchItems[searchItemId]));
    return [...new Set(stages)].filter((stage) => stage !== null);
  }
}
function stageOf(item) {
  if (item?.type !== "filter" || !item.domain) {
    return null;
  }
  const match = /^\[\(\s*"stage"\s*,\s*"="\s*,\s*"(\w+)"\s*\)\]$/.exec(new Domain(item.domain).toString());
  return match?.[1] ?? null;
}
export {
  ContractSearchModel
};
