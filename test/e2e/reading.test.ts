import { beforeAll, describe, expect } from "vitest";
import { changedTables, contents } from "../support/contents.mjs";
import { execute, stage } from "../support/index.ts";
import { expectProblem, it, mails, openOffice, place, type Office, type Visit } from "./support/index.ts";

const LOG = ["fusion_maintenance_access"];
const REFUSED = /Failed to load resource: .* status of 40[45]/;

/** Open addresses in a browser whose scripts run, twice each, as mail scanners do; nothing is pressed. */
async function read(visit: Visit, addresses: string[]): Promise<void> {
    const guest = await visit();
    for (const address of [...addresses, ...addresses]) {
        const answer = await guest.page.goto(address);
        await guest.page.waitForLoadState("networkidle");
        if ((answer?.status() ?? 0) >= 400) await expectProblem(guest, REFUSED);
        expect(guest.problems).toEqual([]);
        await fetch(new URL(address, place().url), { method: "HEAD" });
    }
}

describe("who only opens the pages", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
        // A website with analytics, which must not learn of any address of ours.
        await execute(place().db, "UPDATE website SET google_analytics_key = 'G-SECRET01'");
    });

    it("changes nothing but the access log, in every state, and tells nobody else", async ({ visit }) => {
        const [free, taken] = [await office.unit({ client: "Rosa Feld" }), await office.unit({ client: "Hugo Brand" })];
        const [choose, booked] = [await office.link(free), await office.link(taken)];
        const [time = ""] = await office.times(taken);
        await office.book(taken, time);
        const stop = choose.replace("/book/", "/stop/");
        const addresses = [
            choose, `${choose}?lang=fr_CA`, `${choose}/call-me`, booked, `${booked}/move`, `${booked}/move/slots`, `${booked}/cancel`,
            stop, `${stop}/one-click`,
            "/maintenance/new-link", `/maintenance/book/${"A".repeat(43)}`, `/repairs/maintenance/book/${choose.split("/").at(-1)}`,
            `${choose}/confirm`, "/maintenance/book/nothing/at/all",
        ];
        // What the first page of a server makes for all.
        await read(visit, addresses);
        const before = await contents(stage(), place().db);
        await read(visit, addresses);
        expect(changedTables(before, await contents(stage(), place().db))).toEqual(LOG);
    });

    it("follows every link of our mails, and changes nothing", async ({ visit }) => {
        const unit = await office.unit({ client: "Selma Quist" });
        await office.dispatcher.call("fusion.maintenance.contract", "action_send_reminder", [[unit.contract]]);
        const [time = ""] = await office.times(unit);
        await office.book(unit, time);
        const links: string[] = [];
        for (const subject of [/due/, /booked/]) {
            const mail = await mails().waitFor((one) => one.to.includes("selma.quist@example.com") && subject.test(one.subject));
            links.push(...mail.links.filter((link) => link.startsWith(place().url)));
        }
        expect(links.length).toBeGreaterThan(2);
        await read(visit, links);
        const before = await contents(stage(), place().db);
        await read(visit, links);
        expect(changedTables(before, await contents(stage(), place().db))).toEqual(LOG);
    });
});
