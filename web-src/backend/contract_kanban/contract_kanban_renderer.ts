import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { StageSummary } from "./stage_summary";

/** Stage columns under a bar of counts. A stage is derived, so nothing can be dragged into another one. */
export class ContractKanbanRenderer extends KanbanRenderer {
    static override template = "fusion_maintenance.ContractKanbanRenderer";
    static override components = { ...KanbanRenderer.components, StageSummary };

    override get canUseSortable(): boolean {
        return false;
    }
}
