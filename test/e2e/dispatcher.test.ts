import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import {
    action, asOdoo, card, column, dialog, expectGoodDialog, field, heading, it, mails, open, openOffice, picker, suggestions, told, typeDate,
    type Office, type Unit,
} from "./support/index.ts";

/** The number of the week, from Sunday to Saturday, that a moment is in where the company is. */
function weekOf(moment: Date): number {
    const day = Date.parse(moment.toLocaleDateString("en-CA", { timeZone: "America/Toronto" })) / 86_400_000;
    return Math.floor((day + 4) / 7);
}

/** The Sunday after a moment. */
function sundayAfter(time: string): string {
    const day = new Date(time);
    day.setUTCDate(day.getUTCDate() + 7 - day.getUTCDay());
    return day.toISOString().slice(0, 10);
}

/** Turn the calendar to the week of a moment; it opens on this one. */
async function turnTo(page: Page, time: string): Promise<void> {
    for (let week = weekOf(new Date()); week < weekOf(new Date(time)); week += 1) {
        const title = page.locator(".o_calendar_header h5");
        const was = await title.innerText();
        await page.locator(".o_calendar_button_next").click();
        await expect.poll(() => title.innerText()).not.toBe(was);
    }
}

/** Give a unit's visit to the technician of another one, three hours after it. */
async function putBeside(office: Office, { contract }: Unit, other: Unit): Promise<void> {
    const { dispatcher } = office;
    const [visit] = await dispatcher.call<{ employee_id: [number, string]; start: string }[]>(
        "fusion.maintenance.visit", "search_read", [[["contract_id", "=", contract]], ["employee_id", "start"]]);
    const start = new Date(`${visit?.start.replace(" ", "T")}Z`);
    start.setUTCHours(start.getUTCHours() + 3);
    const [moved] = await office.visits(other);
    const move = await dispatcher.call<number[]>("fusion.maintenance.move", "create", [[{
        visit_id: moved?.id, employee_id: visit?.employee_id[0], start: asOdoo(start.toISOString().slice(0, 19)),
        over_busy: true, over_hours: true, reason: "To have them on one day",
    }]]);
    await dispatcher.call("fusion.maintenance.move", "action_move", [move]);
}

/** The first of these times that is early in the morning, where the company is, of a later day on which nobody has a visit. */
async function laterMorning(office: Office, times: string[]): Promise<string> {
    const there = (time: string) => new Date(time).toLocaleString("sv-SE", { timeZone: "America/Toronto" });
    const day = (time: string) => there(time).slice(0, 10);
    const visits = await office.dispatcher.call<{ start: string }[]>("fusion.maintenance.visit", "search_read", [[], ["start"]]);
    const taken = new Set(visits.map(({ start }) => day(`${start.replace(" ", "T")}Z`)));
    // The last of the times is another visit's until that is put beside this one.
    const ends = [day(times[0] ?? ""), day(times.at(-1) ?? "")];
    const found = times.find((time) => !ends.includes(day(time)) && !taken.has(day(time)) && there(time).slice(11) < "10:00");
    if (!found) throw new Error("There is no later day without a visit.");
    return found;
}

/** Drag an event of the week to the height of another one, as a hand does: in steps. */
async function drag(page: Page, event: Locator, onto: Locator): Promise<void> {
    // The calendar draws its events anew when it has loaded.
    for (const shown of [onto, event]) {
        await expect.poll(() => shown.scrollIntoViewIfNeeded({ timeout: 5_000 }).then(() => true, () => false)).toBe(true);
    }
    const [from, to] = [await event.boundingBox(), await onto.boundingBox()];
    if (!from || !to) throw new Error("An event is not on the screen.");
    await page.mouse.move(from.x + from.width / 2, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, from.y + 24, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y + 12, { steps: 12 });
    await page.mouse.up();
}

