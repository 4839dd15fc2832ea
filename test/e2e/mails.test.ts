import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect } from "vitest";
import { odooShell, resultsFolder, type Mail } from "../support/index.ts";
import { expectAccessible, expectNoSideways, it, mails, openOffice, place, type Office, type Unit } from "./support/index.ts";

const WIDTHS = [320, 600];
const SCHEMES = ["light", "dark"] as const;

// As long as any there is in a catalogue.
const LONG = "Summit Outdoor Stair Lift with Weatherproof Cover and Second Remote";

/** Every mail there is to one client, who may book for neighbours, too: those that go by themselves without waiting for their day. */
const SEND_ALL = (contract: number, neighbours: readonly number[]) => `
contract = env['fusion.maintenance.contract'].browse(${contract})
contract.partner_id.x_fc_maintenance_consent_basis = 'express'
neighbours = contract.browse([${neighbours.join(", ")}])
env['fusion.maintenance.holder'].create([{'contract_id': one.id, 'partner_id': contract.partner_id.id} for one in neighbours])
neighbours.action_send_reminder()
booking = env['fusion.maintenance.booking'].with_company(contract.company_id)
env['fusion.maintenance.link']._mail_links([(contract, contract.partner_id)])
times = [time for day in booking._slots(contract)['week'] for time in day['times']]
visit = booking._book(contract, booking._parse_start(times[0]), key='mails %s' % contract.id, channel='phone').visit
visit._notify('email_template_visit_moved')
visit._notify('email_template_visit_tomorrow')
visit._notify('email_template_visit_cancelled', method='CANCEL')
visit._finish()
visit._notify('email_template_visit_done', method=None, with_link=False)
visit.done_told = True
env.ref('mail.ir_cron_mail_scheduler_action')._trigger()
env.cr.commit()
result = env['ir.model.data'].search_count([('module', '=', 'fusion_maintenance'), ('model', '=', 'mail.template')])
`;

/** What somebody reads who lets no HTML in: sentences, with the address in letters and nothing left of the markup. */
function expectGoodText({ text, links, subject }: Mail): void {
    expect(text, subject).not.toMatch(/<\/?[a-z]+|\{\{|&nbsp;|&amp;|undefined|None\b/);
    // Odoo lists the addresses below, with a distance that is its own.
    expect(text, subject).not.toMatch(/(\n[ \t]*){5,}\S/);
    for (const link of links.filter((one) => one.startsWith(place().url))) expect(text, subject).toContain(link);
}

describe("every mail to a client", () => {
    let office: Office;
    beforeAll(async () => {
        office = await openOffice();
        await office.manager.call("product.product", "create", [[{ name: LONG, default_code: "LONG", type: "consu" }]]);
    });

    for (const { client, lang, email } of [
        { client: "Josephine Featherstonehaugh", lang: "en_US", email: "josephine@example.com" },
        { client: "Marie-Claude Desrochers-Vaillancourt", lang: "fr_CA", email: "marie-claude@example.com" },
    ]) {
        it(`reads well on a phone and a desktop, by day and by night (${lang})`, async ({ visit }) => {
            const unit: Unit = await office.unit({ client, lang, email, product: "LONG" });
            const mine = () => mails().mails().filter(({ to }) => to.includes(email));
            await office.dispatcher.call("fusion.maintenance.contract", "action_send_reminder", [[unit.contract]]);
            // A booking would take it back.
            await expect.poll(() => mine().length).toBe(1);
            const neighbours = await Promise.all([1, 2].map((number) => office.unit({ client: `${client}, neighbour ${number}`, lang, product: "LONG" })));
            const kinds = await odooShell<number>(place().db, SEND_ALL(unit.contract, neighbours.map(({ contract }) => contract)));
            await expect.poll(() => new Set(mine().map(({ subject }) => subject.split(":")[0])).size).toBe(kinds);
            const guest = await visit();
            for (const [number, mail] of mine().entries()) {
                const name = `mail-${lang}-${number}`;
                await guest.page.setContent(mail.html);
                for (const width of WIDTHS) {
                    await guest.page.setViewportSize({ width, height: 900 });
                    await expectNoSideways(guest.page);
                    for (const colorScheme of SCHEMES) {
                        await guest.page.emulateMedia({ colorScheme });
                        await guest.picture(`${name}-${width}-${colorScheme}`);
                    }
                }
                await expectAccessible(guest.page);
                expectGoodText(mail);
                expect(mail.html, mail.subject).toContain(`lang="${lang.replace("_", "-")}"`);
                await writeFile(join(resultsFolder(), `${name}.txt`), `${mail.subject}\n\n${mail.text}`);
            }
        });
    }

    it("has one button for each client's page, whose address can be copied, and loads nothing", () => {
        for (const { html, subject } of mails().mails()) {
            const buttons = [...html.matchAll(/<a class="fm-mail-button" href="([^"]+)"/g)].map(([, address]) => address ?? "");
            const clients = html.split('class="fm-mail-facts"').length - 1;
            expect(buttons.length, subject).toBeLessThanOrEqual(Math.max(1, clients));
            for (const address of buttons) expect(html.split(address).length - 1, subject).toBe(2);
            expect(html, subject).not.toMatch(/<img|<script|<link/);
        }
    });

    it("carries the calendar file or nothing, and never a PDF", () => {
        for (const { attachments, subject } of mails().mails()) {
            expect(attachments.map(({ name }) => name).filter((name) => name !== "visit.ics"), subject).toEqual([]);
        }
    });
});
