import logging

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

# Odoo's thousand take longer than a job may (limit_time_real) where the mail server is slow, and a job
# that is stopped three times in a row is not run any more. What is left goes at once after these.
QUEUE_BATCH = 200


class MailMail(models.Model):
    """What becomes of a reminder's mail is known to the reminder."""

    _inherit = "mail.mail"

    @api.model
    def process_email_queue(self, email_ids=(), batch_size=1000):
        """As Odoo does, in smaller batches, and at once again while there is more: it sends one an hour."""
        if email_ids:
            return super().process_email_queue(email_ids, batch_size)
        Reminder = self.env["fusion.maintenance.reminder"].sudo()
        Reminder._take_back_outdated()
        self._finish_left(Reminder.search([  # of a turn that was broken off
            ("state", "=", "sent"), ("mail_id.state", "=", "sent"), ("mail_id.auto_delete", "=", True)]))
        before = self._waiting_now()
        result = super().process_email_queue(email_ids, min(batch_size, QUEUE_BATCH))
        # What cannot leave now, because its server is throttled, is not asked again and again.
        if 0 < self._waiting_now() < before:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        Reminder._note_stuck()
        return result

    def send(self, *args, **kwargs):
        """As Odoo does; what follows when reminders have left is done once for all, not with each.

        Odoo deletes each mail as it leaves, and a deletion empties the whole cache: everything was read
        anew for the next one. The notes in the contracts' chatter are written together, too.
        """
        sent = set()
        result = super(MailMail, self.with_context(maintenance_sent=sent)).send(*args, **kwargs)
        self._finish_left(self.env["fusion.maintenance.reminder"].sudo().search([("mail_id", "in", list(sent))]))
        return result

    @api.model
    def _finish_left(self, reminders):
        """Note reminders that have left, and delete their mails unless they are to be kept."""
        if not reminders:
            return
        self.env.flush_all()  # what fails of the caller's own is no matter of the mails
        reminders._note_sent()
        left = reminders.mail_id.filtered(lambda mail: mail.state == "sent" and mail.auto_delete)
        try:
            with self.env.cr.savepoint():
                left.with_context(maintenance_sent=None).unlink()
        except Exception:
            # They have left: an error here would make Odoo call them failed. The next turn tries again.
            self.env.invalidate_all(flush=False)
            _logger.warning("Mails %s have left and are not deleted yet", left.ids, exc_info=True)

    def _waiting_now(self):
        """How many mails could leave now."""
        return self.sudo().search_count(Domain("state", "=", "outgoing") & (
            Domain("scheduled_date", "=", False) | Domain("scheduled_date", "<=", fields.Datetime.now())))

    def unlink(self):
        # Those that have left just now are deleted together, by `send`.
        self = self.browse(set(self.ids).difference(self.env.context.get("maintenance_sent") or ()))
        self.env["fusion.maintenance.reminder"].sudo().search(
            [("mail_id", "in", self.ids), ("state", "=", "queued")]).write(
            {"state": "skipped", "skip_reason": "deleted", "mail_id": False})
        return super().unlink()

    def _postprocess_sent_message(
            self, success_pids, success_emails, failure_reason=False, failure_type=None):
        # Before super(): a mail that was sent deletes itself there.
        reminders = self.env["fusion.maintenance.reminder"].sudo().search(
            [("mail_id", "in", self.ids)])
        if failure_type:
            # Where no connection was made, only the mail knows what the server said.
            reminders._mark_failed(failure_reason or self[:1].failure_reason or failure_type)
        else:
            reminders._mark_sent()
            if self.env.context.get("maintenance_sent") is not None:
                self.env.context["maintenance_sent"].update(reminders.mail_id.ids)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type)
