import type { GroupOrRecord } from "@web/views/kanban/kanban_renderer";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { compareStages } from "../../core/stages";
import { StageSummary } from "./stage_summary";

/** Stage columns under a bar of counts. A stage is derived, so nothing can be dragged into another one. */
export class ContractKanbanRenderer extends KanbanRenderer {
    static override template = "fusion_maintenance.ContractKanbanRenderer";
    static override components = { ...KanbanRenderer.components, StageSummary };

    override get canUseSortable(): boolean {
        return false;
    }

    /** What needs doing first comes first, as in the bar. */
    override getGroupsOrRecords(): GroupOrRecord[] {
        const groups = super.getGroupsOrRecords();
        if (this.props.list.groupByField?.name !== "stage") {
            return groups;
        }
        return groups.sort((one, other) => compareStages(one.group?.value, other.group?.value));
    }
}
