import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import {
    action, button, card, dialog, field, heading, inDays, it, mails, open, openOffice, picker, suggestions, tabTo, told, type Office, type Unit,
} from "./support/index.ts";
import { resultsFolder } from "../support/index.ts";

const row = (page: Page, client: string): Locator => page.locator(".o_data_row", { hasText: client });

interface Called {
    call_outcome: string;
    call_on: string;
    state: string;
    next_due_date: string;
}

describe("the call list", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    const called = (unit: Unit) => office.read<Called>(unit, "call_outcome", "call_on", "state", "next_due_date");

    it("shows whom to call, why, and on which number; an outcome is one press", async ({ visit }) => {
        const silent = await office.unit({ client: "Ivy Ashdown", due: -3 });
        const mailless = await office.unit({ client: "Basil Thorne", due: 5, email: "" });
        const content = await office.unit({ client: "Clara Winslow", due: 300 });
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, "service-calls");
        await row(page, "Ivy Ashdown").getByText("Overdue from the start").waitFor();
        await row(page, "Basil Thorne").getByText("No email address").waitFor();
        expect(await row(page, "Clara Winslow").count(), content.reference).toBe(0);
        expect(await row(page, "Ivy Ashdown").locator("a[href^='tel:']").getAttribute("href")).toMatch(/^tel:\+1416-?555-?0142$/);
        await picture("calls-1-list", { fullPage: false });

        await row(page, "Ivy Ashdown").getByRole("button", { name: "No Answer" }).click();
        await told(page, "no answer");
        await expect.poll(() => row(page, "Ivy Ashdown").count()).toBe(0);
        expect(await called(silent)).toMatchObject({ call_outcome: "no_answer" });

        await row(page, "Basil Thorne").getByRole("button", { name: "Not Interested…" }).click();
        await dialog(page).getByText("The service that is due now is left out").waitFor();
        await picture("calls-2-declined", { fullPage: false });
        await dialog(page).getByRole("button", { name: "Save" }).click();
        await expect.poll(() => row(page, "Basil Thorne").count()).toBe(0);
        expect((await called(mailless)).next_due_date > inDays(100)).toBe(true);
    });

    it("is worked through without a mouse", async ({ visit }) => {
        const unit = await office.unit({ client: "Edna Prewitt", due: -4 });
        const { page } = await visit({ as: "dispatcher" });
        await open(page, "service-calls");
        // As everywhere in Odoo: the arrows walk the list, Enter opens the client.
        const here = () => row(page, "Edna Prewitt").evaluate((line) => line.contains(document.activeElement));
        for (let press = 0; press < 40 && !(await here()); press += 1) await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.locator(".o_form_view").waitFor();
        await tabTo(page, action(page, "action_call_again"));
        await page.keyboard.press("Enter");
        await dialog(page).getByText("In a month").waitFor();
        await tabTo(page, dialog(page).locator("input[type=radio]:checked"));
        await page.keyboard.press("ArrowDown");
        await expect.poll(() => dialog(page).getByLabel("In a month").isChecked()).toBe(true);
        await tabTo(page, dialog(page).getByRole("button", { name: "Save" }));
        await page.keyboard.press("Enter");
        await page.getByText("Nothing to do here any more").waitFor();
        const { call_on: day } = await called(unit);
        expect(day > inDays(26) && day < inDays(33), day).toBe(true);
    });

    it("books from the list with the client's own picker", async ({ visit }) => {
        const unit = await office.unit({ client: "Percy Longbottom", due: -4 });
        const { page } = await visit({ as: "dispatcher" });
        await open(page, "service-calls");
        await row(page, "Percy Longbottom").getByRole("button", { name: "Book" }).click();
        await picker(dialog(page).page()).waitFor();
        await suggestions(page).first().click();
        await button(page, "Book this visit").click();
        await told(page, "The visit is booked");
        await expect.poll(() => row(page, "Percy Longbottom").count()).toBe(0);
        expect((await called(unit)).call_outcome).toBe("booked");
        await mails().waitFor(({ to, subject }) => to.includes("percy.longbottom@example.com") && /booked/.test(subject));
    });

    it("prints a letter that fits a page, where the server makes no PDF too", async ({ visit }) => {
        const client = "Rosalind Penhaligon";
        const scooter = await office.unit({ client, due: 5, email: "" });
        await office.unit({ client, due: 9, beside: scooter });
        const { page } = await visit({ as: "dispatcher" });
        await open(page, "service-calls");
        await row(page, client).locator(".o_list_record_selector input").first().check();
        const opened = page.context().waitForEvent("page");
        await page.getByRole("button", { name: "Print Letters" }).click();
        const letter = await opened;
        await letter.getByText("We will gladly do it in one visit.").waitFor();
        expect(await letter.locator(".fm-letter").count(), "one for both units").toBe(1);
        const text = await letter.locator(".fm-letter").innerText();
        for (const said of [client, "64 Centre Street", "/maintenance/go", "Call us"]) expect(text).toContain(said);
        await letter.screenshot({ path: join(resultsFolder(), "calls-8-letter.png"), fullPage: true });
        await letter.emulateMedia({ media: "print" });
        expect(await letter.getByRole("button", { name: "Print" }).isVisible(), "the button is not printed").toBe(false);
        const printed = (await letter.pdf({ preferCSSPageSize: true })).toString("latin1");
        expect(printed.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
        // They get time to answer before anybody calls.
        await expect.poll(async () => (await called(scooter)).call_outcome).toBe("letter");
    });

    it("fits a phone: the number is a button, and so is every outcome", async ({ visit }) => {
        await office.unit({ client: "Olive Bramley", due: -5 });
        const { page, picture } = await visit({ as: "dispatcher", phone: true });
        await open(page, "service-calls");
        const shown = card(page, "Olive Bramley");
        await shown.waitFor();
        await picture("calls-3-phone", { fullPage: false });
        expect(await shown.locator("a.btn[href^='tel:']").count()).toBe(1);
        const heights = await shown.locator(".o_fusion_call_buttons .btn").evaluateAll(
            (buttons) => buttons.map((one) => Math.round(one.getBoundingClientRect().height)));
        expect(heights).toHaveLength(6);
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await shown.getByRole("button", { name: "Wrong Number" }).click();
        await told(page, "By Letter");
        await expect.poll(() => shown.count()).toBe(0);
    });

    it("says so when everybody has been called", async ({ visit }) => {
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, "service-calls");
        await page.locator(".o_searchview_input").fill("Nobody Atall");
        await page.locator(".o_searchview_autocomplete").getByText("Client", { exact: true }).click();
        await page.getByText("Everybody has been called").waitFor();
        await picture("calls-4-empty", { fullPage: false });
    });

    it("opens one client with all that the call needs", async ({ visit }) => {
        await office.unit({ client: "Winston Ferrers", due: -6 });
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, "service-calls");
        await row(page, "Winston Ferrers").locator("td[name=call_units]").click();
        await expect.poll(() => field(page, "call_number").innerText()).toContain("416-555-0142");
        await picture("calls-5-client", { fullPage: false });
        await action(page, "action_call_no_answer").click();
        await page.getByText("Nothing to do here any more").waitFor();
    });
});

