import { beforeAll, describe, expect } from "vitest";
import { execute, odooShell } from "../support/index.ts";
import {
    button, chooseSuggested, expectGoodPage, expectProblem, heading, it, mails, openOffice, openPage, place, seeBooked,
    suggestions, takeAway, type Office, type Unit,
} from "./support/index.ts";

const CONFIRM = "**/confirm*";

// The other jobs stand still here (see setup.ts): this one is started as its trigger would.
const SEND_LINKS = `
env.ref('fusion_maintenance.cron_answer_link_requests').method_direct_trigger()
env.cr.commit()
`;

describe("when something comes between", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    it("a time that was just taken is said to be, others are shown, and what was typed is kept", async ({ visit }) => {
        const unit = await office.unit({ client: "Walter Ames" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        const start = await chooseSuggested(page);
        await page.getByLabel(/Notes for the technician/).fill("Ring at number 12");
        await takeAway(office, start);
        await button(page, "Book this visit").click();
        const notice = page.getByRole("alert");
        await notice.waitFor();
        expect(await notice.innerText()).toMatch(/taken/);
        await expectProblem(guest, /409/);
        expect(await suggestions(page).count()).toBeGreaterThan(0);
        expect(await page.locator(`[data-start="${start}"]`).count()).toBe(0);
        await expectGoodPage(guest, "trouble-1-taken");
        await chooseSuggested(page);
        expect(await page.getByLabel(/Notes for the technician/).inputValue()).toBe("Ring at number 12");
        await button(page, "Book this visit").click();
        await seeBooked(page);
        expect(await office.visits(unit)).toHaveLength(1);
    });

    it("a press that arrived though the answer was lost books once, and the next press says so", async ({ visit }) => {
        const unit = await office.unit({ client: "Hazel Monroe" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await chooseSuggested(page);
        await page.route(CONFIRM, async (route) => {
            await route.fetch();
            await route.abort("connectionreset");
        }, { times: 1 });
        await button(page, "Book this visit").click();
        await page.getByText("The connection was lost.").waitFor();
        await expectProblem(guest, /ERR_CONNECTION_RESET/);
        await expectGoodPage(guest, "trouble-2-offline");
        await button(page, "Try again").click();
        await seeBooked(page);
        expect(await office.visits(unit)).toHaveLength(1);
    });

    it("without a connection nothing is lost: it can be pressed again", async ({ visit }) => {
        const unit = await office.unit({ client: "Ernest Bloom" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await chooseSuggested(page);
        await page.getByLabel(/Notes for the technician/).fill("Gate on the left");
        await page.context().setOffline(true);
        await button(page, "Book this visit").click();
        await page.getByText("The connection was lost.").waitFor();
        await expectProblem(guest, /ERR_INTERNET_DISCONNECTED/);
        await page.context().setOffline(false);
        await button(page, "Try again").click();
        await seeBooked(page);
        expect(await office.visits(unit)).toMatchObject([{ note: "Gate on the left" }]);
    });

    it("weeks that cannot be fetched are said so, and can be fetched later", async ({ visit }) => {
        const unit = await office.unit({ client: "Winifred Lake" });
        const guest = await visit();
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await button(page, "More times").click();
        await page.context().setOffline(true);
        await button(page, /Next week/).click();
        await page.getByText("We could not fetch other times.").waitFor();
        await expectProblem(guest, /ERR_INTERNET_DISCONNECTED/);
        await page.context().setOffline(false);
        const range = page.locator(".fm-week-range");
        const was = await range.innerText();
        await button(page, /Next week/).click();
        await expect.poll(() => range.innerText()).not.toBe(was);
    });

    it("somebody else of the family has booked meanwhile: one visit, shown to both", async ({ visit }) => {
        const unit = await office.unit({ client: "Cora Whitfield" });
        const { page } = await visit({ phone: true });
        await openPage(page, await office.link(unit));
        await chooseSuggested(page);
        const [other = ""] = (await office.times(unit)).slice(-1);
        expect(await office.book(unit, other)).toBe("booked");
        await button(page, "Book this visit").click();
        await seeBooked(page);
        await page.getByText("A visit was booked before. Here it is.").waitFor();
        expect(await office.visits(unit)).toMatchObject([{ channel: "phone" }]);
    });

    it("a link that is unknown, expired or revoked opens the same page, with the phone number", async ({ visit }) => {
        const links = [`${place().url}/maintenance/book/${"x".repeat(43)}`];
        for (const what of ["expires = now() - interval '1 minute'", "revoked = now()"]) {
            const unit = await office.unit({ client: "Silas Grant" });
            links.push(await office.link(unit));
            await execute(place().db, `UPDATE fusion_maintenance_link SET ${what} WHERE contract_id = ${unit.contract}`);
        }
        const texts = new Set<string>();
        for (const [index, link] of links.entries()) {
            const guest = await visit({ phone: true });
            const answer = await guest.page.goto(link);
            expect(answer?.status()).toBe(404);
            await heading(guest.page, "This link is not valid any more").waitFor();
            await guest.page.getByRole("link", { name: /Call \+1/ }).waitFor();
            texts.add(await guest.page.locator("body").innerText());
            await expectProblem(guest, /404/);
            if (!index) await expectGoodPage(guest, "trouble-3-link");
        }
        expect(texts.size).toBe(1);
    });

    /** Let no link of a unit open anything any more. */
    const revoke = ({ contract }: Unit) =>
        execute(place().db, `UPDATE fusion_maintenance_link SET revoked = now() WHERE contract_id = ${contract}`);

    it("whose link has ended gets a new one by mail", async ({ visit }) => {
        const unit = await office.unit({ client: "Beatrice Lund" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        const link = await office.link(unit);
        await revoke(unit);
        await page.goto(link);
        await expectProblem(guest, /404/);
        await page.getByLabel("Your email address").fill("Beatrice.Lund@example.com");
        await button(page, "Send me a new link").click();
        await page.getByText("If we know your email address, a new link is on its way.").waitFor();
        await expectGoodPage(guest, "trouble-5-new-link-asked");
        await odooShell(place().db, SEND_LINKS);
        const mail = await mails().waitFor(({ to }) => to.includes("beatrice.lund@example.com"));
        const sent = mail.links.find((one) => one.includes("/maintenance/book/")) ?? "";
        expect(sent).not.toBe(link);
        await openPage(page, sent);
        await page.getByText("Hello Beatrice").waitFor();
        await chooseSuggested(page);
    });

    it("a link that ends while the page is open: said in words, and a new one can be asked for", async ({ visit }) => {
        const unit = await office.unit({ client: "Clyde Munro" });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await chooseSuggested(page);
        await revoke(unit);
        await button(page, "Book this visit").click();
        await page.getByText("This link is not valid any more.").waitFor();
        await expectProblem(guest, /404/);
        await expectGoodPage(guest, "trouble-6-link-ended");
        await page.getByRole("link", { name: "Send me a new link" }).click();
        await heading(page, "Get a new link").waitFor();
        await page.getByLabel("Your email address").waitFor();
        expect(await office.visits(unit)).toEqual([]);
    });

    /** The call that the dispatchers are to make. */
    const callsTo = ({ contract }: Unit) => office.dispatcher.call<{ note: string; summary: string }[]>(
        "mail.activity", "search_read", [[["res_model", "=", "fusion.maintenance.contract"], ["res_id", "=", contract]]],
        { fields: ["note", "summary"] });

    it("the last time of all is taken meanwhile: nothing was booked, and we call", async ({ visit }) => {
        const policy = "Soon nobody can do this";
        const ids = await office.manager.call("fusion.maintenance.policy", "create", [[{ name: policy }]]);
        const unit = await office.unit({ client: "Dorothea Finn", policy });
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(unit));
        await chooseSuggested(page);
        await office.manager.call("fusion.maintenance.policy", "write", [ids, { horizon_days: 1, notice_hours: 96 }]);
        await button(page, "Book this visit").click();
        await heading(page, "There is no free time at the moment").waitFor();
        await expectProblem(guest, /422/);
        expect(await page.getByRole("alert").innerText()).toContain("Nothing was booked.");
        await expectGoodPage(guest, "trouble-7-none-left");
        await page.getByRole("link", { name: "Please call me" }).click();
        await heading(page, "Shall we call you?").waitFor();
        await page.getByLabel("Phone number to reach you").fill("416 555 0177");
        await expectGoodPage(guest, "trouble-8-call-me");
        await button(page, "Please call me").click();
        await heading(page, "Thank you").waitFor();
        await expectGoodPage(guest, "trouble-9-called");
        const [call, ...others] = await callsTo(unit);
        expect(others).toEqual([]);
        expect(call).toMatchObject({ summary: "Call: no visit booked yet" });
        expect(call?.note).toContain("416 555 0177");
    });

    it("none free: please call us, or we call", async ({ visit }) => {
        const policy = "Nobody can do this yet";
        await office.manager.call("fusion.maintenance.policy", "create", [[{ name: policy, horizon_days: 1, notice_hours: 72 }]]);
        const unit = await office.unit({ client: "Minnie Castle", policy });
        const guest = await visit({ phone: true });
        const answer = await guest.page.goto(await office.link(unit));
        expect(answer?.status()).toBe(200);
        await heading(guest.page, "No free time online at the moment").waitFor();
        await guest.page.getByRole("link", { name: /Call \+1/ }).waitFor();
        await expectGoodPage(guest, "trouble-4-none");
        await button(guest.page, "Please call me").click();
        await heading(guest.page, "Thank you").waitFor();
        expect(await callsTo(unit)).toHaveLength(1);
    });

    it("a link from before an address change leads to the same page", async ({ visit }) => {
        const unit = await office.unit({ client: "Harvey Dunn" });
        const link = await office.link(unit);
        const { page } = await visit();
        await openPage(page, link.replace("/maintenance/", "/repairs/maintenance/"));
        expect(page.url()).toBe(link);
    });
});
