import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .run import CRON

_logger = logging.getLogger(__name__)

BATCH = 200


class MaintenanceRun(models.Model):
    """Taking a run back, a batch at a time: ten thousand contracts are no work for one request."""

    _inherit = "fusion.maintenance.run"

    def _own(self):
        """The domain of the contracts of this run."""
        return Domain("run_id", "=", self.id)

    def _heard(self):
        """The domain of those whose client has heard of them."""
        return self._own() & (
            Domain("link_ids", "!=", False) | Domain("visit_ids", "!=", False)
            | Domain("reminder_ids", "any", [("state", "in", ("queued", "sent"))]))

    def action_undo(self):
        """Take back every contract of this run, as long as no client has heard of any."""
        self.ensure_one()
        self.check_access("write")
        Contract = self.env["fusion.maintenance.contract"].sudo().with_context(active_test=False)
        if self.state != "done":
            raise UserError(self.env._("Only a run that is done can be undone."))
        if heard := Contract.search(self._heard(), limit=1):
            raise UserError(self.env._(
                "%(count)s of these contracts have had a reminder, a link or a visit, like %(contract)s. "
                "The run cannot be undone any more: stop single contracts instead.",
                count=Contract.search_count(self._heard()), contract=heard.name))
        # Nobody is reminded of what is about to go.
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE fusion_maintenance_contract SET state = 'draft' WHERE run_id = %s AND state = 'active'", self.id))
        Contract.invalidate_model(["state"])
        self.sudo().write({"state": "undoing", "processed": 0, "total": Contract.search_count(self._own())})
        # From now on: else the jobs would make the units anew that this one takes back.
        if not self.search_count([("company_id", "=", self.company_id.id), ("state", "=", "done")]):
            self._sources().write({"old_units": False})
        self.env.ref(CRON).sudo()._trigger()

    def _go_on(self):
        return self._take_back() if self.state == "undoing" else super()._go_on()

    def _take_back(self):
        """Take back the next batches; whether it has come to the end."""
        for step in (self._delete_contracts, self._reopen_ended, self._delete_omissions):
            while count := step():
                self.processed += count
                if not self._keep(count):
                    return False
        # Of whom a client has heard meanwhile goes on.
        self.env["fusion.maintenance.contract"].sudo().search(
            self._own() & Domain("state", "=", "draft")).write({"state": "active"})
        self.state = "undone"
        self._keep(0)
        return True

    def _delete_contracts(self):
        """Delete a batch of contracts; how many. One that a client has heard of meanwhile stays."""
        Contract = self.env["fusion.maintenance.contract"].sudo().with_context(active_test=False)
        found = Contract.search(self._own() & ~self._heard(), limit=BATCH)
        if not self._deleted(found):
            for contract in found:
                if not self._deleted(contract):
                    contract.write({"run_id": False, "state": "active"})
        return len(found)

    def _deleted(self, contracts):
        """Delete contracts, or none of them; whether it worked. One that is kept must not stop the job for ever."""
        try:
            with self.env.cr.savepoint():
                contracts.unlink()
            return True
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.warning("Contracts %s could not be taken back", contracts.ids, exc_info=True)
            return False

    def _reopen_ended(self):
        """Let a batch go on that this run has ended; how many.

        Visits that were cancelled are not booked again: their times may be taken.
        """
        ended = self.env["fusion.maintenance.contract"].sudo().search(
            [("ended_run_id", "=", self.id), ("state", "=", "ended"), ("stop_reason", "=", "resold")], limit=BATCH)
        ended.write({"state": "active", "stop_reason": False, "ended_run_id": False})
        return len(ended)

    def _delete_omissions(self):
        """Delete a batch of what this run has listed; how many."""
        found = self.env["fusion.maintenance.omission"].sudo().search([("run_id", "=", self.id)], limit=BATCH)
        found.unlink()
        return len(found)
