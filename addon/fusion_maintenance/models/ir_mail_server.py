from email.policy import SMTP

from odoo import api, models


class UnfoldedUnsubscribe(type(SMTP)):
    """Odoo's policy for mails, which leaves the address of the one-click opt-out in one piece.

    Python folds a header of more than 78 characters; where there is no space it does so by encoding
    it (RFC 2047), and then mail programs find no address in it (RFC 2369 allows no encoding there).
    """

    def _fold(self, name, value, *args, **kwargs):
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}"
        return super()._fold(name, value, *args, **kwargs)


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    @api.model
    def _build_email__(self, *args, **kwargs):  # noqa: PLW3201
        message = super()._build_email__(*args, **kwargs)
        if message["List-Unsubscribe"]:
            message.policy = UnfoldedUnsubscribe(linesep=message.policy.linesep)
        return message
