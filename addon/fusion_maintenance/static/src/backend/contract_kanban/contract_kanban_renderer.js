import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { compareStages } from "../../core/stages";
import { StageSummary } from "./stage_summary";
class ContractKanbanRenderer extends KanbanRenderer {
  static template = "fusion_maintenance.ContractKanbanRenderer";
  static components = { ...KanbanRenderer.components, StageSummary };
  get canUseSortable() {
    return false;
  }
  /** What needs doing first comes first, as in the bar. */
  getGroupsOrRecords() {
    const groups = super.getGroupsOrRecords();
    if (this.props.list.groupByField?.name !== "stage") {
      return groups;
    }
    return groups.sort((one, other) => compareStages(one.group?.value, other.group?.value));
  }
}
export {
  ContractKanbanRenderer
};
