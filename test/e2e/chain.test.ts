import { expect } from "vitest";
import { odooShell, signIn, type Mail } from "../support/index.ts";
import {
    action, asOdoo, button, card, choose, column, dialog, field, heading, inDays, it, mails, open, openOffice, openPage, place,
    save, seeBooked, status, told, typeDate, type Office, type Unit, type Visit,
} from "./support/index.ts";

const CLIENT = "Frances Holloway";
const EMAIL = "frances.holloway@example.com";
const UNIT = "Cedar GT Power Scooter";
const SERIAL = "CEDGT-CHAIN-1";

// What the warehouse has on the shelf; who put it there is not part of the story.
const SHELVE = `
product = env['product.product'].search([('default_code', '=', 'CEDGT')])
lot = env['stock.lot'].create({'name': '${SERIAL}', 'product_id': product.id})
shelf = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1).lot_stock_id
env['stock.quant']._update_available_quantity(product, shelf, 1, lot_id=lot)
env.cr.commit()
`;

// The morning's job, whatever hour these tests run at.
const MORNING = `
from odoo.addons.fusion_maintenance.models import reminder_cron
reminder_cron.FIRST_HOUR = 0
env.ref('fusion_maintenance.cron_send_reminders').method_direct_trigger()
env.cr.commit()
`;

interface Story {
    office: Office;
    visit: Visit;
}

interface Served {
    next_due_date: string;
    last_service_date: string;
    stage: string;
}

async function addClient({ dispatcher }: Office): Promise<number> {
    const [country] = await dispatcher.call<number[]>("res.country", "search", [[["code", "=", "CA"]]]);
    const [client = 0] = await dispatcher.call<number[]>("res.partner", "create", [[{
        name: CLIENT, email: EMAIL, phone: "+1 905-555-0119", street: "36 Castlemore Road", city: "Brampton", zip: "L6P 2J8",
        country_id: country,
    }]]);
    return client;
}

/** Sales sells a unit and delivers it: a contract is there. */
async function deliver({ office, visit }: Story, client: number): Promise<Unit> {
    const { page, picture, close } = await visit({ as: "dispatcher" });
    await open(page, "sales/new");
    await choose(field(page, "partner_id"), CLIENT);
    await page.getByRole("button", { name: "Add a product" }).click();
    await choose(page.locator(".o_selected_row [name=product_template_id], .o_selected_row [name=product_id]").first(), UNIT);
    await expect.poll(() => field(page, "tax_totals").innerText()).toContain("3,290.00");
    await action(page, "action_confirm").click();
    await action(page, "action_view_delivery").click();
    await action(page, "button_validate").click();
    // Odoo asks once per company whether deliveries are told by SMS.
    const noSms = dialog(page).getByRole("button", { name: "Disable SMS" });
    await noSms.or(status(page).filter({ hasText: "Done" })).first().waitFor();
    if (await noSms.count()) await noSms.click();
    await expect.poll(() => status(page).innerText()).toBe("Done");

    await open(page, "service-contracts");
    await card(column(page, "Upcoming"), CLIENT).click();
    await expect.poll(() => field(page, "lot_id").innerText()).toContain(SERIAL);
    await picture("chain-1-contract");
    const [found] = await office.dispatcher.call<{ id: number; name: string }[]>(
        "fusion.maintenance.contract", "search_read", [[["partner_id", "=", client]], ["name", "interval_months"]]);
    expect(found).toMatchObject({ interval_months: 12 });
    await close();
    return { contract: found?.id ?? 0, reference: found?.name ?? "", client };
}

/** The manager agrees on an earlier date with the client: the unit is due. */
async function bringNear({ visit }: Story, { contract }: Unit): Promise<void> {
    const { page, close } = await visit({ as: "manager" });
    await open(page, `service-contracts/${contract}`);
    await typeDate(page, "next_due_date", inDays(20));
    await save(page);
    await open(page, "service-contracts");
    await card(column(page, "Due"), CLIENT).waitFor();
    await close();
}

/** In the morning the client is reminded by mail, once; gives the mail's link. */
async function remind({ office }: Story, unit: Unit): Promise<string> {
    const fits = ({ to, subject }: Mail) => to.includes(EMAIL) && /due/.test(subject);
    await odooShell(place().db, MORNING);
    const mail = await mails().waitFor(fits, { timeout: 150_000 });
    expect(mail.text).toContain("Hello Frances");
    expect(mail.html).toContain("2180 Langstaff Road");
    await odooShell(place().db, MORNING);
    expect(mails().mails().filter(fits)).toHaveLength(1);
    expect(await office.read(unit, "last_reminder_band")).toMatchObject({ last_reminder_band: "30" });
    const link = mail.links.find((one) => /\/maintenance\/book\/[\w-]{43}$/.test(one)) ?? "";
    expect(link).toContain(place().url);
    return link;
}

