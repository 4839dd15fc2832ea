import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import {
    asOdoo, button, expectGoodPage, expectProblem, isAllInView, it, loseScripts, openOffice, seeBooked, type Office,
} from "./support/index.ts";

const PLAIN = { phone: true, javaScriptEnabled: false };

describe("without JavaScript", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    /** Choose the first suggested time; gives its start. */
    async function choose(page: Page): Promise<string> {
        const first = page.locator(".fm-suggested label.fm-time").first();
        await first.click();
        return (await first.locator("input").getAttribute("value")) ?? "";
    }

    /** Press the button at the end of the form; the one below the suggested times is the same. */
    const book = (page: Page): Promise<void> => button(page, "Book this visit").last().click();

    it("a client books, moves the visit, and cancels it", async ({ visit }) => {
        const unit = await office.unit({ client: "Agatha Hill" });
        const { page } = await visit(PLAIN);
        await page.goto(await office.link(unit));
        const start = await choose(page);
        await page.getByLabel(/Notes for the technician/).fill("Side door");
        await book(page);
        await seeBooked(page);
        // No number was typed: the technician has the one that we know.
        expect(await office.visits(unit)).toMatchObject([
            { state: "booked", start: asOdoo(start), note: "Side door", channel: "client_portal", phone: "+1 416-555-0142" },
        ]);

        await page.getByRole("link", { name: "Move this visit" }).click();
        const later = await choose(page);
        expect(later).not.toBe(start);
        await button(page, "Move the visit to this time").first().click();
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", start: asOdoo(later) }]);

        await page.getByRole("link", { name: "Cancel this visit" }).click();
        await button(page, "Cancel the visit").click();
        await page.getByText(/cancelled/).first().waitFor();
        expect(await office.visits(unit)).toMatchObject([{ state: "cancelled" }]);
    });

    it("sees a good page at every step, when no script arrives", async ({ visit }) => {
        const unit = await office.unit({ client: "Leonard Voss" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await loseScripts(page);
        await page.goto(await office.link(unit));
        await expectGoodPage(guest, "plain-1-form");
        await choose(page);
        await book(page);
        await seeBooked(page);
        await page.getByRole("link", { name: "Move this visit" }).click();
        await expectGoodPage(guest, "plain-2-move");
        await page.getByRole("link", { name: "Keep this time" }).click();
        await page.getByRole("link", { name: "Cancel this visit" }).click();
        await expectGoodPage(guest, "plain-3-cancel");
        await button(page, "Cancel the visit").click();
        await page.getByText(/cancelled/).first().waitFor();
        await expectGoodPage(guest, "plain-4-cancelled");
    });

    it("a time that was taken meanwhile comes back as a page, with what was typed", async ({ visit }) => {
        const unit = await office.unit({ client: "Morris Field" });
        const guest = await visit(PLAIN);
        const { page } = guest;
        await page.goto(await office.link(unit));
        const start = await choose(page);
        await page.getByLabel(/Notes for the technician/).fill("Elevator B");
        while ((await office.book(await office.unit({ client: "Somebody Quicker" }), start)) === "booked");
        const [answer] = await Promise.all([
            page.waitForResponse((response) => response.request().method() === "POST"),
            book(page),
        ]);
        expect(answer.status()).toBe(409);
        await page.getByText("That time was just taken.").waitFor();
        expect(await page.getByLabel(/Notes for the technician/).inputValue()).toBe("Elevator B");
        expect(await page.locator(`input[value="${start}"]`).count()).toBe(0);
        await expectProblem(guest, /409/);
        await choose(page);
        await book(page);
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", note: "Elevator B" }]);
    });

    it("the button is seen with the suggested times, and there is no week before the first", async ({ visit }) => {
        const unit = await office.unit({ client: "Nettie Barlow" });
        const { page } = await visit(PLAIN);
        await page.goto(await office.link(unit));
        expect(await page.getByRole("link", { name: "Previous week" }).count()).toBe(0);
        const start = await choose(page);
        const suggested = page.locator("fieldset.fm-suggested");
        await suggested.scrollIntoViewIfNeeded();
        expect(await isAllInView(suggested)).toBe(true);
        expect(await suggested.getByRole("button", { name: "Book this visit" }).count()).toBe(1);
        await button(page, "Book this visit").first().click();
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ start: asOdoo(start) }]);
    });

    it("a client turns to another week and books a time of a day", async ({ visit }) => {
        const unit = await office.unit({ client: "Thelma Rhodes" });
        const { page } = await visit(PLAIN);
        await page.goto(await office.link(unit));
        await page.getByRole("link", { name: "Next week" }).click();
        const day = page.locator("details.fm-day").first();
        await day.locator("summary").click();
        const time = day.locator("label.fm-time").first();
        await time.click();
        const start = (await time.locator("input").getAttribute("value")) ?? "";
        await book(page);
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ start: asOdoo(start) }]);
    });
});
