import { beforeAll, describe, expect } from "vitest";
import {
    asOdoo, bookFirst, button, chooseSuggested, expectAccessible, expectGoodPage, expectNoSideways, heading, it, mails,
    openOffice, openPage, picker, seeBooked, suggestions, tabTo, type Office,
} from "./support/index.ts";

describe("whoever comes, on whatever they have", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    it("books by keyboard alone, and always knows where they are", async ({ visit }) => {
        const unit = await office.unit({ client: "Ida Sutton" });
        const { page } = await visit();
        await openPage(page, await office.link(unit));
        await tabTo(page, button(page, "More times"));
        await page.keyboard.press("Enter");
        const focused = page.locator(":focus");
        await expect.poll(() => focused.innerText()).toBe("Choose a day and a time");
        const day = page.locator(".fm-day-toggle[aria-expanded=false]").first();
        const name = await day.innerText();
        await tabTo(page, day);
        await page.keyboard.press("Space");
        await expect.poll(() => page.locator(".fm-day-open .fm-day-toggle").innerText()).toBe(name);
        const time = page.locator(".fm-day-panel button.fm-time").first();
        const start = (await time.getAttribute("data-start")) ?? "";
        await tabTo(page, time);
        await page.keyboard.press("Enter");
        await expect.poll(() => focused.innerText()).toBe("Check and confirm");
        await tabTo(page, page.getByLabel(/Notes for the technician/));
        await page.keyboard.type("I walk slowly: please wait.");
        await tabTo(page, button(page, "Book this visit"));
        await page.keyboard.press("Enter");
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ start: asOdoo(start), note: "I walk slowly: please wait." }]);
    });

    it("books in French, and gets mails in French", async ({ visit }) => {
        const unit = await office.unit({ client: "Solange Tremblay", lang: "fr_CA" });
        const guest = await visit({ phone: true, locale: "fr-CA" });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await heading(page, "Choisir une heure").waitFor();
        expect(await page.locator("html").getAttribute("lang")).toBe("fr-CA");
        expect(await suggestions(page).first().getAttribute("aria-label")).toMatch(/^(lundi|mardi|mercredi|jeudi|vendredi|samedi) \d+ \p{L}+,? \d+ h/u);
        await expectGoodPage(guest, "french-1-times");
        await suggestions(page).first().click();
        await expectGoodPage(guest, "french-2-check");
        await page.locator("button.fm-confirm").click();
        await seeBooked(page);
        await expectGoodPage(guest, "french-3-booked");
        await page.getByRole("link", { name: "Déplacer cette visite" }).click();
        await picker(page).waitFor();
        await suggestions(page).first().click();
        await heading(page, "Vérifiez la nouvelle heure").waitFor();
        await expectGoodPage(guest, "french-4-move");
        const mail = await mails().waitFor(({ to }) => to.includes("solange.tremblay@example.com"));
        expect(mail.subject).toMatch(/visite/);
        // In another language, it is the same step with the same time chosen.
        const chosen = new URL(page.url()).pathname;
        await page.getByRole("link", { name: /English/ }).click();
        await heading(page, "Check the new time").waitFor();
        expect(new URL(page.url()).pathname).toBe(chosen);
    });

    for (const width of [320, 360]) {
        it(`books on a phone ${width} pixels wide without scrolling to the side`, async ({ visit }) => {
            const unit = await office.unit({ client: "Bertha Crane" });
            const { page } = await visit({ phone: true, viewport: { width, height: 640 } });
            await openPage(page, await office.link(unit));
            await expectNoSideways(page);
            await button(page, "More times").click();
            await page.locator(".fm-day-toggle[aria-expanded=false]").first().click();
            await expectNoSideways(page);
            await button(page, "Back to the suggested times").click();
            await chooseSuggested(page);
            await expectNoSideways(page);
            await button(page, "Book this visit").click();
            await seeBooked(page);
            await expectNoSideways(page);
        });
    }

    it("books with everything twice as large", async ({ visit }) => {
        const unit = await office.unit({ client: "Mildred Vance" });
        // What a browser does at 200 %: half as many pixels, each twice as large.
        const { page, picture } = await visit({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
        await openPage(page, await office.link(unit));
        await expectNoSideways(page);
        await picture("zoom-1-times");
        await chooseSuggested(page);
        await expectNoSideways(page);
        await expectAccessible(page);
        await button(page, "Book this visit").click();
        await seeBooked(page);
        await expectNoSideways(page);
    });

    it("books with letters twice as large on a phone", async ({ visit }) => {
        const unit = await office.unit({ client: "Rupert Moss" });
        const { page, picture } = await visit({ phone: true });
        const enlarge = () => page.evaluate(() => {
            document.documentElement.style.fontSize = "200%";
        });
        await openPage(page, await office.link(unit));
        await enlarge();
        await expectNoSideways(page);
        await picture("letters-1-times");
        await button(page, "More times").click();
        await page.locator(".fm-day-toggle[aria-expanded=false]").first().click();
        await expectNoSideways(page);
        await picture("letters-2-week");
        await button(page, "Back to the suggested times").click();
        await bookFirst(page);
        await enlarge();
        await expectNoSideways(page);
        await picture("letters-3-booked");
    });

    it("who wants no movement on the screen sees none", async ({ visit }) => {
        const unit = await office.unit({ client: "Alma Brooks" });
        const { page } = await visit({ reducedMotion: "reduce" });
        await openPage(page, await office.link(unit));
        const moving = await page.locator("body *").evaluateAll((elements) => elements
            .filter((element) => Math.max(...getComputedStyle(element).transitionDuration.split(",").map(parseFloat)) > 0.01)
            .map((element) => element.outerHTML.slice(0, 100)));
        expect(moving).toEqual([]);
        await expect.poll(() => picker(page).getAttribute("data-phase")).toBe("choosing");
    });

    it("prints the visit without buttons", async ({ visit }) => {
        const unit = await office.unit({ client: "Stella Marsh" });
        const { page, picture } = await visit();
        await openPage(page, await office.link(unit));
        await bookFirst(page);
        await page.emulateMedia({ media: "print" });
        expect(await page.locator(".fm-button").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)).toBe(0);
        await picture("print-booked");
    });
});