/** The client follows the link on a phone and presses a time; gives its start. */
async function book({ visit }: Story, link: string): Promise<string> {
    const { page, close } = await visit({ phone: true });
    await openPage(page, link);
    await page.getByText(UNIT).first().waitFor();
    await button(page, "More times").click();
    const range = page.locator(".fm-week-range");
    const thisWeek = await range.innerText();
    await button(page, /Next week/).click();
    await expect.poll(() => range.innerText()).not.toBe(thisWeek);
    // On a Monday only Lucia drives to Brampton.
    const monday = page.locator(".fm-day-toggle", { hasText: "Monday" });
    if ((await monday.getAttribute("aria-expanded")) === "false") await monday.click();
    const time = page.locator(".fm-day-open button.fm-time").first();
    const start = (await time.getAttribute("data-start")) ?? "";
    await time.click();
    await page.getByLabel(/Notes for the technician/).fill("The garage door sticks.");
    await button(page, "Book this visit").click();
    await seeBooked(page);
    await page.getByText("Lucia, our technician").waitFor();
    await close();
    return start;
}

/** Everything that a visit needs has been made. */
async function seeRecords({ office }: Story, unit: Unit, start: string): Promise<void> {
    const [made] = await office.visits(unit);
    expect(made).toMatchObject({ state: "booked", start: asOdoo(start), channel: "client_portal", note: "The garage door sticks." });
    const read = async (model: string, id: number | undefined, ...fields: string[]) =>
        (await office.dispatcher.call<object[]>(model, "read", [[id], fields]))[0];
    expect(await read("repair.order", made?.repair_id[0], "state", "x_fc_intake_source", "schedule_date"))
        .toMatchObject({ state: "confirmed", x_fc_intake_source: "client_portal", schedule_date: asOdoo(start) });
    const event = await read("calendar.event", made?.event_id[0], "start", "location");
    expect(event).toMatchObject({ start: asOdoo(start), location: expect.stringContaining("36 Castlemore Road") as string });
    expect(await read("sale.order", made?.sale_order_id[0], "state", "amount_untaxed")).toMatchObject({ state: "draft", amount_untaxed: 95 });
    const mail = await mails().waitFor(({ to, subject }) => to.includes(EMAIL) && /booked/.test(subject));
    expect(mail.attachments[0]?.content.toString()).toContain("BEGIN:VEVENT");
}

/** The technician signs in on a phone and presses Service Done. */
async function serve({ office, visit }: Story, unit: Unit): Promise<void> {
    const { page, problems, picture, close } = await visit({ phone: true });
    await signIn(page, place().url, "technician2");
    // Odoo's own sign-in page fetches the website's fonts.
    problems.length = 0;
    await open(page, "my-service-visits");
    await card(page, CLIENT).waitFor();
    await picture("chain-2-my-visits");
    await card(page, CLIENT).click();
    await action(page, "action_done").waitFor();
    await picture("chain-3-visit");
    await action(page, "action_done").click();
    // It is booked for a day to come: asked first.
    await dialog(page).getByRole("button", { name: "Not Yet" }).waitFor();
    await dialog(page).getByRole("button", { name: "It Is Done" }).click();
    await told(page, `The next service of ${CLIENT} is due on`);
    await expect.poll(async () => (await office.visits(unit))[0]?.state).toBe("done");
    await field(page, "contract_id").locator("a").first().click();
    await field(page, "interval_months").waitFor();
    await field(page, "next_due_date").waitFor();
    expect(await dialog(page).count()).toBe(0);
    await close();
}

/** The next cycle has begun, and the old link says so. */
async function seeNextCycle({ office, visit }: Story, unit: Unit, link: string): Promise<void> {
    const served = await office.read<Served>(unit, "next_due_date", "last_service_date", "stage");
    const due = new Date(served.last_service_date);
    due.setUTCFullYear(due.getUTCFullYear() + 1);
    expect(served).toMatchObject({ next_due_date: due.toISOString().slice(0, 10), stage: "upcoming" });
    const [made] = await office.visits(unit);
    expect(await office.dispatcher.call("repair.order", "read", [[made?.repair_id[0]], ["state"]])).toMatchObject([{ state: "done" }]);
    const { page } = await visit({ phone: true });
    await page.goto(link);
    await heading(page, "The service is done").waitFor();
    const said = await page.locator("main").innerText();
    expect(said).toContain("Lucia");
    expect(said).toContain(due.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" }));
}

it("a delivered unit comes back for service: from the delivery to the next cycle", async ({ visit }) => {
    const [office] = await Promise.all([openOffice(), odooShell(place().db, SHELVE)]);
    const story = { office, visit };
    const unit = await deliver(story, await addClient(office));
    await bringNear(story, unit);
    const link = await remind(story, unit);
    const start = await book(story, link);
    await seeRecords(story, unit, start);
    await serve(story, unit);
    await seeNextCycle(story, unit, link);
});
