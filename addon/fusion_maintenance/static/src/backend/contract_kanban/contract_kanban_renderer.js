import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { StageSummary } from "./stage_summary";
class ContractKanbanRenderer extends KanbanRenderer {
  static template = "fusion_maintenance.ContractKanbanRenderer";
  static components = { ...KanbanRenderer.components, StageSummary };
  get canUseSortable() {
    return false;
  }
}
export {
  ContractKanbanRenderer
};
