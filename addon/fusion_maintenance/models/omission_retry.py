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
            lines = rows.sale_line_id
            rows.write({"retry_asked": False})
            if not self._sync_safely(lines):
                for line in lines:
                    self._sync_safely(line)
            done += len(chunk)
            left = self.env["ir.cron"]._commit_progress(len(chunk), remaining=len(ids) - done)
            self.env.invalidate_all()
            if not left and done < len(ids):
                return False
        return True

    @api.model
    def _sync_safely(self, lines):
        """Bring these lines in step, or leave all of them as they are listed; whether it worked.

        What cannot be brought in step must not stop the job at the same line each time.
        """
        try:
            with self.env.cr.savepoint():
                self.env["fusion.maintenance.source"]._sync_lines(lines)
            return True
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.warning("Order lines %s could not be tried again", lines.ids, exc_info=True)
            return False

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
