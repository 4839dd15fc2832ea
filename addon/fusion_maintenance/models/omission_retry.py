import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

CRON = "fusion_maintenance.cron_scan_sources"
BATCH = 200
# What a policy or a device type decides.
BY_POLICY = ("policy", "waiting", "ignored")


class MaintenanceOmission(models.Model):
    """Trying again what somebody has put right: at once in the background, not while they wait."""

    _inherit = "fusion.maintenance.omission"

    @api.model
    def _ask_retry(self, domain):
        """Have the job try the units again that are listed and meet a domain."""
        found = self.sudo().search(Domain(domain) & Domain("retry_asked", "=", False))
        if found:
            found.write({"retry_asked": True})
            self.env.ref(CRON).sudo()._trigger()

    @api.model
    def _retry_asked(self):
        """Try again what was asked for, a batch at a time; whether all of it is done."""
        ids = self.sudo().search([("retry_asked", "=", True)], order="id").ids
        done = 0
        for chunk in split_every(BATCH, ids, list):
            rows = self.sudo().browse(chunk).exists()
            rows.write({"retry_asked": False})
            if not self._sync_safely(rows):
                for row in rows:
                    self._sync_safely(row)
            done += len(chunk)
            left = self.env["ir.cron"]._commit_progress(len(chunk), remaining=len(ids) - done)
            self.env.invalidate_all()
            if not left and done < len(ids):
                return False
        return True

    @api.model
    def _sync_safely(self, rows):
        """Bring the lines of these rows in step, or leave all as they are listed; whether it worked.

        What cannot be brought in step must not stop the job at the same line each time.
        """
        try:
            with self.env.cr.savepoint():
                self._sync_again(rows)
            return True
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.warning("Omissions %s could not be tried again", rows.ids, exc_info=True)
            return False

    @api.model
    def _sync_again(self, rows):
        """Bring the lines of these rows in step.

        What a run of old units has left out is its own also when it comes later: it is spread over
        days, and undone, with the others of that run.
        """
        runs = [(run, own.sale_line_id) for run, own in rows.exists().grouped("run_id").items()]
        for run, lines in runs:
            self._sync_for(run, lines, wait=True)

    @api.model
    def _sync_for(self, run, lines, wait=False):
        """Bring order lines in step that a run has left out; that may be none.

        :param bool wait: leave old units to the run that is still to come: nobody has asked for just these
        """
        Source, run = self.env["fusion.maintenance.source"], run.sudo()
        if run.state == "undoing":
            return
        if run.state not in ("running", "done"):
            Source._sync_lines(lines, wait=wait)
            return
        Source.with_context(maintenance_run_id=run.id)._sync_lines(lines)
        while run.state == "done" and run._activate():
            pass

    @api.model
    def _ask_again(self):
        """What may be well by itself meanwhile: something failed, a client is back, a claim is approved.

        An approval that is computed, or stands on another record, changes no order line.
        """
        self._ask_retry(Domain("cause", "in", ("error", "approval")) | (
            Domain("cause", "in", ("archived", "client"))
            & Domain("sale_line_id.order_id.partner_id.active", "=", True)))


class MaintenanceDeviceType(models.Model):
    _inherit = "fusion.maintenance.device.type"

    def write(self, vals):
        result = super().write(vals)
        if {"policy_id", "ignored"} & vals.keys():
            self.env["fusion.maintenance.omission"]._ask_retry(
                Domain("device_type_id", "in", self.ids) & Domain("cause", "in", BY_POLICY))
        return result


class MaintenancePolicy(models.Model):
    _inherit = "fusion.maintenance.policy"

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        policies._retry_what_waits()
        return policies

    def write(self, vals):
        result = super().write(vals)
        if {"product_ids", "category_ids", "device_type_ids", "active"} & vals.keys():
            self._retry_what_waits()
        return result

    def _retry_what_waits(self):
        """Have the units tried again that no policy asked for and these do."""
        for policy in self.filtered("active"):
            asked = Domain("device_type_id", "in", policy.device_type_ids.ids)
            if policy.product_ids:
                asked |= Domain("sale_line_id.product_id.product_tmpl_id", "in", policy.product_ids.ids)
            if policy.category_ids:
                asked |= Domain("sale_line_id.product_id.categ_id", "child_of", policy.category_ids.ids)
            self.env["fusion.maintenance.omission"]._ask_retry(
                asked & Domain("company_id", "=", policy.company_id.id) & Domain("cause", "in", BY_POLICY))
