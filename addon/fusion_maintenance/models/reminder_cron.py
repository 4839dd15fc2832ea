import logging
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..core.failure import reason_of
from .reminder_mail import DUE, DUE_SEVERAL

_logger = logging.getLogger(__name__)

SWITCH = "fusion_maintenance.enable_email_notifications"
# Reminders go from this hour on, by the company's clock.
FIRST_HOUR = 7
# So few that a batch takes about a second: others wait for nothing that it has locked.
BATCH = 50


class MaintenanceContract(models.Model):
    """The job that reminds, and the button that does."""

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
        parameter = self.env["ir.config_parameter"].sudo().search_fetch([("key", "=", SWITCH)], ["value"], limit=1)
        return parameter.value == "True"

    @api.model
    def _cron_send_due_reminders(self):
        """Queue today's reminders of every company whose clock has passed 07:00.

        Runs hourly because companies are in different zones. Running it again does nothing.
        """
        work = self._work_to_do()
        remaining = sum(len(ids) for _do, _company, ids in work)
        if not remaining:
            return
        for do, company, ids in work:
            do(self.with_company(company), company, list(ids))
            remaining -= len(ids)
            self.env.invalidate_all()  # what one batch has read is of no use to the next
            if not self.env["ir.cron"]._commit_progress(len(ids), remaining=remaining) and remaining:
                # Out of time: go on at once rather than in an hour.
                self.env.ref("fusion_maintenance.cron_send_reminders")._trigger()
                break
        # Odoo's mail queue sends one batch an hour unless it is asked to.
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        self.env.cr.commit()

    @api.model
    def _work_to_do(self):
        """Batches of what the job has to do now: list of (method, company, ids).

        Where reminders are switched off: only what somebody has sent by hand.
        """
        Contract, work, is_on = type(self), [], self._reminders_on()
        for company in self.env["res.company"].sudo().search([]):
            if company._maintenance_now().hour < FIRST_HOUR:
                continue
            work += [(Contract._queue_lost, company, chunk) for chunk in self._lost_mails(company, is_on)]
            due = self._reminders_due(company) if is_on else []
            work += [(Contract._queue_due, company, chunk) for chunk in self._due_batches(due)]
        return work

    @api.model
    def _due_batches(self, due):
        """Batches of these ids; those that one person may book for several clients share one, and a mail."""
        holders = self.env["fusion.maintenance.holder"].sudo().search([("contract_id", "in", list(due))])
        may_book = Counter(holder.partner_id for holder in holders)
        busiest = {}
        for holder in holders.sorted(lambda holder: (may_book[holder.partner_id], holder.partner_id.id)):
            busiest[holder.contract_id.id] = holder.partner_id
        groups = {}
        for id_ in due:
            groups.setdefault(busiest.get(id_, id_), []).append(id_)
        return self._batches(groups.values())

    @api.model
    def _lost_mails(self, company, is_on):
        """Batches of ids of reminders without a mail, each reader's in one.

        Their mail named something that is booked or stopped meanwhile, or many were tried again.

        :param bool is_on: reminders go by themselves; else only those that somebody has sent by hand
        """
        lost = self.env["fusion.maintenance.reminder"].sudo().search(
            Domain("company_id", "=", company.id) & Domain("state", "=", "queued") & Domain("mail_id", "=", False)
            & (Domain.TRUE if is_on else Domain("band", "=like", "manual%")))
        return self._batches(rows.ids for rows in lost.grouped("partner_id").values())

    @api.model
    def _batches(self, groups):
        """These lists of ids in batches, no list in two."""
        batches = []
        for ids in groups:
            if not batches or len(batches[-1]) >= BATCH:
                batches.append([])
            batches[-1] += ids
        return batches

    def _queue_due(self, company, ids):
        """Queue a batch of contracts that met a band when the list was made."""
        # Since then others have committed: somebody may have booked, is in another's mail, or has switched off.
        due = self._reminders_due(company, ids) if self._reminders_on() else {}
        if due:
            self._queue_safely(self.sudo()._bundles_due(company, due))

    @api.model
    def _queue_safely(self, groups):
        """Queue a batch; when one mail fails, queue the others one by one and note the one."""
        Reminder = self.env["fusion.maintenance.reminder"].sudo()
        try:
            with self.env.cr.savepoint():
                Reminder._queue_bundles(groups)
            return
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            return self._queue_later([contract.id for group in groups for contract, _band in group])
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.info("A batch of reminders failed; queueing one by one", exc_info=True)
        for group in groups:
            try:
                with self.env.cr.savepoint():
                    Reminder.with_context(maintenance_copies_later=True)._queue_bundles([group])
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self._queue_later([contract.id for contract, _band in group])
            except Exception as error:
                self.env.invalidate_all(flush=False)
                _logger.warning("The reminder of %s failed: %s", group[0][0].name, reason_of(str(error)))
                self.env.ref(DUE).sudo()._maintenance_failed(group[0][0], error)
                Reminder._create_rows(group)._fail_queued(reason_of(str(error)))
        # The mails to who else may book: one for each reader, whatever became of the others.
        contracts = [contract.id for group in groups for contract, _band in group]
        self._queue_lost(None, Reminder.search([
            ("contract_id", "in", contracts), ("copy_of_id", "!=", False),
            ("state", "=", "queued"), ("mail_id", "=", False)]).ids)

    def _queue_lost(self, _company, ids):
        """Make the mails of reminders anew whose mail was taken back for another unit's sake."""
        rows = self.env["fusion.maintenance.reminder"].sudo().browse(ids).exists()
        # Since the list was made others have committed: somebody may have booked, or opted out.
        is_on = self._reminders_on()
        rows = rows.filtered(lambda row: row.state == "queued" and not row.mail_id and (
            is_on or row.band.startswith("manual")))
        for reader, lost in rows.grouped("partner_id").items():
            try:
                with self.env.cr.savepoint():
                    lost._queue_mails(lost._grouped_anew())
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self._queue_later(lost.contract_id.ids)
            except Exception as error:
                self.env.invalidate_all(flush=False)
                _logger.warning("The reminder to contact %s failed: %s", reader.id, error)
                several = len(lost.filtered("copy_of_id").contract_id.partner_id) > 1
                self.env.ref(DUE_SEVERAL if several else DUE).sudo()._maintenance_failed(lost[0].contract_id, error)
                lost._mark_failed(reason_of(str(error)))

    def _queue_later(self, ids):
        """Somebody is saving these at this moment: leave them to the next run, at once."""
        self.env.invalidate_all(flush=False)
        _logger.info("Reminders of %s are left to the next run", ids)
        self.env.ref("fusion_maintenance.cron_send_reminders")._trigger()

    def action_send_reminder(self):
        """Send a reminder now, whatever the bands say; what is due together in one mail."""
        self.check_access("write")
        for contract in self:
            if reason := contract._why_no_reminder() or contract._why_not_twice():
                raise UserError(reason)
        Reminder = self.env["fusion.maintenance.reminder"]
        for band, contracts in self.grouped(lambda contract: contract._manual_band()).items():
            Reminder._queue(contracts, band)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return self._notice(self.env._("The reminder is on its way to %(client)s.",
                                       client=", ".join(self.partner_id.mapped("name"))))

    def _why_not_twice(self):
        """The sentence that says that one was sent by hand today already, or nothing: a button is
        pressed twice more often than a client needs two mails."""
        self.ensure_one()
        local, today = self.company_id._maintenance_local, self.company_id._maintenance_today()
        for row in self.reminder_ids:
            at = local(row.create_date)
            if (row.band.startswith("manual") and not row.copy_of_id and row.due_date == self.next_due_date
                    and row.state in ("queued", "sent") and at.date() == today):
                return self.env._(
                    "%(contract)s: a reminder was sent by hand today at %(time)s already.", contract=self.name,
                    time=self.env["fusion.maintenance.wording"]._time(at))
        return None

    def _manual_band(self):
        """The band of the next reminder by hand: each of them is a band of its own."""
        sent = len(self.reminder_ids.filtered(
            lambda row: row.band.startswith("manual") and not row.copy_of_id))
        return f"manual {sent + 1}" if sent else "manual"
