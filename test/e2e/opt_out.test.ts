import { beforeAll, describe, expect } from "vitest";
import { button, expectGoodPage, heading, it, mails, openOffice, type Office, type Unit } from "./support/index.ts";
import type { Mail } from "../support/index.ts";

describe("who wants no more reminders", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    async function reminded(unit: Unit, email: string): Promise<Mail> {
        await office.dispatcher.call("fusion.maintenance.contract", "action_send_reminder", [[unit.contract]]);
        return mails().waitFor(({ to }) => to.includes(email));
    }

    const isStopped = async ({ client }: Unit): Promise<boolean> => {
        const [values] = await office.dispatcher.call<{ x_fc_maintenance_opt_out: boolean }[]>(
            "res.partner", "read", [[client], ["x_fc_maintenance_opt_out"]]);
        return values?.x_fc_maintenance_opt_out ?? false;
    };

    it("follows the mail's link and presses a button; opening the page changes nothing", async ({ visit }) => {
        const unit = await office.unit({ client: "Norman Pike" });
        const mail = await reminded(unit, "norman.pike@example.com");
        const link = mail.links.find((one) => /\/maintenance\/stop\/[\w-]{43}$/.test(one)) ?? "";
        const guest = await visit({ phone: true });
        const { page } = guest;
        await page.goto(link);
        await heading(page, "Stop the service reminders?").waitFor();
        expect(await isStopped(unit)).toBe(false);
        await expectGoodPage(guest, "stop-1-ask");
        await button(page, "Stop the reminders").click();
        await heading(page, "The reminders are stopped").waitFor();
        await expectGoodPage(guest, "stop-2-stopped");
        expect(await isStopped(unit)).toBe(true);
        await expect(reminded(unit, "nobody@example.com")).rejects.toThrow(/wants no reminders/);
    });

    it("does so without JavaScript", async ({ visit }) => {
        const unit = await office.unit({ client: "Dorothy Banks" });
        const link = (await office.link(unit)).replace("/book/", "/stop/");
        const { page } = await visit({ javaScriptEnabled: false });
        await page.goto(link);
        await button(page, "Stop the reminders").click();
        await heading(page, "The reminders are stopped").waitFor();
        expect(await isStopped(unit)).toBe(true);
    });

    it("presses the mail program's own button: one POST by a machine", async () => {
        const unit = await office.unit({ client: "Wilfred Hayes" });
        const mail = await reminded(unit, "wilfred.hayes@example.com");
        expect(mail.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
        // Mail programs read the header as it is: an encoded one has no address in it.
        const address = /^List-Unsubscribe: <(http[^\s>]+)>\r?$/m.exec(mail.raw)?.[1] ?? "";
        const opened = await fetch(address);
        expect([opened.status, await isStopped(unit)]).toEqual([200, false]);
        const pressed = await fetch(address, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
        expect([pressed.status, await isStopped(unit)]).toEqual([200, true]);
    });
});
