import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

# The states of a contract in which nothing leaves: each is the reason, too.
STOPPED = ("paused", "returned", "ended")


class MaintenanceReminder(models.Model):
    """What is looked at around a turn of the mail queue."""

    _inherit = "fusion.maintenance.reminder"

    @api.model
    def _take_back_outdated(self):
        """Skip what was queued while somebody opted out, booked or stopped: neither transaction saw the other."""
        rows = self.search(Domain("state", "=", "queued") & Domain("mail_id", "!=", False) & (
            Domain("partner_id.x_fc_maintenance_opt_out", "=", True)
            | Domain("contract_id.visit_id", "!=", False)
            | Domain("contract_id.state", "in", STOPPED)))
        for reason, outdated in rows.grouped(lambda row: row._why_outdated()).items():
            try:
                with self.env.cr.savepoint():
                    outdated._skip(reason)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.invalidate_all(flush=False)
                _logger.info("Reminders %s are being changed at this moment", outdated.ids)

    def _why_outdated(self):
        """Why this one is not to leave any more: a key of ``SKIP_REASONS``."""
        if self.partner_id.x_fc_maintenance_opt_out:
            return "opted_out"
        return "booked" if self.contract_id.visit_id else self.contract_id.state

    @api.model
    def _note_stuck(self):
        """Note what did not leave and nobody was told of.

        Where the connection breaks in the middle of a mail, Odoo leaves the mail as an exception and
        calls nothing (``mail.mail._send``); one that was cancelled by hand does not leave either.
        """
        queued = Domain("state", "=", "queued")
        self.search(queued & Domain("mail_id.state", "=", "exception"))._mark_failed(self.env._(
            "The mail server broke off the connection. The mail may have left or not."))
        self.search(queued & Domain("mail_id.state", "=", "cancel"))._skip("deleted")
