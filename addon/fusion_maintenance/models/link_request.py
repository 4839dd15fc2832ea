import logging
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

# So often new links go to one address in a day, however often they are asked for.
DAILY = 3


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
        waiting = self.search([("answered", "=", False)])
        self.env["ir.cron"]._commit_progress(remaining=len(waiting))
        for request in waiting:
            try:
                with self.env.cr.savepoint():
                    request._answer()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception:
                _logger.exception("The request for a new link %s cannot be answered", request.id)
            request.answered = True
            if not self.env["ir.cron"]._commit_progress(1):
                self.env.ref("fusion_maintenance.cron_answer_link_requests")._trigger()
                return

    def _answer(self):
        """Send this address one mail of each company, with a link to each contract it may open."""
        self.ensure_one()
        day_ago = fields.Datetime.now() - timedelta(days=1)
        if self.search_count([("email", "=", self.email), ("id", "<", self.id),
                              ("create_date", ">", day_ago)]) >= DAILY:
            return
        for holders in self._holders().values():
            self.env["fusion.maintenance.link"]._mail_links(holders)

    def _holders(self):
        """Who has this address, and may open what: company → list of (contract, partner)."""
        found = defaultdict(list)
        mine = [("partner_id.email_normalized", "=", self.email), ("partner_id.active", "=", True)]
        for contract in self.env["fusion.maintenance.contract"].sudo().search(
                [("state", "=", "active"), *mine]):
            found[contract.company_id].append((contract, contract.partner_id))
        for holder in self.env["fusion.maintenance.holder"].sudo().search(
                [("contract_id.state", "=", "active"), *mine]):
            found[holder.company_id].append((holder.contract_id, holder.partner_id))
        return found

    @api.autovacuum
    def _gc_old(self):
        self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=1))]).unlink()
