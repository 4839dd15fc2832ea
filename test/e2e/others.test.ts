import { beforeAll, describe, expect } from "vitest";
import { rpc } from "../support/index.ts";
import { action, card, dialog, field, it, open, openOffice, place, type Office, type Unit } from "./support/index.ts";

describe("who may do less", () => {
    let office: Office;
    let unit: Unit;
    beforeAll(async () => {
        office = await openOffice();
        unit = await office.unit({ client: "Thora Lang" });
        const [time = ""] = await office.times(unit);
        expect(await office.book(unit, time)).toBe("booked");
    });

    it("a technician sees the visits that are theirs, and no others", async ({ visit }) => {
        const { page, picture } = await visit({ as: "technician", phone: true });
        const session = await rpc(place().url, place().db, "technician");
        const all = await office.dispatcher.call<{ name: string; employee_id: [number, string] }[]>(
            "fusion.maintenance.visit", "search_read", [[], ["employee_id"]]);
        const own = all.filter(({ employee_id: [, name] }) => name.startsWith("Marcus Bennett"));
        expect(own.length).toBeGreaterThan(0);
        expect(own.length).toBeLessThan(all.length);
        expect(await session.call("fusion.maintenance.visit", "search_count", [[]])).toBe(own.length);
        await open(page, "my-service-visits");
        await card(page, "").first().waitFor();
        await picture("backend-14-technician");
        await card(page, "").first().click();
        await action(page, "action_done").waitFor();
        expect(await action(page, "action_move").count()).toBe(0);
        await picture("backend-15-technician-visit");
        const menus = await session.call<Record<string, { name: string }>>("ir.ui.menu", "load_menus", [false]);
        const names = Object.values(menus).map(({ name }) => name);
        expect(names).toContain("My Visits");
        expect(names).not.toContain("Contracts");
    });

    it("a plain user reads contracts, visits and policies, and has nothing to press", async ({ visit }) => {
        const { page, picture } = await visit({ as: "user" });
        await open(page, `service-contracts/${unit.contract}`);
        await field(page, "partner_id").waitFor();
        await picture("backend-16-user");
        for (const name of ["action_book_for_client", "action_send_reminder", "action_copy_link", "action_pause", "action_stop"]) {
            expect([name, await action(page, name).count()]).toEqual([name, 0]);
        }
        expect(await page.locator(".o_form_view input:not([readonly])").filter({ visible: true }).count()).toBe(0);
        expect(await page.locator(".o_form_button_create").count()).toBe(0);
        await action(page, "action_view_visits").click();
        await field(page, "contract_id").waitFor();
        expect(await action(page, "action_done").count()).toBe(0);
        for (const path of ["service-contracts", "service-visits", "service-policies"]) {
            await open(page, path);
            expect([path, await page.locator(".o-kanban-button-new, .o_list_button_add").filter({ visible: true }).count()]).toEqual([path, 0]);
        }
        await page.locator(".fm-row [data-name=price]").first().click();
        await page.keyboard.press("F2");
        expect(await page.locator(".fm-grid input").filter({ visible: true }).count()).toBe(0);
        expect(await dialog(page).count()).toBe(0);
        await expect((await rpc(place().url, place().db, "user")).call("fusion.maintenance.contract", "action_copy_link", [[unit.contract]]))
            .rejects.toThrow();
    });
});
