import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

SKIP_REASONS = [
    ("booked", "A visit was booked"),
    ("opted_out", "The client wants no reminders"),
    ("no_address", "The client has no email address"),
    ("paused", "The contract was paused"),
    ("returned", "The unit came back"),
    ("ended", "The contract ended"),
    ("rolled", "The service was done"),
    ("client", "The contract got another client"),
    ("declined", "The client declined this service"),
]


class MaintenanceReminder(models.Model):
    """One band of one cycle of one contract: the outbox of reminders.

    The row and its queued mail are committed together, and the unique key makes a second row of
    the same band impossible, whoever runs the job how often.
    """

    _name = "fusion.maintenance.reminder"
    _description = "Service Reminder"
    _order = "create_date desc, id desc"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "fusion.maintenance.contract", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Sent To", required=True)
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

    _once = models.Constraint(
        "UNIQUE (contract_id, due_date, band)", "This reminder was already made.")

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

    def _skip(self, reason):
        """Take the queued ones back before they leave, and the failed ones before a second try.

        :param str reason: a key of ``SKIP_REASONS``
        """
        queued = self.sudo().filtered(lambda reminder: reminder.state in ("queued", "failed"))
        queued.mail_id.filtered(lambda mail: mail.state != "sent").unlink()
        queued.write({"state": "skipped", "skip_reason": reason})

    @api.model
    def _queue(self, contracts, band):
        """Write the rows of a band and queue their mails, in one transaction.

        A contract whose client has no address gets a row that says so and a to-do instead.

        :param contracts: contracts of one company that are to be reminded
        :param str band: days before the due date, or "manual"
        :return: the rows
        """
        rows = self.sudo().create([{
            "contract_id": contract.id,
            "company_id": contract.company_id.id,
            "partner_id": contract.partner_id.id,
            "due_date": contract.next_due_date,
            "band": band,
            **self._skipped_at_once(contract),
        } for contract in contracts])
        for contract in rows.filtered(lambda row: row.skip_reason == "no_address").contract_id:
            contract._alert(self.env._(
                "Call the client: the service is due and there is no email address."))
        rows.filtered(lambda row: row.state == "queued")._queue_mails()
        return rows

    def _skipped_at_once(self, contract):
        """Field values for a row that needs no mail; empty when one goes."""
        partner = contract.partner_id
        if partner.x_fc_maintenance_opt_out:
            return {"state": "skipped", "skip_reason": "opted_out"}
        if not partner.email_normalized:
            return {"state": "skipped", "skip_reason": "no_address"}
        return {}

    def _queue_mails(self):
        """Queue the mails of these rows, each with a fresh link of its own."""
        if not self:
            return
        Link = self.env["fusion.maintenance.link"]
        links, stops, headers = {}, {}, {}
        issued = Link._issue_batch([(row.contract_id, row.partner_id) for row in self])
        for row, (_link, token) in zip(self, issued, strict=True):
            contract = row.contract_id
            links[contract.id] = Link._url(contract, token)
            stops[contract.id] = Link._url(contract, token, "stop")
            headers[contract.id] = Link._mail_headers(contract, token)
        template = self.env.ref("fusion_maintenance.email_template_maintenance_due_reminder")
        mails = template.sudo().with_context(links=links, stops=stops).send_mail_batch(
            self.contract_id.ids)
        by_contract = {mail.res_id: mail for mail in mails}
        for row in self:
            contract = row.contract_id
            row.mail_id = by_contract[contract.id]
            row.mail_id.headers = repr(headers[contract.id])
            contract.last_reminder_band = row.band
        self._hide_from_chatter(mails)

    @api.model
    def _hide_from_chatter(self, mails):
        """Keep a mail that carries a link out of the record's chatter until it has left.

        Whoever may read the record could else open the client's page.
        """
        mails.mail_message_id.write({"model": False, "res_id": False})

    def _mark_sent(self):
        """The mail server has taken these."""
        self.write({"state": "sent", "sent_date": fields.Datetime.now(), "reason": False})
        for row in self:
            try:
                with self.env.cr.savepoint():
                    contract = row.contract_id._for_office()
                    contract.message_post(body=contract.env._(
                        "Reminder (%(occasion)s) sent to %(client)s.",
                        occasion=contract.env["fusion.maintenance.wording"]._band(row.band),
                        client=row.partner_id.name))
            except Exception:
                # The mail has left: an error here would make Odoo call it failed.
                _logger.exception("No note of the reminder on %s", row.contract_id.name)

    def _mark_failed(self, reason):
        """These did not leave; a person can try again."""
        self.write({"state": "failed", "reason": reason})

    def action_retry(self):
        """Queue failed reminders again."""
        failed = self.filtered(lambda row: row.state == "failed")
        if not failed:
            raise UserError(self.env._("Only failed reminders can be sent again."))
        failed.check_access("write")
        failed = failed.sudo()
        for row in failed:
            if reason := row.contract_id._why_no_reminder():
                raise UserError(reason)
            if row.due_date != row.contract_id.next_due_date:
                raise UserError(self.env._(
                    "The due date of %(contract)s has changed since. Send a reminder from the "
                    "contract instead.", contract=row.contract_id.name))
        failed.mail_id.unlink()
        failed.write({"state": "queued", "reason": False})
        failed._queue_mails()
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