describe("a client who is gone", () => {
    it("is stopped from the contact, with all units, after a question", async ({ visit }) => {
        const office = await openOffice();
        const unit = await office.unit({ client: "Agatha Rowe", due: 20 });
        const [time = ""] = await office.times(unit);
        await office.book(unit, time);
        const { page, picture } = await visit({ as: "dispatcher" });
        await page.goto(`/odoo/res.partner/${unit.client}`);
        await field(page, "name").waitFor();
        await page.locator(".o_cp_action_menus button, .o_control_panel .o_cp_action_menus .dropdown-toggle").first().click();
        await page.getByRole("menuitem", { name: "Stop Service Contracts" }).click();
        await dialog(page).getByText("One contract ends. One booked visit is cancelled").waitFor();
        await dialog(page).getByText("Client deceased").click();
        await picture("calls-6-stop-client", { fullPage: false });
        await dialog(page).getByRole("button", { name: "Stop", exact: true }).click();
        await expect.poll(async () => (await office.read<{ state: string }>(unit, "state")).state).toBe("ended");
        expect((await office.visits(unit)).map(({ state }) => state)).toEqual(["cancelled"]);
    });
});

describe("the mails in the app", () => {
    it("are listed, and each is shown as the client gets it", async ({ visit }) => {
        const { page, picture } = await visit({ as: "manager" });
        await open(page, "service-mails");
        await expect.poll(() => page.locator(".o_data_row").count()).toBeGreaterThan(6);
        await picture("calls-7-mails", { fullPage: false });
        await row(page, "visit booked").getByRole("button", { name: "Preview" }).click();
        const frame = dialog(page).frameLocator("iframe");
        await frame.getByText("Your service visit is booked").waitFor();
        await picture("calls-8-preview", { fullPage: false });
        expect(await heading(page, "Preview of a Mail").count()).toBeGreaterThan(0);
    });
});
