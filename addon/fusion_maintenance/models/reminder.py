import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

# So many mails are not made while a person waits.
MANY = 50

SKIP_REASONS = [
    ("booked", "A visit was booked"),
    ("opted_out", "They want no reminders"),
    ("no_address", "They have no email address"),
    ("holder", "They may not book any more"),
    ("paused", "The contract was paused"),
    ("returned", "The unit came back"),
    ("ended", "The contract ended"),
    ("rolled", "The service was done"),
    ("moved", "The due date was moved"),
    ("newer", "A newer reminder goes instead"),
    ("client", "The contract got another client"),
    ("declined", "The client declined this service"),
    ("off", "Reminders were switched off"),
    ("deleted", "The mail was deleted by hand"),
]

# Of these, nobody was told and nothing has changed: the band goes when it is its turn again.
HELD = ("paused", "returned", "off")


class MaintenanceReminder(models.Model):
    """One band of one cycle of one contract: the outbox of reminders.

    The row and its queued mail are committed together, and the unique key makes a second row of
    the same band impossible, whoever runs the job how often. Who else may book and has consented
    gets a mail of their own: a copy, with a row of its own that hangs on the client's. Units that
    are due together share a mail, and have a row each.
    """

    _name = "fusion.maintenance.reminder"
    _description = "Service Reminder"
    _order = "create_date desc, id desc"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "fusion.maintenance.contract", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Sent To", required=True, index=True)
    copy_of_id = fields.Many2one(
        "fusion.maintenance.reminder", ondelete="cascade", index="btree_not_null",
        help="The client's reminder, where this one goes to somebody else who may book.")
    due_date = fields.Date(required=True)
    band = fields.Char(
        required=True, help="Days before the due date (negative: after it), or “manual”.")
    occasion = fields.Char(string="Reminder", compute="_compute_occasion")
    state = fields.Selection(
        [("queued", "Queued"), ("sent", "Sent"), ("failed", "Failed"), ("skipped", "Skipped")],
        required=True, default="queued", index=True)
    skip_reason = fields.Selection(SKIP_REASONS)
    reason = fields.Char(string="Failure", help="What the mail server or the template said.")
    mail_id = fields.Many2one("mail.mail", index="btree_not_null", ondelete="set null")
    sent_date = fields.Datetime()

    _once = models.UniqueIndex(
        "(contract_id, due_date, band) WHERE copy_of_id IS NULL", "This reminder was already made.")
    _copy_once = models.UniqueIndex(
        "(copy_of_id, partner_id) WHERE copy_of_id IS NOT NULL", "This reminder was already made.")

    @api.depends("contract_id", "band")
    def _compute_display_name(self):
        for reminder in self:
            reminder.display_name = f"{reminder.contract_id.name} / {reminder.band}"

    @api.depends("band")
    @api.depends_context("lang")
    def _compute_occasion(self):
        wording = self.env["fusion.maintenance.wording"]
        for reminder in self:
            reminder.occasion = wording._band(reminder.band)

    # -- not sent ----------------------------------------------------------------------------------

    def _skip(self, reason):
        """Take the queued ones back before they leave, and the failed ones before a second try.

        A mail that names other units too is made anew without these, by the job.

        :param str reason: a key of ``SKIP_REASONS``
        """
        waiting = self.sudo().filtered(lambda reminder: reminder.state in ("queued", "failed"))
        mails = waiting.mail_id.filtered(lambda mail: mail.state != "sent")
        waiting.write({"state": "skipped", "skip_reason": reason})
        if reason in HELD:
            waiting.contract_id._find_last_band()
        if mails:
            others = waiting.search([("mail_id", "in", mails.ids)])
            others.mail_id = False
            mails.unlink()
            if any(other.state == "queued" for other in others):
                self.env.ref("fusion_maintenance.cron_send_reminders").sudo()._trigger()

    # -- sent, or not ------------------------------------------------------------------------------

    def _mark_sent(self):
        """The mail server has taken these."""
        self.write({"state": "sent", "sent_date": fields.Datetime.now(), "reason": False})

    def _note_sent(self):
        """Say so in the contracts' chatter."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                for lang, rows in self.grouped(lambda row: row.contract_id._office_lang() or self.env.lang).items():
                    rows.with_context(lang=lang)._log_sent()
        except Exception:
            # The mails have left: an error here would make Odoo call them failed.
            _logger.exception("No note of the reminders on %s", self.contract_id.mapped("name"))

    def _log_sent(self):
        """Say in the contracts' chatter that they were sent, in the language of the environment."""
        sentences = {}
        for row in self:
            sentences.setdefault(row.contract_id.id, []).append(self.env._(
                "Reminder (%(occasion)s) sent to %(client)s.", occasion=row.occasion,
                client=row.partner_id.name))
        self.contract_id._message_log_batch(
            bodies={id_: Markup("<br/>").join(lines) for id_, lines in sentences.items()}, author_id=self.env.ref("base.partner_root").id)

    def _mark_failed(self, reason):
        """These did not leave; a person can try again."""
        self.write({"state": "failed", "reason": reason})

    def _fail_queued(self, reason):
        """The mails of these could not be made; those that were to get none stay skipped."""
        self.filtered(lambda row: row.state == "queued")._mark_failed(reason)

    def action_retry(self):
        """Queue failed reminders again, those that shared their mail too.

        Of several, those that can be sent; many are left to the job.
        """
        failed = self.filtered(lambda row: row.state == "failed")
        if not failed:
            raise UserError(self.env._("Only failed reminders can be sent again."))
        failed.check_access("write")
        reasons = {row: row._why_not_again() for row in failed.sudo()}
        failed = failed.sudo().filtered(lambda row: not reasons[row])
        if not failed:
            raise UserError(next(iter(reasons.values())))
        mails = failed.mail_id
        shared = self.sudo().search([("mail_id", "in", mails.ids), ("state", "=", "failed")])
        failed |= shared.filtered(lambda row: not row._why_not_again())
        (failed | shared).mail_id = False
        mails.unlink()
        failed.write({"state": "queued", "reason": False})
        if len(failed) > MANY and self.env["fusion.maintenance.contract"]._reminders_on():
            self.env.ref("fusion_maintenance.cron_send_reminders").sudo()._trigger()
            return
        failed._queue_mails(failed._grouped_anew())
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _why_not_again(self):
        """The sentence that says why this one is not sent any more, or nothing."""
        self.ensure_one()
        contract = self.contract_id
        if self.due_date != contract.next_due_date:
            return self.env._(
                "The due date of %(contract)s has changed since. Send a reminder from the contract "
                "instead.", contract=contract.name)
        return contract._why_no_reminder(self.partner_id)
