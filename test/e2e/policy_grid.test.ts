import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { card, dialog, field, it, open, openOffice, save as saveForm, type Office, type Unit } from "./support/index.ts";

const MODEL = "fusion.maintenance.policy";
const LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** A cell by its policy's name and its field. */
const cell = (page: Page, policy: string, name: string): Locator =>
    page.locator(".fm-row", { has: page.locator("[data-name=name]", { hasText: policy }) }).locator(`[data-name=${name}]`);

const save = (page: Page): Locator => page.locator(".fm-grid-save").filter({ visible: true }).first();

async function type(target: Locator, text: string, key = "Enter"): Promise<void> {
    await target.click();
    await target.page().keyboard.type(text);
    await target.page().keyboard.press(key);
}

async function paste(target: Locator, text: string): Promise<void> {
    await target.click();
    await target.evaluate((element, copied) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", copied);
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
}

async function breaches(page: Page, part = ".fm-grid"): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode(true).withTags(LEVELS).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe("the grid of policies", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    /** Policies of this test alone; gives a function that reads one of them. */
    async function policies(...names: string[]) {
        await office.manager.call(MODEL, "create", [names.map((name) => ({ name, interval_months: 12, price: 70 }))]);
        return async (name: string) => {
            const fields = ["interval_months", "reminder_bands", "price", "service_product_id"];
            const [found] = await office.manager.call<Record<string, unknown>[]>(MODEL, "search_read", [[["name", "=", name]], fields]);
            return found;
        };
    }

    it("is edited like a spreadsheet, saved at once, and stays", async ({ visit }) => {
        const read = await policies("Bath hoist", "Bath step");
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-policies");
        await type(cell(page, "Bath hoist", "interval_months"), "6");
        await type(cell(page, "Bath hoist", "reminder_bands"), "3, 45, 10", "Tab");
        await type(cell(page, "Bath hoist", "price"), "82.50");
        await picture("backend-10-policies");
        expect(await read("Bath hoist")).toMatchObject({ interval_months: 12, price: 70 });
        await save(page).click();
        await expect.poll(() => read("Bath hoist")).toMatchObject({ interval_months: 6, reminder_bands: "45, 10, 3", price: 82.5 });
        await page.reload();
        await expect.poll(() => cell(page, "Bath hoist", "interval_months").innerText()).toBe("6 months");
        expect(await cell(page, "Bath hoist", "price").innerText()).toContain("82.50");
    });

    it("asks which contracts new intervals are for, says how many there are, and changes them", async ({ visit }) => {
        const made = [{ name: "Hoist check", icon: "lift" }, { name: "Sling check", icon: "bed" }].map((values) => (
            { ...values, kind: "inspection", interval_months: 12 }));
        await office.manager.call(MODEL, "create", [made]);
        const hoist = await office.unit({ client: "Ada Frost", policy: "Hoist check", due: 300 });
        const own = await office.unit({ client: "Ben Frost", policy: "Hoist check", due: 300 });
        const sling = await office.unit({ client: "Cora Frost", policy: "Sling check", due: 300 });
        await office.dispatcher.call("fusion.maintenance.contract", "write", [[own.contract], { interval_months: 9 }]);
        const before = await office.read<{ next_due_date: string }>(hoist, "next_due_date");
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-policies");
        await type(cell(page, "Hoist check", "interval_months"), "6");
        await type(cell(page, "Sling check", "interval_months"), "18");
        await save(page).click();
        await dialog(page).getByText("every 6 months instead of 12").waitFor();
        expect(await dialog(page).innerText()).toMatch(/present interval: 1\..*which keep it: 1\./s);
        await picture("backend-16-new-interval");
        expect(await breaches(page, ".o_dialog")).toEqual([]);
        await dialog(page).getByRole("button", { name: "Do not save" }).click();
        await page.locator(".fm-grid-said").getByText("Nothing was saved").waitFor();
        await save(page).click();
        await dialog(page).getByLabel("All running contracts").check();
        await dialog(page).getByRole("button", { name: "Save", exact: true }).click();
        const interval = async (unit: Unit) => office.read<{ interval_months: number; next_due_date: string }>(unit, "interval_months", "next_due_date");
        await expect.poll(() => interval(hoist)).toMatchObject({ interval_months: 6 });
        expect((await interval(hoist)).next_due_date < before.next_due_date).toBe(true);
        expect(await interval(own)).toMatchObject({ interval_months: 9, next_due_date: before.next_due_date });
        expect(await interval(sling)).toMatchObject({ interval_months: 18 });
        await cell(page, "Hoist check", "name").locator(".fm-icon-lift").waitFor();
        await cell(page, "Hoist check", "name").click();
        await page.locator("[data-tool=open]").click();
        await field(page, "interval_months").locator("input").fill("12");
        await field(page, "interval_months").locator("input").press("Tab");
        await page.getByText("Running contracts with the present interval: 1.").waitFor();
        await picture("backend-17-policy-form");
        await page.getByLabel("New contracts only").check();
        await saveForm(page);
        expect(await interval(hoist)).toMatchObject({ interval_months: 6 });
        await open(page, "service-contracts");
        await card(page, "Ada Frost").locator(".fm-icon-lift").waitFor();
    });

    it("takes a block from a spreadsheet, says what is wrong in its cells, and undoes it", async ({ visit }) => {
        const read = await policies("Stair chair", "Stair ramp");
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-policies");
        await paste(cell(page, "Stair chair", "interval_months"), "18\tsoon\r\n24\t60, 20\r\n");
        await cell(page, "Stair chair", "reminder_bands").getByText("is not a whole number of days").waitFor();
        await expect.poll(() => cell(page, "Stair ramp", "interval_months").innerText()).toBe("24 months");
        await picture("backend-11-pasted");
        await save(page).click();
        await page.locator(".fm-grid-said").getByText("One cell has to be mended first.").waitFor();
        await page.keyboard.press("Control+z");
        await expect.poll(() => page.locator(".fm-cell[data-state~=draft]").count()).toBe(0);
        await page.keyboard.press("Control+y");
        await type(cell(page, "Stair chair", "reminder_bands"), "21", "Tab");
        await page.keyboard.press("Control+s");
        await expect.poll(() => read("Stair chair")).toMatchObject({ interval_months: 18, reminder_bands: "21" });
        expect(await read("Stair ramp")).toMatchObject({ interval_months: 24, reminder_bands: "60, 20" });
    });

    it("lets a row be dragged to another place, which is saved with the rest", async ({ visit }) => {
        await policies("Ramp A", "Ramp B", "Ramp C");
        const order = () => office.manager.call<{ name: string }[]>(MODEL, "search_read", [[["name", "like", "Ramp "]], ["name"]])
            .then((rows) => rows.map(({ name }) => name).filter((name) => /^Ramp [ABC]$/.test(name)));
        const { page } = await visit({ as: "manager" });
        await open(page, "service-policies");
        const handle = (name: string) => page.locator(".fm-row", { has: page.locator("[data-name=name]", { hasText: name }) }).locator(".fm-handle");
        await handle("Ramp C").scrollIntoViewIfNeeded();
        const [from, to] = [await handle("Ramp C").boundingBox(), await handle("Ramp A").boundingBox()];
        if (!from || !to) throw new Error("The rows are not on the screen.");
        await page.mouse.move(from.x + 10, from.y + from.height / 2);
        await page.mouse.down();
        await page.mouse.move(from.x + 10, from.y - 5, { steps: 4 });
        await page.mouse.move(to.x + 10, to.y + 2, { steps: 10 });
        await page.mouse.up();
        await save(page).waitFor();
        expect(await order()).toEqual(["Ramp A", "Ramp B", "Ramp C"]);
        await save(page).click();
        await expect.poll(order).toEqual(["Ramp C", "Ramp A", "Ramp B"]);
    });

    it("copies what is selected for a spreadsheet, by the real clipboard, and takes it back", async ({ visit }) => {
        await policies("Copy one", "Copy two");
        const { page } = await visit({ as: "manager", permissions: ["clipboard-read", "clipboard-write"] });
        await open(page, "service-policies");
        await cell(page, "Copy one", "interval_months").click();
        await page.keyboard.press("Shift+ArrowDown");
        await page.keyboard.press("Shift+ArrowRight");
        await page.keyboard.press("Control+c");
        await page.locator(".fm-grid-said").getByText("Copied.").waitFor();
        const copied = () => page.evaluate(() => navigator.clipboard.readText());
        expect((await copied()).replace(/\r\n/g, "\n").trim()).toBe("12\t30, 7, 1\n12\t30, 7, 1");
        await page.evaluate(() => navigator.clipboard.writeText("8\t21"));
        await cell(page, "Copy two", "interval_months").click();
        await page.keyboard.press("Control+v");
        await expect.poll(() => cell(page, "Copy two", "interval_months").innerText()).toBe("8 months");
        expect(await cell(page, "Copy one", "interval_months").innerText()).toBe("12 months");
        await page.locator(".fm-grid-discard").filter({ visible: true }).first().click();
    });

    it("names what another manager saved meanwhile, and writes over nothing silently", async ({ visit }) => {
        const read = await policies("Garden scooter");
        const { page, picture } = await visit({ as: "manager" });
        const { page: other } = await visit({ as: "manager" });
        await Promise.all([open(page, "service-policies"), open(other, "service-policies")]);
        await type(cell(other, "Garden scooter", "interval_months"), "18");
        await save(other).click();
        await expect.poll(() => read("Garden scooter")).toMatchObject({ interval_months: 18 });
        await type(cell(page, "Garden scooter", "interval_months"), "9");
        await type(cell(page, "Garden scooter", "price"), "99");
        await save(page).click();
        await cell(page, "Garden scooter", "interval_months").getByText(/Saved by .* meanwhile: 18 months/).waitFor();
        await picture("backend-12-conflict");
        expect(await read("Garden scooter")).toMatchObject({ interval_months: 18, price: 70 });
        await page.getByRole("button", { name: "Take theirs" }).click();
        await save(page).click();
        await expect.poll(() => read("Garden scooter")).toMatchObject({ interval_months: 18, price: 99 });
    });

    it("adds a policy by keyboard, its product by search, and asks before leaving", async ({ visit }) => {
        const read = await policies("Patient lift");
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-policies");
        await cell(page, "Patient lift", "name").click();
        await page.keyboard.press("Alt+c");
        await page.locator(".fm-editor[data-open] input").waitFor();
        await page.keyboard.type("Ceiling lift");
        await page.keyboard.press("Tab");
        const product = cell(page, "Ceiling lift", "service_product_id");
        await product.click();
        await page.keyboard.press("F2");
        await page.keyboard.press("Control+a");
        await page.keyboard.type("Service");
        const found = page.locator(".o-autocomplete--dropdown-item", { hasText: "Service Visit" }).first();
        await found.waitFor();
        await picture("backend-13-search");
        await found.click();
        await page.getByRole("menuitem", { name: "Visits" }).or(page.getByRole("link", { name: "Visits" })).first().click();
        await dialog(page).getByRole("button", { name: "Stay here" }).click();
        expect(await read("Ceiling lift")).toBeUndefined();
        await page.getByRole("menuitem", { name: "Visits" }).or(page.getByRole("link", { name: "Visits" })).first().click();
        await dialog(page).getByRole("button", { name: "Save" }).click();
        await expect.poll(() => read("Ceiling lift")).toMatchObject({ interval_months: 12 });
    });

    it("is for everybody: no breach that axe can see, also with mistakes in it, and on a phone", async ({ visit }) => {
        await policies("Hospital bed");
        const { page } = await visit({ as: "manager" });
        await open(page, "service-policies");
        await type(cell(page, "Hospital bed", "interval_months"), "soon");
        await type(cell(page, "Hospital bed", "price"), "75");
        expect(await breaches(page)).toEqual([]);
        await cell(page, "Hospital bed", "name").click();
        await page.keyboard.press("F2");
        expect(await breaches(page)).toEqual([]);
        const pocket = await visit({ as: "manager", phone: true });
        await open(pocket.page, "service-policies");
        await cell(pocket.page, "Hospital bed", "name").waitFor();
        await pocket.picture("backend-14-grid-phone");
        // The table scrolls within its own frame, the page does not.
        const { scrollWidth, clientWidth } = await pocket.page.evaluate(() => ({
            scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth,
        }));
        expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    });
});
