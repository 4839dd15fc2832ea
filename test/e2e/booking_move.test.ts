import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import {
    asOdoo, button, chooseFirst, expectGoodPage, expectProblem, heading, isAllInView, it, openOffice, picker, seeBooked, suggestions,
    takeAway, type Office, type Unit,
} from "./support/index.ts";

describe("a client who moves a visit", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    /** A unit with a visit in a few days, and its link. */
    async function booked(client: string): Promise<{ unit: Unit; start: string; link: string }> {
        const unit = await office.unit({ client });
        const [start = ""] = (await office.times(unit)).slice(-1);
        expect(await office.book(unit, start)).toBe("booked");
        return { unit, start, link: await office.link(unit) };
    }

    /** From the visit's page to other times. */
    async function startMoving(page: Page, link: string): Promise<void> {
        await page.goto(link);
        await seeBooked(page);
        await page.getByRole("link", { name: "Move this visit" }).click();
        await picker(page).waitFor();
    }

    /** Choose the first suggested time, to be checked; gives its start. */
    async function chooseNew(page: Page): Promise<string> {
        const start = await chooseFirst(page);
        await heading(page, "Check the new time").waitFor();
        return start;
    }

    const move = (page: Page) => button(page, "Move the visit to this time").click();

    it("on a phone, though the first choice was taken meanwhile", async ({ visit }) => {
        const { unit, start, link } = await booked("Florence Adair");
        const guest = await visit({ phone: true });
        const { page } = guest;
        await startMoving(page, link);
        expect(await page.locator(`[data-start="${start}"]`).count()).toBe(0);
        await expectGoodPage(guest, "move-1-times");
        const gone = await chooseNew(page);
        await takeAway(office, gone);
        await move(page);
        const notice = page.getByRole("alert");
        await notice.waitFor();
        expect(await notice.innerText()).toMatch(/taken/);
        await expectProblem(guest, /409/);
        expect(await page.locator(`[data-start="${gone}"]`).count()).toBe(0);
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", start: asOdoo(start) }]);
        await expectGoodPage(guest, "move-2-taken");

        const next = await chooseNew(page);
        for (const target of [heading(page, "Check the new time"), button(page, "Move the visit to this time")]) {
            await expect.poll(() => isAllInView(target)).toBe(true);
        }
        expect(await page.getByRole("textbox").count()).toBe(0);
        await expectGoodPage(guest, "move-3-check");
        await move(page);
        await page.getByText("The visit has a new time.").waitFor();
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", start: asOdoo(next) }]);
    });

    it("finds a day of another week, and can keep the old time", async ({ visit }) => {
        const { unit, start, link } = await booked("Gilbert Rowe");
        const guest = await visit({ phone: true });
        const { page } = guest;
        await startMoving(page, link);
        await button(page, "More times").click();
        await button(page, /Next week/).click();
        await expect.poll(() => picker(page).getAttribute("data-phase")).toBe("choosing");
        await page.locator(".fm-day-toggle[aria-expanded=false]").first().click();
        await expectGoodPage(guest, "move-4-week");
        await page.locator(".fm-day-panel button.fm-time").last().click();
        await heading(page, "Check the new time").waitFor();
        // The device's own Back button leads to the times, not away.
        await page.goBack();
        await heading(page, "Choose a day and a time").waitFor();
        await page.getByRole("link", { name: "Keep this time" }).click();
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", start: asOdoo(start) }]);
    });

    it("without a connection nothing is lost: it can be pressed again", async ({ visit }) => {
        const { unit, link } = await booked("Myrtle Pope");
        const guest = await visit({ phone: true });
        const { page } = guest;
        await startMoving(page, link);
        const start = await chooseNew(page);
        await page.route("**/move", async (route) => {
            await route.fetch();
            await route.abort("connectionreset");
        }, { times: 1 });
        await move(page);
        await page.getByText("The connection was lost.").waitFor();
        await expectProblem(guest, /ERR_CONNECTION_RESET/);
        await expectGoodPage(guest, "move-5-offline");
        await button(page, "Try again").click();
        await page.getByText("The visit has a new time.").waitFor();
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", start: asOdoo(start) }]);
    });

    it("who waited too long is asked to call", async ({ visit }) => {
        const { unit, start, link } = await booked("Roland Kemp");
        const guest = await visit({ phone: true });
        const { page } = guest;
        await startMoving(page, link);
        await chooseNew(page);
        const policy = await office.manager.call<number[]>("fusion.maintenance.policy", "search", [[["name", "=", "Manual wheelchair"]]]);
        const [was] = await office.manager.call<{ move_cutoff_hours: number }[]>(
            "fusion.maintenance.policy", "read", [policy, ["move_cutoff_hours"]]);
        await office.manager.call("fusion.maintenance.policy", "write", [policy, { move_cutoff_hours: 24 * 90 }]);
        await move(page);
        await page.getByText("It is too late to change this online.").waitFor();
        await office.manager.call("fusion.maintenance.policy", "write", [policy, { move_cutoff_hours: was?.move_cutoff_hours }]);
        await expectProblem(guest, /422/);
        expect(await suggestions(page).count()).toBe(0);
        await expectGoodPage(guest, "move-6-too-late");
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", start: asOdoo(start) }]);
    });
});
