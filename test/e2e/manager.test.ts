import { beforeAll, describe, expect } from "vitest";
import { action, dialog, it, open, openOffice, type Office } from "./support/index.ts";

describe("the manager", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
        await office.manager.call("fusion.maintenance.policy", "create", [[{ name: "Bath lift", interval_months: 12, price: 70 }]]);
    });

    const read = async () => {
        const [policy] = await office.manager.call<object[]>(
            "fusion.maintenance.policy", "search_read", [[["name", "=", "Bath lift"]], ["reminder_bands", "price"]]);
        return policy;
    };

    it("edits bands and price in place in the grid of policies, and they stay", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-policies");
        await picture("backend-10-policies");
        const row = page.locator(".o_data_row", { hasText: "Bath lift" });
        const edited = page.locator(".o_selected_row");
        await row.locator("td[name=reminder_bands]").click();
        const bands = edited.locator("[name=reminder_bands] input");
        await bands.fill("soon");
        await edited.getByText(/is not a whole number of days/).waitFor();
        await picture("backend-11-bands");
        await bands.fill("3, 45, 10");
        await edited.locator("[name=price] input").fill("82.50");
        await page.locator(".o_list_button_save").filter({ visible: true }).first().click();
        await expect.poll(() => page.locator(".o_selected_row").count()).toBe(0);
        await expect.poll(read).toMatchObject({ reminder_bands: "45, 10, 3", price: 82.5 });
        await page.reload();
        await expect.poll(() => row.locator(".fm-band").allInnerTexts()).toEqual(["45", "10", "3"]);
        expect(await row.locator("td[name=price]").innerText()).toContain("82.50");
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

    it("asks for the health check", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-contracts");
        await page.getByRole("button", { name: "Configuration" }).click();
        await page.getByRole("menuitem", { name: "Health Check" }).click();
        await dialog(page).locator(".o_form_view").waitFor();
        await picture("backend-13-health");
    });
});
