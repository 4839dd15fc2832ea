from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

# So many mails with new links go to one address in a day, however often they are asked for.
DAILY = 3
BATCH = 50


class MaintenanceLinkRequest(models.Model):
    """Somebody asked for a new link by email.

    A job answers, not the request: so the page takes as long whether the address is known or not.
    Rows are forgotten after a day.
    """

    _name = "fusion.maintenance.link.request"
    _description = "Request for a New Link"
    _order = "id"
    _rec_name = "email"

    email = fields.Char(required=True, index=True, help="Normalized, as it was typed.")
    lang = fields.Char("Language", help="The language of the page on which it was typed.")
    answered = fields.Boolean()

    @api.model
    def _ask(self, email, lang):
        """Note that somebody asked, for the job.

        :param str email: a normalized address, of anybody
        """
        self.sudo().create({"email": email, "lang": lang})
        self.env.ref("fusion_maintenance.cron_answer_link_requests").sudo()._trigger()

    @api.model
    def _cron_answer(self):
        """Answer those who wait, each by itself: one that fails keeps nobody waiting."""
        waiting = self.search([("answered", "=", False)], limit=BATCH)
        for request in waiting:
            try:
                with self.env.cr.savepoint():
                    request._answer()
            finally:
                request.answered = True
        left = self.search_count([("answered", "=", False)])
        self.env["ir.cron"]._commit_progress(len(waiting), remaining=left)
        if left:
            self.env.ref("fusion_maintenance.cron_answer_link_requests")._trigger()

    def _answer(self):
        """Send the holders with this address a link to each of their contracts."""
        self.ensure_one()
        day_ago = fields.Datetime.now() - timedelta(days=1)
        if self.search_count([("email", "=", self.email), ("id", "<", self.id),
                              ("create_date", ">", day_ago)]) >= DAILY:
            return
        for (company, partner), contracts in self._contracts().items():
            self._send(company, partner, contracts)

    def _contracts(self):
        """The running contracts of the people with this address: (company, partner) → contracts."""
        found = defaultdict(self.env["fusion.maintenance.contract"].browse)
        for contract in self.env["fusion.maintenance.contract"].sudo().search(
                [("state", "=", "active"), ("partner_id.email_normalized", "=", self.email)]):
            found[contract.company_id, contract.partner_id] |= contract
        return found

    def _send(self, company, partner, contracts):
        Link = self.env["fusion.maintenance.link"].with_company(company)
        issued = Link._issue_batch([(contract, partner) for contract in contracts])
        links = [
            {"unit": contract.product_id.with_context(lang=partner.lang or self.lang).name,
             "reference": contract.name, "url": Link._url(contract, token)}
            for contract, (_link, token) in zip(contracts, issued, strict=True)]
        template = self.env.ref("fusion_maintenance.email_template_new_link").sudo()
        mail = template.with_company(company).with_context(
            links=links, lang=partner.lang or self.lang).send_mail_batch([partner.id])
        self.env["fusion.maintenance.reminder"]._hide_from_chatter(mail)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    @api.autovacuum
    def _gc_old(self):
        self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=1))]).unlink()
