import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { PolicyGridController } from "./policy_grid_controller";
import { PolicyGridModel } from "./policy_grid_model";
import { PolicyGridRenderer } from "./policy_grid_renderer";

export const policyGridView = {
    ...listView,
    Controller: PolicyGridController,
    Model: PolicyGridModel,
    Renderer: PolicyGridRenderer,
    // Rows stand in the order that people gave them.
    searchMenuTypes: ["filter", "favorite"],
};

registry.category("views").add("fusion_policy_grid", policyGridView);
