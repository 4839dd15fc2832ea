import { registry } from "@web/core/registry";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ContractKanbanRenderer } from "./contract_kanban_renderer";
import { ContractSearchModel } from "./contract_search_model";
const contractKanbanView = {
  ...kanbanView,
  Renderer: ContractKanbanRenderer,
  SearchModel: ContractSearchModel
};
registry.category("views").add("fusion_contract_kanban", contractKanbanView);
export {
  contractKanbanView
};
