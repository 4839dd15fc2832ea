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

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade",
        help="On whose page it was asked; the answer holds what every company has for this address.")
    email = fields.Char(required=True, index=True, help="Normalized, as it was typed.")
    answered = fields.Boolean()

    @api.model
    def _ask(self, email, company):
        """Note that somebody asked, for the job.

        :param str email: a normalized address, of anybody
        :param company: res.company on whose page it was
        """
        self.sudo().create({"email": email, "company_id": company.id})
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
            self.env["fusion.maintenance.link"].with_company(company)._mail_links(
                partner, contracts)

    def _contracts(self):
        """The running contracts of the people with this address: (company, partner) → contracts."""
        found = defaultdict(self.env["fusion.maintenance.contract"].browse)
        Contract = self.env["fusion.maintenance.contract"].sudo()
        for contract in Contract.search([
                ("state", "=", "active"), ("partner_id.email_normalized", "=", self.email)]):
            found[contract.company_id, contract.partner_id] |= contract
        for holder in self.env["fusion.maintenance.holder"].sudo().search([
                ("contract_id.state", "=", "active"),
                ("partner_id.email_normalized", "=", self.email)]):
            found[holder.company_id, holder.partner_id] |= holder.contract_id
        return found

    @api.autovacuum
    def _gc_old(self):
        self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=1))]).unlink()
