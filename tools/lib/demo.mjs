import { createHash } from "node:crypto";
import { odooShell } from "./process.mjs";
import { LOOPBACK } from "./ports.mjs";

const TOKEN = /\/maintenance\/book\/([\w-]{43})/;

// One shell for everything: each start of Odoo's registry costs seconds.
const RUN_CRONS = (url) => `
from odoo import fields
settings = env['ir.config_parameter'].sudo()
settings.set_param('web.base.url', '${url}')
settings.set_param('web.base.url.freeze', 'True')
env.cr.commit()
ours = env['ir.model.data'].search([('module', '=', 'fusion_maintenance'), ('model', '=', 'ir.cron')], order='id')
crons = env['ir.cron'].browse(ours.mapped('res_id')) + env.ref('mail.ir_cron_mail_scheduler_action')
failed = []
for cron in crons:
    try:
        cron.method_direct_trigger()
    except Exception as error:
        failed.append('%s: %s' % (cron.name, error))
    env.cr.commit()
links = env['fusion.maintenance.link'].search([
    ('revoked', '=', False), ('expires', '>', fields.Datetime.now()),
    ('contract_id.state', '=', 'active'), ('contract_id.stage', 'in', ('due', 'overdue')),
])
result = {
    'failed': failed,
    'links': {link.token_hash: {
        'client': link.partner_id.display_name, 'due': str(link.contract_id.next_due_date),
    } for link in links},
    'logins': env['res.users'].search([('login', 'in', ('manager', 'dispatcher', 'technician', 'user'))]).mapped('login'),
}
`;

const ISSUE_LINK = `
contract = env['fusion.maintenance.contract'].search(
    [('state', '=', 'active'), ('stage', 'in', ('due', 'overdue'))], order='next_due_date', limit=1)
if contract:
    link, token = env['fusion.maintenance.link']._issue(contract, contract.partner_id)
    env.cr.commit()
    result = {'token': token, 'client': contract.partner_id.display_name, 'due': str(contract.next_due_date)}
`;

function fromMails(mails, links) {
    for (const mail of [...mails].reverse()) {
        const token = mail.links.map((link) => TOKEN.exec(link)?.[1]).find(Boolean);
        const known = token && links[createHash("sha256").update(token).digest("hex")];
        if (known) return { ...known, token };
    }
    return null;
}

/**
 * Let the crons run once, with the mails going to the catcher. Gives `{ failed, logins, link }`: what the crons complained
 * about, the demo logins there are, and a due client's booking link `{ url, client, due }` (null when nobody is due).
 */
export async function runDay(stage, database, { url, catcher }) {
    const args = [`--smtp=${LOOPBACK}`, `--smtp-port=${catcher.port}`];
    const day = await odooShell(stage, database, RUN_CRONS(url), { args });
    // No reminder for anybody due (their mail went in an earlier cycle, or was deleted): a link as the dispatcher copies it.
    const link = fromMails(catcher.mails(), day.links) ?? (await odooShell(stage, database, ISSUE_LINK, { args }));
    return { ...day, link: link && { ...link, url: `${url}/maintenance/book/${link.token}` } };
}
