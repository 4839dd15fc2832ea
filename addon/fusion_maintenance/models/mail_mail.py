from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
            self, success_pids, success_emails, failure_reason=False, failure_type=None):
        # Before super(): a mail that was sent deletes itself there.
        reminders = self.env["fusion.maintenance.reminder"].sudo().search(
            [("mail_id", "in", self.ids)])
        if failure_type:
            reminders._mark_failed(failure_reason or failure_type)
        else:
            reminders._mark_sent()
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type)
