import { beforeAll, describe, expect } from "vitest";
import { action, dialog, it, open, openOffice, type Office } from "./support/index.ts";

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

    it("asks for the health check", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-contracts");
        await page.getByRole("button", { name: "Configuration" }).click();
        await page.getByRole("menuitem", { name: "Health Check" }).click();
        await dialog(page).locator(".o_form_view").waitFor();
        await picture("backend-13-health");
    });
});
