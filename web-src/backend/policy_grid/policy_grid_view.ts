import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { PolicyGridRenderer } from "./policy_grid_renderer";

export const policyGridView = {
    ...listView,
    Renderer: PolicyGridRenderer,
};

registry.category("views").add("fusion_policy_grid", policyGridView);
