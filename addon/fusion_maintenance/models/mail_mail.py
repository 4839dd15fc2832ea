from odoo import api, fields, models
from odoo.fields import Domain


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
        before = self._waiting_now()
        result = super().process_email_queue(email_ids, min(batch_size, QUEUE_BATCH))
        # What cannot leave now, because its server is throttled, is not asked again and again.
        if 0 < self._waiting_now() < before:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        Reminder._note_stuck()
        return result

    def send(self, *args, **kwargs):
        """As Odoo does; the notes in the contracts' chatter are written once for all, not one with each mail."""
        sent = []
        try:
            return super(MailMail, self.with_context(maintenance_sent=sent)).send(*args, **kwargs)
        finally:
            self.env["fusion.maintenance.reminder"].sudo().browse(sent)._note_sent()

    def _waiting_now(self):
        """How many mails could leave now."""
        return self.sudo().search_count(Domain("state", "=", "outgoing") & (
            Domain("scheduled_date", "=", False) | Domain("scheduled_date", "<=", fields.Datetime.now())))

    def unlink(self):
        reminders = self.env["fusion.maintenance.reminder"].sudo().search(
            [("mail_id", "in", self.ids), ("state", "=", "queued")])
        reminders.write({"state": "skipped", "skip_reason": "deleted", "mail_id": False})
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
            self.env.context.get("maintenance_sent", []).extend(reminders.ids)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type)
