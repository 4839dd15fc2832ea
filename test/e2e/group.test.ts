import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import {
    action, asOdoo, button, chooseFirst, chooseSuggested, dialog, expectGoodDialog, expectGoodPage, heading, it, mails, open, openOffice,
    openPage, picker, seeBooked, suggestions, told, type Office, type Unit,
} from "./support/index.ts";

/** What a home's visits and their records are: one of a kind where they are shared. */
interface Made {
    contract_id: [number, string];
    state: string;
    start: string;
    event_id: [number, string] | false;
    sale_order_id: [number, string];
    repair_id: [number, string];
}

describe("a care home with several lifts", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    /** A home whose lifts are due on about the same day. */
    async function home(client: string, count: number, policy = "Manual wheelchair"): Promise<Unit[]> {
        const name = client.toUpperCase().slice(0, 3);
        const lifts = [await office.unit({ client, product: "SUMST", policy, serial: `${name}-1` })];
        while (lifts.length < count) {
            lifts.push(await office.unit({ client, beside: lifts[0] as Unit, product: "SUMST", policy, serial: `${name}-${lifts.length + 1}`, due: 25 + lifts.length }));
        }
        return lifts;
    }

    /** Their visits, those that were cancelled too. */
    const visitsOf = (lifts: Unit[]): Promise<Made[]> =>
        office.dispatcher.call("fusion.maintenance.visit", "search_read", [
            [["contract_id", "in", lifts.map(({ contract }) => contract)]],
            ["contract_id", "state", "start", "event_id", "sale_order_id", "repair_id"],
        ], { order: "id" });

    const different = (visits: Made[], name: "event_id" | "sale_order_id" | "repair_id") =>
        new Set(visits.map((visit) => visit[name] && visit[name][0])).size;

    /** What stands beside a lift's box: its contract's reference. */
    async function boxOf(page: Page | Locator, lift: Unit | undefined): Promise<Locator> {
        const { name } = await office.read<{ name: string }>(lift as Unit, "name");
        return page.getByRole("checkbox", { name: new RegExp(name) });
    }

    const links = (lifts: Unit[]) => Promise.all(lifts.map((lift) => office.link(lift)));
    const unitBoxes = (page: Page) => page.getByRole("group", { name: "What we service" }).getByRole("checkbox");

    it("has them serviced in one visit, with three presses on a phone, and moves and cancels it as one", async ({ visit }) => {
        const lifts = await home("Cedar Grove Care Home", 3);
        const [first = "", second = "", third = ""] = await links(lifts);
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, first);
        await expectGoodPage(guest, "group-1-times");
        const start = await chooseSuggested(page);
        expect(await unitBoxes(page).count()).toBe(3);
        await expectGoodPage(guest, "group-2-check");
        await button(page, "Book this visit").click();
        await seeBooked(page);
        await expectGoodPage(guest, "group-3-booked");

        const made = await visitsOf(lifts);
        expect(made.map(({ state }) => state)).toEqual(["booked", "booked", "booked"]);
        expect(new Set(made.map((one) => one.start))).toEqual(new Set([asOdoo(start)]));
        expect([different(made, "event_id"), different(made, "sale_order_id"), different(made, "repair_id")]).toEqual([1, 1, 3]);
        const mail = await mails().waitFor(({ to }) => to.includes("cedar.grove.care.home@example.com"));
        for (const serial of ["CED-1", "CED-2", "CED-3"]) expect(mail.text).toContain(serial);

        await page.goto(second);
        await seeBooked(page);
        await page.getByRole("link", { name: "Move this visit" }).click();
        await picker(page).waitFor();
        await expectGoodPage(guest, "group-4-move");
        const later = await chooseFirst(page);
        await button(page, "Move the visit to this time").click();
        await seeBooked(page);
        expect(new Set((await visitsOf(lifts)).map((one) => one.start))).toEqual(new Set([asOdoo(later)]));

        await page.goto(third);
        await page.getByRole("link", { name: "Cancel this visit" }).click();
        await expectGoodPage(guest, "group-5-cancel");
        await button(page, "Cancel the visit").click();
        await picker(page).waitFor();
        expect((await visitsOf(lifts)).map((one) => [one.state, one.event_id])).toEqual(Array(3).fill(["cancelled", false]));
        const told = mails().mails().filter(({ to }) => to.includes("cedar.grove.care.home@example.com"));
        expect(told.map(({ subject }) => subject.split(":")[0])).toEqual(
            ["Your service visit is booked", "Your service visit has changed", "Your service visit is cancelled"]);
    });

    it("books one visit after the other when they do not fit into one", async ({ visit }) => {
        const lifts = await home("Willow Court", 3, "Stair lift");
        const [link = ""] = await links(lifts);
        const guest = await visit();
        const { page } = guest;
        await openPage(page, link);
        await page.getByText("This visit is for 2 of the 3 units that are due.").waitFor();
        await chooseSuggested(page);
        await button(page, "Book this visit").click();
        await seeBooked(page);
        await heading(page, "One more of your units is due: Summit Stair Lift.").waitFor();
        await expectGoodPage(guest, "group-6-more");
        await page.getByRole("link", { name: "Choose a time for the rest" }).click();
        await picker(page).waitFor();
        await chooseSuggested(page);
        await button(page, "Book this visit").click();
        await seeBooked(page);
        await heading(page, "Your other visits").waitFor();
        await expectGoodPage(guest, "group-7-both");
        const made = await visitsOf(lifts);
        expect(made.map(({ state }) => state)).toEqual(["booked", "booked", "booked"]);
        expect([different(made, "event_id"), different(made, "sale_order_id"), different(made, "repair_id")]).toEqual([2, 2, 3]);
    });

    it("leaves one out, on a page without scripts", async ({ visit }) => {
        const lifts = await home("Oak Lodge", 3);
        const [link = ""] = await links(lifts);
        const guest = await visit({ phone: true, javaScriptEnabled: false });
        const { page } = guest;
        await page.goto(link);
        await (await boxOf(page, lifts[1])).uncheck();
        await guest.picture("group-8-plain");
        await page.locator("label.fm-time-large").first().click();
        await button(page, "Book this visit").last().click();
        await seeBooked(page);
        expect((await visitsOf(lifts)).map(({ contract_id: [id] }) => id)).toEqual([lifts[0]?.contract, lifts[2]?.contract]);
        await heading(page, "One more of your units is due: Summit Stair Lift.").waitFor();
    });

    it("is booked by the dispatcher on the phone, but for the one that is away", async ({ visit }) => {
        const lifts = await home("Birch Manor", 3);
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, `service-contracts/${lifts[0]?.contract}`);
        await action(page, "action_book_for_client").first().click();
        const shown = dialog(page);
        await shown.getByText("3 units").first().waitFor();
        await suggestions(page).first().click();
        await (await boxOf(shown, lifts[2])).uncheck();
        await expectGoodDialog(page);
        await picture("group-9-dispatcher", { fullPage: false });
        await button(page, "Book this visit").click();
        await told(page, /The visit is booked/);
        const made = await visitsOf(lifts);
        expect(made.map(({ contract_id: [id] }) => id)).toEqual([lifts[0]?.contract, lifts[1]?.contract]);
        expect(different(made, "event_id")).toBe(1);
    });
});
