import { beforeAll, describe, expect } from "vitest";
import { action, dialog, it, mails, open, openOffice, type Office } from "./support/index.ts";

describe("the manager", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    it("is told how many mails would go before switching reminders on", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager" });
        await office.unit({ client: "Sylvia Crowe", due: 20 });
        await open(page, "service-contracts");
        const choose = async () => {
            await page.getByRole("button", { name: "Configuration" }).click();
            await page.getByRole("menuitem", { name: "Reminders On or Off" }).click();
            await dialog(page).locator("button").filter({ hasText: /Switch Reminders/ }).filter({ visible: true }).waitFor();
        };
        const isOn = () => office.manager.call("fusion.maintenance.switch", "create", [[{}]])
            .then((ids) => office.manager.call<{ is_on: boolean }[]>("fusion.maintenance.switch", "read", [ids, ["is_on"]]))
            .then(([wizard]) => wizard?.is_on);
        await choose();
        await action(dialog(page), "action_off").click();
        await expect.poll(isOn).toBe(false);
        await choose();
        const said = dialog(page).locator("[role=status]").filter({ visible: true });
        await expect.poll(() => said.innerText()).toMatch(/\b[1-9]\d*\b clients are mailed today/);
        await dialog(page).getByText("Sylvia Crowe").waitFor();
        await picture("backend-12-switch");
        await action(dialog(page), "action_on").click();
        await expect.poll(isOn).toBe(true);
    });

    it("sees what came of the reminders, and whom they went to", async ({ visit }) => {
        const unit = await office.unit({ client: "Winifred Hale", due: 20 });
        await office.dispatcher.call("fusion.maintenance.contract", "action_send_reminder", [[unit.contract]]);
        await mails().waitFor(({ to }) => to.includes("winifred.hale@example.com"));
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-insight");
        await page.locator(".o_graph_renderer canvas").waitFor();
        await picture("backend-14-insight");
        await page.locator(".o_switch_view.o_pivot").click();
        await page.locator(".o_pivot table").getByText("Manual wheelchair").first().waitFor();
        await picture("backend-14-insight-pivot");
        await page.locator(".o_switch_view.o_list").click();
        await page.locator(".o_searchview_input").fill("Winifred");
        await page.locator(".o_searchview_autocomplete").getByText("Client").first().click();
        await page.locator(".o_data_row", { hasText: "Winifred Hale" }).waitFor();
    });

    it("asks for the health check", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-contracts");
        await page.getByRole("button", { name: "Configuration" }).click();
        await page.getByRole("menuitem", { name: "Health Check" }).click();
        await dialog(page).locator(".o_form_view").waitFor();
        await picture("backend-13-health");
    });
});
