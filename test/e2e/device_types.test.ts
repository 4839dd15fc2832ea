import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { catalogue, openCatalogue, POLICIES } from "./support/catalogue.ts";
import { action, dialog, it, open, openOffice, type Office, type Place } from "./support/index.ts";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const TYPE = "fusion.maintenance.device.type";

const panel = (page: Page): Locator => page.locator(".fm-types");
const entries = (page: Page): Locator => page.locator(".fm-type");
const entry = (page: Page, name: string): Locator =>
    entries(page).filter({ has: page.locator(".fm-type-name", { hasText: new RegExp(`^${name}$`) }) });
const said = (page: Page): Locator => page.locator(".fm-types-said [role=status]");
const row = (page: Page, policy: string): Locator => page.locator(".fm-row", { has: page.locator("[data-name=name]", { hasText: policy }) });
const waiting = (page: Page): Promise<string> => page.locator(".fm-types-count").first().innerText();

async function search(page: Page, text: string, found: number): Promise<void> {
    await page.getByRole("searchbox", { name: "Search device types" }).fill(text);
    await expect.poll(() => entries(page).count()).toBe(found);
}

/** Drags with the real mouse, by way of somewhere between. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (!start || !end) throw new Error("What is dragged is not on the screen.");
    await page.mouse.move(start.x + 60, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(start.x, start.y - 20, { steps: 4 });
    await page.mouse.move(end.x + Math.min(80, end.width / 2), end.y + end.height / 2, { steps: 8 });
}

/** Chooses a policy in the open menu by its name. Put in at once: the menu has looked at all of it when one is left. */
async function chooseUnder(page: Page, policy: string): Promise<void> {
    await page.locator(".o_select_menu_menu input").fill(policy);
    await expect.poll(() => page.locator(".o_select_menu_item").count()).toBe(1);
    await page.keyboard.press("Enter");
}

