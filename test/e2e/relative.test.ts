import { beforeAll, describe, expect } from "vitest";
import { action, bookFirst, choose, field, it, mails, open, openOffice, openPage, save, seeBooked, told, type Office } from "./support/index.ts";

describe("a daughter", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    it("is entered by the dispatcher, gets a link of her own, and books; the dispatcher sees it and closes it", async ({ visit }) => {
        const unit = await office.unit({ client: "Emil Sanders" });
        await office.dispatcher.call("res.partner", "create", [[{ name: "Karin Sanders", email: "karin@example.com" }]]);
        const { page, picture } = await visit({ as: "dispatcher" });
        await open(page, `service-contracts/${unit.contract}`);
        await page.getByRole("tab", { name: "Who Else May Book" }).click();
        const list = field(page, "holder_ids");
        await list.getByText("Add a line").click();
        await choose(list.locator("[name=partner_id]"), "Karin Sanders");
        await save(page);
        await action(list, "action_send_link").click();
        await told(page, /A link for Karin Sanders is on its way to karin@example.com/);
        const mail = await mails().waitFor(({ to }) => to.includes("karin@example.com"));
        const link = mail.links.find((one) => /\/maintenance\/book\/[\w-]{43}$/.test(one)) ?? "";

        const daughter = await visit({ phone: true });
        await openPage(daughter.page, link);
        await bookFirst(daughter.page);
        await seeBooked(daughter.page);
        expect(await office.visits(unit)).toMatchObject([{ state: "booked", channel: "client_portal" }]);

        await page.reload();
        await page.getByRole("tab", { name: "Who Else May Book" }).click();
        await expect.poll(() => list.locator("[name=last_opened]").first().innerText()).not.toBe("");
        await picture("backend-12-holders");
        await action(list, "action_revoke").click();
        await expect.poll(() => action(list, "action_revoke").count()).toBe(0);
        expect((await fetch(link)).status).toBe(404);
    });
});
