import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

SWITCH = "fusion_maintenance.enable_email_notifications"
# Reminders go from this hour on, by the company's clock.
FIRST_HOUR = 7
BATCH = 100


class MaintenanceContract(models.Model):
    """Who is to be reminded today, and the job that does it."""

    _inherit = "fusion.maintenance.contract"

    last_reminder = fields.Char(
        compute="_compute_last_reminder", help="When the last reminder of this cycle went.")

    @api.depends("last_reminder_band")
    @api.depends_context("lang")
    def _compute_last_reminder(self):
        wording = self.env["fusion.maintenance.wording"]
        for contract in self:
            contract.last_reminder = wording._band(contract.last_reminder_band)

    @api.model
    def _reminders_on(self):
        """Whether a manager has switched reminders on.

        Read from the table, not with ``get_param``: a request that began before the switch was
        thrown can put the old value back into its cache, and then nobody's "off" is heard.
        """
        parameter = self.env["ir.config_parameter"].sudo().search([("key", "=", SWITCH)], limit=1)
        return parameter.value == "True"

    @api.model
    def _reminder_candidates(self, company, within=None):
        """The contracts of a company that get a reminder today: band → contracts.

        :param list within: ids of contracts to look among; all unless given

        The band of a contract is the smallest one that is at least the days left, unless this
        cycle already had it or a smaller one (``core.bands.band_to_send``): after downtime one mail
        goes, not three. It is asked of the database as one range of due dates per band. A contract
        that was already overdue when it was made gets none: it belongs on the call list.
        """
        today = company._maintenance_today()
        found = {}
        for policy in self.env["fusion.maintenance.policy"].sudo().with_context(
                active_test=False).search([("company_id", "=", company.id)]):
            bands = policy._bands()
            for index, band in enumerate(bands):
                smaller = bands[index + 1] if index + 1 < len(bands) else None
                self.env.cr.execute("""
                    SELECT contract.id
                      FROM fusion_maintenance_contract contract
                      JOIN res_partner partner ON partner.id = contract.partner_id
                     WHERE contract.policy_id = %(policy)s AND contract.state = 'active'
                       AND (%(within)s::int[] IS NULL OR contract.id = ANY(%(within)s))
                       AND contract.next_due_date <= %(last)s
                       AND (%(first)s::date IS NULL OR contract.next_due_date > %(first)s)
                       AND contract.next_due_date >= (
                           contract.create_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
                       AND contract.visit_id IS NULL
                       AND partner.active AND NOT COALESCE(partner.x_fc_maintenance_opt_out, FALSE)
                       AND NOT EXISTS (
                           SELECT 1 FROM fusion_maintenance_reminder reminder
                            WHERE reminder.contract_id = contract.id
                              AND reminder.due_date = contract.next_due_date
                              AND reminder.band = ANY(%(had)s))
                     ORDER BY contract.next_due_date, contract.id
                """, {
                    "policy": policy.id,
                    "within": within,
                    "tz": company._maintenance_tz().key,
                    "last": today + timedelta(days=band),
                    "first": today + timedelta(days=smaller) if smaller is not None else None,
                    "had": [str(other) for other in bands[index:]],
                })
                ids = [row[0] for row in self.env.cr.fetchall()]
                if ids:
                    found[str(band)] = found.get(str(band), self.browse()) | self.browse(ids)
        return found

    @api.model
    def _cron_send_due_reminders(self):
        """Queue today's reminders of every company whose clock has passed 07:00.

        Runs hourly because companies are in different zones. Running it again does nothing.
        """
        if not self._reminders_on():
            return
        self.env.flush_all()
        work = []
        for company in self.env["res.company"].sudo().search([]):
            if company._maintenance_now().hour >= FIRST_HOUR:
                for band, contracts in self._reminder_candidates(company).items():
                    work += [(company, band, chunk) for chunk in split_every(BATCH, contracts.ids)]
        cron = self.env["ir.cron"]
        remaining = sum(len(ids) for _company, _band, ids in work)
        if not remaining:
            return
        for company, band, ids in work:
            # Since the list was made others have committed: somebody may have booked meanwhile.
            still = self._reminder_candidates(company, list(ids)).get(band, self.browse())
            self.with_company(company)._queue_safely(still, band)
            remaining -= len(ids)
            if not cron._commit_progress(len(ids), remaining=remaining) and remaining:
                # Out of time: go on at once rather than in an hour.
                self.env.ref("fusion_maintenance.cron_send_reminders")._trigger()
                break
        # Odoo's mail queue sends one batch an hour unless it is asked to.
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        self.env.cr.commit()

    @api.model
    def _queue_safely(self, contracts, band):
        """Queue a batch; when one contract fails, queue the others one by one and note the one."""
        Reminder = self.env["fusion.maintenance.reminder"].sudo()
        contracts = contracts.sudo()
        try:
            with self.env.cr.savepoint():
                Reminder._queue(contracts, band)
            return
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            return self._queue_later(contracts)
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.info("A batch of reminders failed; queueing one by one", exc_info=True)
        for contract in contracts:
            try:
                with self.env.cr.savepoint():
                    Reminder._queue(contract, band)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self._queue_later(contract)
            except Exception as error:
                self.env.invalidate_all(flush=False)
                _logger.warning("The reminder of %s failed: %s", contract.name, error)
                Reminder.create({
                    "contract_id": contract.id, "company_id": contract.company_id.id,
                    "partner_id": contract.partner_id.id, "due_date": contract.next_due_date,
                    "band": band, "state": "failed", "reason": str(error)})

    def _queue_later(self, contracts):
        """Somebody is saving these at this moment: leave them to the next run, at once."""
        self.env.invalidate_all(flush=False)
        _logger.info("Reminders of %s are left to the next run", contracts.ids)
        self.env.ref("fusion_maintenance.cron_send_reminders")._trigger()

    def action_send_reminder(self):
        """Send a reminder now, whatever the bands say."""
        self.check_access("write")
        for contract in self:
            reason = contract._why_no_reminder()
            if reason:
                raise UserError(reason)
            sent = len(contract.reminder_ids.filtered(lambda row: row.band.startswith("manual")))
            self.env["fusion.maintenance.reminder"]._queue(
                contract, f"manual {sent + 1}" if sent else "manual")
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return self._notice(self.env._("The reminder is on its way to %(client)s.",
                                       client=", ".join(self.partner_id.mapped("name"))))

    def _why_no_reminder(self):
        """The sentence that says why this contract cannot be reminded, or nothing."""
        self.ensure_one()
        if self.state != "active":
            return self.env._("%(contract)s is not active.", contract=self.name)
        if self.visit_id:
            return self.env._("%(contract)s already has a booked visit.", contract=self.name)
        if self.opted_out:
            return self.env._("%(client)s wants no reminders. Call instead.",
                              client=self.partner_id.name)
        if not self.partner_id.email_normalized:
            return self.env._("%(client)s has no email address. Add one, or call.",
                              client=self.partner_id.name)
        return None
