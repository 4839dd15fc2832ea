import logging

from odoo import fields, models

from ..core.failure import reason_of

_logger = logging.getLogger(__name__)

LAYOUT = "fusion_maintenance.mail_layout"


class MailTemplate(models.Model):
    """The mails of service contracts: a manager edits them, sees them, and hears of one that is broken."""

    _inherit = "mail.template"

    x_fc_maintenance_failure = fields.Char(
        string="Broken", readonly=True, copy=False,
        help="Why the last of these mails could not be made. Empty again as soon as the template is saved.")

    def write(self, vals):
        if {"subject", "body_html", "email_from", "reply_to", "lang", "partner_to"} & vals.keys():
            vals = {"x_fc_maintenance_failure": False, **vals}
        return super().write(vals)

    def action_open_mail_preview(self):
        if self.email_layout_xmlid != LAYOUT:
            return super().action_open_mail_preview()
        return self.action_maintenance_preview()

    def action_maintenance_preview(self):
        """Show the mail with a real contract or visit, as a client gets it."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_mail_preview")
        return {**action, "context": {"default_template_id": self.id}}

    def _maintenance_failed(self, contract, error):
        """Keep why a mail could not be made, and tell the managers when it begins.

        :param contract: whose client does not get it; may be empty
        :param error: the exception, or its words
        """
        self.ensure_one()
        reason = reason_of(str(error)) or type(error).__name__
        for record in contract:
            record = record._for_office()
            record._message_log(body=record.env._(
                "The mail “%(mail)s” could not be made: %(reason)s", mail=self.name, reason=reason))
        if self.x_fc_maintenance_failure:
            return
        self.x_fc_maintenance_failure = reason
        try:
            with self.env.cr.savepoint():
                self._maintenance_tell_managers(contract, reason)
        except Exception:
            # What failed was one mail: telling of it must not fail more than that.
            self.env.invalidate_all(flush=False)
            _logger.exception("The managers could not be told that “%s” is broken", self.name)

    def _maintenance_tell_managers(self, contract, reason):
        managers = self.env.ref("fusion_maintenance.group_manager").sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share
            and (not contract or contract.company_id <= user.company_ids))
        for user in managers:
            env = self.with_context(lang=user.lang).env
            sentence = env._(
                "The mail “%(mail)s” could not be made: %(reason)s. Clients do not get it until its "
                "template is corrected, under Configuration, Mails.", mail=self.name, reason=reason)
            user.partner_id.message_notify(
                partner_ids=user.partner_id.ids, body=sentence, subject=env._("A mail to clients is broken"),
                author_id=self.env.ref("base.partner_root").id)
