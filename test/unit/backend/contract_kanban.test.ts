import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { registry } from "@web/core/registry";
import { expect, test } from "vitest";
import { contractKanbanView } from "../../../web-src/backend/contract_kanban/contract_kanban_view";
import { ContractSearchModel } from "../../../web-src/backend/contract_kanban/contract_search_model";
import { StageSummary } from "../../../web-src/backend/contract_kanban/stage_summary";
import { SearchModel } from "../../unit/odoo/search/search_model";
import { mount } from "../support/mount";
import { services } from "./services";

const MINE = { description: "Mine", domain: "[('user_id', '=', 'me')]" };
const DUE = { description: "Due", domain: "[('stage', '=', 'due')]" };

/** A search with these filters, as a search view declares them. */
function search(...filters: { description: string; domain: string }[]): ContractSearchModel {
    return new (ContractSearchModel as unknown as new (filters: object[]) => ContractSearchModel)(filters);
}

const active = (model: ContractSearchModel) => model.query.map(({ searchItemId }) => model.searchItems[searchItemId]?.description);

test("a stage is chosen by the search view's own filter, and given up by choosing it again", () => {
    const model = search(MINE, DUE);
    model.toggleSearchItem(1);
    model.chooseStage("due", "Due");
    expect(active(model)).toEqual(["Mine", "Due"]);
    expect(model.stage).toBe("due");
    model.chooseStage("due", "Due");
    expect(active(model)).toEqual(["Mine"]);
});

test("a stage without a filter gets one, and replaces the stage chosen before", () => {
    const model = search(DUE);
    model.chooseStage("due", "Due");
    model.chooseStage("overdue", "Overdue");
    expect(active(model)).toEqual(["Overdue"]);
    model.chooseStage("overdue", "Overdue");
    model.chooseStage("overdue", "Overdue");
    expect(active(model)).toEqual(["Overdue"]);
    expect(Object.keys(model.searchItems)).toHaveLength(2);
});

test("the counts are of everything else that is searched for", () => {
    const model = search(MINE, DUE);
    model.toggleSearchItem(1);
    model.chooseStage("due", "Due");
    expect(model.domainOfAllStages).toEqual([MINE.domain]);
    expect(active(model)).toEqual(["Mine", "Due"]);
});

test("a bar of counts stands over the columns, each a button that narrows the search", async () => {
    const { env } = services();
    env.services.orm.formattedReadGroup.mockResolvedValue([
        { stage: "due", __count: 12 },
        { stage: "overdue", __count: 3 },
    ]);
    const searchModel = search(DUE);
    await mount(StageSummary, { props: { resModel: "fusion.maintenance.contract" }, env: { ...env, searchModel } });

    expect(screen.getAllByRole("button").map((button) => button.textContent?.replace(/\s+/g, " ").trim())).toEqual([
        "Overdue 3",
        "Due 12",
        "Booked 0",
        "Upcoming 0",
    ]);
    await userEvent.click(screen.getByRole("button", { name: /^Due/ }));
    expect(searchModel.stage).toBe("due");
});

test.each([
    ["stage", ["overdue", "due", "booked", "upcoming", "false"]],
    ["city", ["upcoming", "due", "false", "overdue", "booked"]],
])("columns by %s are in the order of what needs doing, where it is stages", (name, order) => {
    const groups = ["upcoming", "due", false, "overdue", "booked"];
    const renderer = { props: { list: { groups, groupByField: { name } } } };
    const { getGroupsOrRecords } = contractKanbanView.Renderer.prototype;
    expect(getGroupsOrRecords.call(renderer as never).map(({ key }) => key)).toEqual(order);
});

test("the view is Odoo's kanban with our columns, from which nothing can be dragged", () => {
    expect(registry.category("views").get("fusion_contract_kanban")).toBe(contractKanbanView);
    expect(contractKanbanView.SearchModel.prototype).toBeInstanceOf(SearchModel);
    expect(Object.getOwnPropertyDescriptor(contractKanbanView.Renderer.prototype, "canUseSortable")?.get?.call({})).toBe(false);
});
