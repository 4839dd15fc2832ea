import type { Locator } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { odooShell } from "../support/index.ts";
import {
    button, expectGoodPage, expectProblem, it, openOffice, openPage, place, type Office,
} from "./support/index.ts";

// The limits are off here, where all the world has one address (see test/support/odoo.ts).
const limitPages = (number: number) => `
env['ir.config_parameter'].set_param('fusion_maintenance.limit_pages', '${number}')
env.cr.commit()
env.registry.signal_changes()
`;

/** Send a form as a browser does that checks nothing by itself. */
const sendUnchecked = (pressed: Locator): Promise<void> =>
    pressed.evaluate((element) => {
        const { form } = element as HTMLButtonElement;
        if (form) form.noValidate = true;
        (element as HTMLButtonElement).click();
    });

describe("what cannot be taken is said in words, on a page of ours", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
    });

    it("an email address that is none (422)", async ({ visit }) => {
        const guest = await visit({ phone: true });
        const { page } = guest;
        await page.goto("/maintenance/new-link");
        await expectGoodPage(guest, "refusal-1-new-link");
        await page.getByLabel("Your email address").fill("beatrice at home");
        await sendUnchecked(button(page, "Send me a new link"));
        expect(await page.getByRole("alert").innerText()).toContain("name@example.com");
        expect(await page.getByLabel("Your email address").inputValue()).toBe("beatrice at home");
        await expectProblem(guest, /422/);
        await expectGoodPage(guest, "refusal-2-email");
    });

    it("a phone number that nobody can call (422)", async ({ visit }) => {
        const policy = "Nobody can do this either";
        await office.manager.call("fusion.maintenance.policy", "create", [[{ name: policy, horizon_days: 1, notice_hours: 72 }]]);
        const link = await office.link(await office.unit({ client: "Wilfred Nash", policy }));
        const guest = await visit({ phone: true });
        const { page } = guest;
        await page.goto(`${link}/call-me`);
        await page.getByLabel("Phone number to reach you").fill("12");
        await sendUnchecked(button(page, "Please call me"));
        expect(await page.getByRole("alert").innerText()).toContain("at least 7");
        await expectProblem(guest, /422/);
        await expectGoodPage(guest, "refusal-3-phone");
    });

    it("a press that cannot be told to come from our page (400)", async ({ visit }) => {
        const guest = await visit({ phone: true });
        const { page } = guest;
        await openPage(page, await office.link(await office.unit({ client: "Nettie Ford" })));
        await page.goto("/maintenance/new-link");
        await page.getByLabel("Your email address").fill("nettie.ford@example.com");
        await page.locator("input[name=csrf_token]").evaluate((field) => field.setAttribute("value", "made up"));
        await button(page, "Send me a new link").click();
        expect(await page.getByRole("alert").innerText()).toContain("For your safety");
        await expectProblem(guest, /400/);
        await expectGoodPage(guest, "refusal-4-forged");
    });

    it("too many presses (429)", async ({ visit }) => {
        const link = await office.link(await office.unit({ client: "Lionel Hart" }));
        const guest = await visit({ phone: true });
        await guest.page.goto(link);
        await odooShell(place().db, limitPages(1));
        try {
            const answer = await guest.page.goto(link);
            expect(answer?.status()).toBe(429);
            expect(Number(answer?.headers()["retry-after"])).toBeGreaterThan(0);
        } finally {
            await odooShell(place().db, limitPages(0));
        }
        await expectProblem(guest, /429/);
        await expectGoodPage(guest, "refusal-5-too-many");
    });

    it("an address of ours at which nothing is (404)", async ({ visit }) => {
        const guest = await visit({ phone: true });
        const answer = await guest.page.goto("/maintenance/book/x/y/z");
        expect(answer?.status()).toBe(404);
        await expectProblem(guest, /404/);
        await expectGoodPage(guest, "refusal-6-nothing");
    });
});