async function breaches(page: Page): Promise<string[]> {
    const axe = new AxeBuilder({ page }).include(".fm-grid-beside").setLegacyMode(true).withTags(LEVELS);
    return (await axe.analyze()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe("the labels of a catalogue", () => {
    let shop: Awaited<ReturnType<typeof openCatalogue>> | undefined;
    let office: Office;
    let at: Place;
    beforeAll(async () => {
        shop = await openCatalogue();
        ({ place: at } = shop);
        office = await openOffice(at);
    }, 600_000);
    afterAll(() => shop?.close(), 60_000);

    /** What each label is under: the name of a policy, "ignored" or "waiting". */
    async function places(): Promise<Record<string, string>> {
        const rows = await office.manager.call<{ name: string; policy_id: [number, string] | false; state: string }[]>(
            TYPE, "search_read", [[], ["name", "policy_id", "state"]]);
        return Object.fromEntries(rows.map(({ name, policy_id: policy, state }) => [name, policy ? policy[1] : state]));
    }

    it("are 119, and mapped in a few minutes: searched, chosen many at once, dragged, by keyboard, undone", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager", at });
        await open(page, "service-policies");
        await panel(page).waitFor();
        await expect.poll(() => waiting(page)).toBe("119 of 119 wait");
        expect(await breaches(page)).toEqual([]);
        expect(await entries(page).first().innerText()).toContain("Seat Cushion");
        await picture("backend-15-types-desktop");

        // Shift: all that a search finds, from the first to the last; onto a policy's row.
        await search(page, "scooter", 3);
        await entry(page, "Power Scooter - Heavy Duty").click();
        await entry(page, "Power Scooter 4 Wheel").click({ modifiers: ["Shift"] });
        await drag(page, entry(page, "Power Scooter 3 Wheel"), row(page, "Catalogue power scooter").locator("[data-name=name]"));
        await expect.poll(() => row(page, "Catalogue power scooter").getAttribute("class")).toContain("fm-drop");
        await picture("backend-15-types-drag");
        await page.mouse.up();
        await expect.poll(() => said(page).innerText()).toContain("3 types are under “Catalogue power scooter” now.");

        // A mistake: undone, each is where it was.
        await search(page, "power base", 7);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Control+a");
        await page.keyboard.press("Delete");
        await expect.poll(() => said(page).innerText()).toContain("7 types are ignored now.");
        await page.keyboard.press("Control+z");
        await expect.poll(() => said(page).innerText()).toBe("Undone: 7 types are where they were.");
        expect(await page.locator(".fm-type-chosen").count()).toBe(7);

        // By keyboard alone: they are chosen still, Enter asks under which policy.
        await page.keyboard.press("Enter");
        await chooseUnder(page, "Catalogue power wheelchair");
        // Units of one of them were delivered this week: they get their contracts by themselves.
        await expect.poll(() => said(page).innerText()).toMatch(/^7 types are under “Catalogue power wheelchair” now\. 4 units wait for a contract/);
        expect(await page.getByRole("button", { name: "Old Units" }).isVisible()).toBe(true);
        await picture("backend-15-types-said");
        // The boxes choose one by one.
        await search(page, "add-on", 2);
        await entries(page).nth(1).locator(".fm-type-tick").click();
        await entries(page).first().locator(".fm-type-tick").click();
        await page.getByRole("button", { name: "Put under…" }).click();
        await chooseUnder(page, "Catalogue power wheelchair");
        await expect.poll(() => said(page).innerText()).toContain("2 types are under “Catalogue power wheelchair” now.");

        // One alone is dragged without choosing it first.
        await search(page, "manual dynamic tilt", 2);
        await drag(page, entries(page).first(), row(page, "Catalogue tilt wheelchair").locator("[data-name=interval_months]"));
        await page.mouse.up();
        await expect.poll(() => entries(page).count()).toBe(1);
        await drag(page, entries(page).first(), row(page, "Catalogue tilt wheelchair").locator(".fm-handle"));
        await page.mouse.up();
        await page.getByText("No type that waits has “manual dynamic tilt” in its name.").waitFor();
        await search(page, "recline", 1);
        await drag(page, entries(page).first(), row(page, "Catalogue tilt wheelchair").locator("[data-name=name]"));
        await page.mouse.up();

        for (const [words, found, policy] of [
            ["manual wheelchair", 8, "Catalogue manual wheelchair"], ["standing", 3, "Catalogue standing frame"], ["stroller", 2, "Catalogue stroller"],
            ["wheeled walker", 5, "Catalogue walker"], ["walking", 1, "Catalogue walker"],
        ] as const) {
            await search(page, words, found);
            await page.keyboard.press("ArrowDown");
            await page.keyboard.press("Control+a");
            await page.keyboard.press("Enter");
            await chooseUnder(page, policy);
            await expect.poll(() => entries(page).count()).toBe(0);
        }

        // What is left are parts: all of them onto "Ignore".
        await search(page, "", 85);
        await entries(page).first().click();
        await page.keyboard.press("Shift+End");
        await page.keyboard.press("Home");
        await drag(page, entries(page).first(), panel(page).getByRole("button", { name: "Ignore" }));
        await page.mouse.up();
        await page.getByText("All types are mapped.").waitFor();
        expect(await waiting(page)).toBe("0 of 119 wait");
        await picture("backend-15-types-done");
        expect(await places()).toEqual(Object.fromEntries(
            catalogue().map(({ name, equipment }) => [name, equipment ? POLICIES[equipment] : "ignored"])));
    });

    it("give contracts: the units of this week by themselves, those of years by a preview and a run", async ({ visit }) => {
        const contracts = (domain: unknown[]) => office.manager.call<number>("fusion.maintenance.contract", "search_count", [domain]);
        const ofType = (name: string) => [["x_fc_device_type", "=", name]];
        await expect.poll(() => contracts([...ofType("Power Dynamic Tilt Base"), ["run_id", "=", false]])).toBeGreaterThan(0);
        const { page, picture } = await visit({ as: "manager", at });
        await open(page, "service-policies");
        // All are mapped: the panel is closed until somebody opens it, and says what is next.
        await page.getByRole("button", { name: /Device types/ }).click();
        await panel(page).getByRole("button", { name: "Old Units" }).click();
        await action(page, "action_look").click();
        await action(page, "action_run").waitFor();
        const units = Number(await page.locator("[name=unit_count]").first().innerText());
        expect(units).toBeGreaterThan(50);
        await page.getByText("Catalogue power scooter").first().waitFor();
        expect(await contracts([["run_id", "!=", false]])).toBe(0);
        await picture("backend-15-preview");
        await action(page, "action_run").click();
        await dialog(page).getByRole("button", { name: "Ok" }).click();
        await page.getByText("Done. What comes from now on is found by itself.").filter({ visible: true }).waitFor();
        expect(await contracts([["run_id", "!=", false], ["state", "=", "active"]])).toBe(units);
        expect(await contracts(ofType("Seat Cushion"))).toBe(0);
        await picture("backend-15-run");
    });

    it("wait again when somebody thinks better of it, and are named when somebody else was quicker", async ({ visit }) => {
        const { page } = await visit({ as: "manager", at });
        await open(page, "service-policies");
        await page.getByRole("button", { name: /Device types/ }).click();
        await page.getByLabel("Show those that are done too").check();
        await search(page, "headrest", 3);
        await entry(page, "Headrest").click();
        await page.getByRole("button", { name: "Wait again" }).click();
        await expect.poll(() => said(page).innerText()).toBe("“Headrest” waits again.");
        const [id = 0] = await office.manager.call<number[]>(TYPE, "search", [[["name", "=", "Headrest"]]]);
        await office.manager.call(TYPE, "action_ignore", [[id]]);
        await panel(page).getByRole("button", { name: "Undo" }).click();
        await expect.poll(() => said(page).innerText()).toContain("“Headrest” (now ignored)");
    });

    it("fit a phone, in a sheet; who may not map them does not see them", async ({ visit }) => {
        const [id = 0] = await office.manager.call<number[]>(TYPE, "search", [[["name", "=", "Walker Basket"]]]);
        await office.manager.call(TYPE, "action_wait", [[id]]);
        const { page, picture } = await visit({ as: "manager", at, phone: true });
        await open(page, "service-policies");
        const button = page.getByRole("button", { name: /Device types/ });
        await button.waitFor();
        const box = await button.boundingBox();
        expect((box?.y ?? NaN) + (box?.height ?? NaN)).toBeLessThan(page.viewportSize()?.height ?? 0);
        await picture("backend-15-types-phone-grid");
        await button.tap();
        await entry(page, "Walker Basket").tap();
        await page.locator("[name=fm-types-all], .fm-types-all input").check();
        await entries(page).nth(5).waitFor();
        expect((await entries(page).first().boundingBox())?.height).toBeGreaterThanOrEqual(44);
        const small = await page.locator(".o_dialog .fm-types-body button").evaluateAll((buttons) =>
            buttons.filter((button) => button.checkVisibility() && button.getBoundingClientRect().height < 43.5).map((button) => button.textContent));
        expect(small).toEqual([]);
        await picture("backend-15-types-phone");
        await page.getByRole("button", { name: "Put under…" }).tap();
        await page.locator(".o_select_menu_item").first().waitFor();
        await picture("backend-15-types-phone-menu");
        await page.locator(".o_select_menu_item", { hasText: "Catalogue walker" }).tap();
        await expect.poll(async () => (await places())["Walker Basket"]).toBe("Catalogue walker");
        const { page: reader } = await visit({ as: "dispatcher", at });
        await open(reader, "service-policies");
        await reader.locator(".fm-row").first().waitFor();
        expect(await reader.getByText("Device types").count()).toBe(0);
    });

    it("have a French panel beside a French grid", async ({ visit }) => {
        await office.manager.call("res.users", "write", [[office.manager.uid], { lang: "fr_CA" }]);
        const { page, picture } = await visit({ as: "manager", at, locale: "fr-CA" });
        await open(page, "service-policies");
        await page.getByText("Politiques d’entretien").first().waitFor();
        await page.locator(".fm-types-open").click();
        await page.locator(".fm-types-all input").check();
        await entry(page, "Power Scooter 3 Wheel").click();
        await picture("backend-15-types-french");
        expect(await breaches(page)).toEqual([]);
    });
});