describe("the dispatcher", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    const openContract = (page: Page, { contract }: Unit) => open(page, `service-contracts/${contract}`);

    it("sees how many contracts stand where, and narrows the board to one stage", async ({ visit }) => {
        await office.unit({ client: "Clive Barlow", due: -3 });
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, "service-contracts");
        const counts = page.locator(".fm-stage");
        await expect.poll(() => counts.locator(".fm-stage-name").allInnerTexts()).toEqual(["Overdue", "Due", "Booked", "Upcoming"]);
        for (const stage of ["Overdue", "Due", "Booked"]) {
            const said = Number(await counts.filter({ hasText: stage }).last().locator(".fm-stage-count").innerText());
            const [{ length } = []] = [await office.dispatcher.call<number[]>(
                "fusion.maintenance.contract", "search", [[["state", "=", "active"], ["stage", "=", stage.toLowerCase()]]])];
            expect([stage, said]).toEqual([stage, length]);
        }
        await card(column(page, "Overdue"), "Clive Barlow").waitFor();
        await picture("backend-1-board");
        await counts.filter({ hasText: "Overdue" }).click();
        await card(page, "Clive Barlow").waitFor();
        await expect.poll(() => counts.filter({ hasText: "Overdue" }).getAttribute("aria-pressed")).toBe("true");
        await expect.poll(() => card(column(page, "Upcoming"), "MC/").count()).toBe(0);
        await counts.filter({ hasText: "Overdue" }).click();
        await expect.poll(() => counts.filter({ hasText: "Overdue" }).getAttribute("aria-pressed")).toBe("false");
    });

    it("books for a client on the phone, with the client's own slot picker", async ({ visit }) => {
        const unit = await office.unit({ client: "Bernice Fulton" });
        const { page, picture } = await visit({ as: "dispatcher" });
        await openContract(page, unit);
        await picture("backend-2-contract");
        await action(page, "action_book_for_client").click();
        await picker(page).waitFor();
        await dialog(page).getByText("Toronto", { exact: true }).waitFor();
        await picture("backend-3-times");
        await expectGoodDialog(page);
        const start = (await suggestions(page).first().getAttribute("data-start")) ?? "";
        await suggestions(page).first().click();
        await heading(page, "Check and confirm").waitFor();
        expect(await page.getByLabel(/Phone number to reach the client/).inputValue()).toBe("+1 416-555-0142");
        await page.getByLabel(/Notes for the technician/).fill("Call from the lobby.");
        await page.getByLabel(/Who asked for the visit/).fill("Neighbour, Mr. Cole");
        await picture("backend-4-check");
        await expectGoodDialog(page);
        await dialog(page).getByRole("button", { name: "Book this visit" }).click();
        await expect.poll(() => dialog(page).count()).toBe(0);
        await told(page, /booked/i);
        await field(page, "visit_id").waitFor();
        await picture("backend-5-booked");

        const [made] = await office.visits(unit);
        expect(made).toMatchObject({
            state: "booked", channel: "phone", start: asOdoo(start), note: "Call from the lobby.", booked_by: "Neighbour, Mr. Cole",
        });
        expect(await office.dispatcher.call("repair.order", "read", [[made?.repair_id[0]], ["x_fc_intake_source"]]))
            .toMatchObject([{ x_fc_intake_source: "phone" }]);
        await mails().waitFor(({ to, subject }) => to.includes("bernice.fulton@example.com") && /booked/.test(subject));
        await open(page, "service-contracts");
        await card(column(page, "Booked"), "Bernice Fulton").waitFor();
    });

    it("copies a booking link that the client can open", async ({ visit }) => {
        const unit = await office.unit({ client: "Roland Petty" });
        const { page } = await visit({ as: "dispatcher", permissions: ["clipboard-read", "clipboard-write"] });
        await openContract(page, unit);
        await action(page, "action_copy_link").click();
        await told(page, "The booking link is copied.");
        const link = await page.evaluate(() => navigator.clipboard.readText());
        const client = await visit({ phone: true });
        await client.page.goto(link);
        await client.page.getByText("Hello Roland").waitFor();
    });

    it("sends a reminder now, and cannot when the client has a visit", async ({ visit }) => {
        const unit = await office.unit({ client: "Viola Marsh" });
        const { page } = await visit({ as: "dispatcher" });
        await openContract(page, unit);
        await action(page, "action_send_reminder").click();
        await told(page, "The reminder is on its way to Viola Marsh.");
        await mails().waitFor(({ to, subject }) => to.includes("viola.marsh@example.com") && /due/.test(subject));
        expect(await office.read(unit, "last_reminder_band")).toMatchObject({ last_reminder_band: "manual" });
        const [time = ""] = await office.times(unit);
        expect(await office.book(unit, time)).toBe("booked");
        await page.reload();
        await field(page, "visit_id").waitFor();
        expect(await action(page, "action_send_reminder").count()).toBe(0);
    });

    it("stops a contract, sees first what that cancels, and why is kept", async ({ visit }) => {
        const unit = await office.unit({ client: "Eunice Pratt" });
        const [time = ""] = await office.times(unit);
        await office.book(unit, time);
        const { page, picture } = await visit({ as: "dispatcher" });
        await openContract(page, unit);
        await action(page, "action_stop").click();
        await dialog(page).getByLabel("Unit sold by the client").check();
        await dialog(page).getByText(/One contract ends\. One booked visit is cancelled/).waitFor();
        await picture("backend-6-stop");
        await dialog(page).getByRole("button", { name: "Stop", exact: true }).click();
        await expect.poll(() => dialog(page).count()).toBe(0);
        await expect.poll(() => office.read(unit, "state", "stop_reason")).toMatchObject({ state: "ended", stop_reason: "sold" });
        expect(await office.visits(unit)).toMatchObject([{ state: "cancelled" }]);
        await mails().waitFor(({ to, subject }) => to.includes("eunice.pratt@example.com") && /cancelled/.test(subject));
    });

    it("looks at the visits as a calendar and as a list, and moves one", async ({ visit }) => {
        const unit = await office.unit({ client: "Felix Rowe" });
        const [time = ""] = await office.times(unit);
        await office.book(unit, time);
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, "service-visits");
        await page.locator(".fc-view").waitFor();
        await turnTo(page, time);
        await page.locator(".fc-event", { hasText: "Felix Rowe" }).first().waitFor();
        await picture("backend-7-calendar");
        await page.locator(".o_switch_view.o_list").click();
        const row = page.locator(".o_data_row", { hasText: "Felix Rowe" });
        await row.waitFor();
        await picture("backend-8-visits");
        await row.locator("[name=partner_id]").click();
        await action(page, "action_move").click();
        await dialog(page).getByText(/The client gets a mail/).waitFor();
        // A Sunday at three is said to be none, at once, and is not taken without a tick.
        await typeDate(dialog(page), "start", sundayAfter(time), " 03:00:00");
        await dialog(page).getByText(/does not work then/).waitFor();
        await dialog(page).getByLabel("Outside Working Hours").waitFor();
        await picture("backend-9-move");
        await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
        await dialog(page).getByText(/tick “Outside Working Hours”/).waitFor();
        await dialog(page).last().getByRole("button", { name: "Close" }).last().click();
        expect(await office.visits(unit)).toMatchObject([{ start: asOdoo(time) }]);
        // One of the free times is one press away.
        await action(dialog(page), "action_take").first().click();
        await expect.poll(() => dialog(page).getByText(/does not work then/).filter({ visible: true }).count()).toBe(0);
        await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
        await expect.poll(() => dialog(page).count()).toBe(0);
        const [moved] = await office.visits(unit);
        expect(moved?.start).not.toBe(asOdoo(time));
    });

    it("drags a visit onto another visit and is told why not; nothing has moved", async ({ visit }) => {
        const [mine, other] = [await office.unit({ client: "Harriet Stone" }), await office.unit({ client: "Gordon Blythe" })];
        const times = await office.times(mine);
        const time = await laterMorning(office, times);
        expect([await office.book(mine, time), await office.book(other, times.at(-1) ?? "")]).toEqual(["booked", "booked"]);
        await putBeside(office, mine, other);
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, "service-visits");
        await page.locator(".fc-view").waitFor();
        await turnTo(page, time);
        const event = page.locator(".fc-event", { hasText: "Harriet Stone" });
        await drag(page, event, page.locator(".fc-event", { hasText: "Gordon Blythe" }));
        await dialog(page).getByText(/Harriet Stone.* is moved to/).waitFor();
        await picture("backend-10-drag");
        await dialog(page).getByRole("button", { name: "Leave It" }).click();
        await expect.poll(() => dialog(page).count()).toBe(0);
        await drag(page, event, page.locator(".fc-event", { hasText: "Gordon Blythe" }));
        await dialog(page).getByRole("button", { name: "Move It" }).click();
        await dialog(page).getByText(/already has a visit then/).waitFor();
        await picture("backend-11-refused");
        expect(await office.visits(mine)).toMatchObject([{ state: "booked", start: asOdoo(time) }]);
    });
});
