import { beforeAll, describe, expect } from "vitest";
import {
    asOdoo, bookFirst, button, chooseSuggested, expectGoodPage, heading, isAllInView, it, mails, openOffice, openPage, picker, seeBooked,
    suggestions, type Office,
} from "./support/index.ts";

describe("a client on the booking page", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    it("books a suggested time, and everything for the visit is there", async ({ visit }) => {
        const unit = await office.unit({ client: "Edna Porter" });
        const { page } = await visit({ phone: true });
        await openPage(page, await office.link(unit));
        const start = await chooseSuggested(page);
        await page.getByLabel(/Phone number to reach you/).fill("416 555 0100");
        await page.getByLabel(/Notes for the technician/).fill("Door code 4711, and a small dog.");
        await page.getByLabel(/Who is booking/).fill("Nora Porter (daughter)");
        await button(page, "Book this visit").click();
        await seeBooked(page);

        const [made, ...others] = await office.visits(unit);
        expect(others).toEqual([]);
        expect(made).toMatchObject({
            state: "booked", channel: "client_portal", start: asOdoo(start), phone: "416 555 0100",
            note: "Door code 4711, and a small dog.", booked_by: "Nora Porter (daughter)",
        });
        expect([made?.repair_id, made?.event_id, made?.sale_order_id].every(Boolean)).toBe(true);
        expect(await page.locator("body").innerText()).toContain(made?.name);
        const mail = await mails().waitFor(({ to }) => to.includes("edna.porter@example.com"));
        expect(mail.attachments.map(({ name, type }) => [name, type])).toEqual([["visit.ics", "text/calendar"]]);
    });

    it("sees the visit on every link, that of an older mail too", async ({ visit }) => {
        const unit = await office.unit({ client: "Albert Nowak" });
        const links = [await office.link(unit), await office.link(unit)];
        const { page } = await visit();
        await openPage(page, links[1] ?? "");
        await bookFirst(page);
        await page.goto(links[0] ?? "");
        await seeBooked(page);
        await page.reload();
        await seeBooked(page);
        expect(await office.visits(unit)).toHaveLength(1);
    });

    it("after choosing a time sees first what was chosen, and where to go on", async ({ visit }) => {
        const unit = await office.unit({ client: "Harriet Boyle" });
        const { page, picture } = await visit({ phone: true });
        await openPage(page, await office.link(unit));
        const seesTheStep = async () => {
            const title = heading(page, "Check and confirm");
            await title.waitFor();
            expect(await title.evaluate((element) => element === document.activeElement)).toBe(true);
            for (const target of [title, page.locator(".fm-chosen-time"), page.getByLabel(/Phone number to reach you/)]) {
                await expect.poll(() => isAllInView(target)).toBe(true);
            }
        };
        await suggestions(page).first().click();
        await seesTheStep();
        await picture("booking-6-fold", { fullPage: false });
        await button(page, "Choose another time").click();
        await expect.poll(() => isAllInView(heading(page, "Choose a time"))).toBe(true);
        // From far down the page, too.
        await button(page, "More times").click();
        await page.locator(".fm-day-toggle[aria-expanded=false]").last().click();
        await page.locator(".fm-day-panel button.fm-time").last().click();
        await seesTheStep();
    });

    it("finds another week and another day, and can think again", async ({ visit }) => {
        const unit = await office.unit({ client: "Irene Walsh" });
        const { page } = await visit({ phone: true });
        await openPage(page, await office.link(unit));
        await button(page, "More times").click();
        const range = page.locator(".fm-week-range");
        const thisWeek = await range.innerText();
        await button(page, /Next week/).click();
        await expect.poll(() => range.innerText()).not.toBe(thisWeek);
        await page.locator(".fm-day-toggle[aria-expanded=false]").first().click();
        const time = page.locator(".fm-day-panel button.fm-time").first();
        const said = await time.getAttribute("aria-label");
        expect(said).toMatch(/^[A-Z][a-z]+day, [A-Z][a-z]+ \d+, \d+:\d\d [AP]M$/);
        await time.click();
        await heading(page, "Check and confirm").waitFor();
        await page.getByLabel(/Notes for the technician/).fill("Second floor");
        // The device's own Back button leads to the times, not away.
        await page.goBack();
        await heading(page, "Choose a day and a time").waitFor();
        await page.locator(".fm-day-panel button.fm-time").last().click();
        expect(await page.getByLabel(/Notes for the technician/).inputValue()).toBe("Second floor");
        await button(page, "Choose another time").click();
        await button(page, "Back to the suggested times").click();
        await bookFirst(page);
    });

    it("who presses twice has one visit", async ({ visit }) => {
        const unit = await office.unit({ client: "Lottie Brandt" });
        const { page } = await visit({ phone: true });
        await openPage(page, await office.link(unit));
        await chooseSuggested(page);
        await button(page, "Book this visit").dblclick();
        await seeBooked(page);
        expect(await office.visits(unit)).toHaveLength(1);
    });

    it("who goes back after booking is told of the visit, and books no second one", async ({ visit }) => {
        const unit = await office.unit({ client: "Oscar Lindgren" });
        const { page } = await visit();
        await openPage(page, await office.link(unit));
        await bookFirst(page);
        await page.goBack();
        await seeBooked(page);
        expect(await office.visits(unit)).toHaveLength(1);
    });

    it("sees a good page at every step", async ({ visit }) => {
        const unit = await office.unit({ client: "Gladys Okafor", product: "ASP3", policy: "Power wheelchair" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await expectGoodPage(guest, "booking-1-times");
        await button(page, "More times").click();
        await page.locator(".fm-day-toggle[aria-expanded=false]").first().click();
        await expectGoodPage(guest, "booking-2-week");
        await button(page, "Back to the suggested times").click();
        await chooseSuggested(page);
        await page.getByLabel(/Notes for the technician/).fill("Please ring twice.");
        await expectGoodPage(guest, "booking-3-check");
        await button(page, "Book this visit").click();
        await seeBooked(page);
        await expectGoodPage(guest, "booking-4-booked");
        const [made] = await office.visits(unit);
        await office.dispatcher.call("fusion.maintenance.visit", "action_done", [[made?.id]]);
        await page.reload();
        await heading(page, "The service is done").waitFor();
        await expectGoodPage(guest, "booking-5-done");
    });

    it("in another part of the world is told whose clock it is", async ({ visit }) => {
        const unit = await office.unit({ client: "Priscilla Young" });
        const { page } = await visit({ timezoneId: "America/Vancouver" });
        await openPage(page, await office.link(unit));
        await page.getByText(/All times are in Eastern/).waitFor();
        expect(await suggestions(page).first().textContent()).toMatch(/\d/);
        await expect.poll(() => picker(page).getAttribute("data-phase")).toBe("choosing");
    });
});
