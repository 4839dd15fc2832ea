from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

# Enough to answer "when was the link opened" for a whole yearly cycle.
DAYS_KEPT = 400


class MaintenanceAccess(models.Model):
    """What happened on the public pages: opened, booked, opted out, or a token that is not one.

    Rows are only ever added. A GET of a public page changes nothing else in the database.
    """

    _name = "fusion.maintenance.access"
    _description = "Booking Page Access"
    _order = "id desc"
    _rec_name = "event"

    link_id = fields.Many2one(
        "fusion.maintenance.link", index="btree_not_null", ondelete="set null")
    company_id = fields.Many2one("res.company", index="btree_not_null", ondelete="cascade")
    event = fields.Selection(
        [("open", "Page opened"), ("slots", "Times read"), ("book", "Booking pressed"),
         ("move", "Move pressed"), ("cancel", "Cancel pressed"), ("call_me", "Call asked for"),
         ("stop", "Opt-out opened"), ("opt_out", "Reminders stopped"), ("new_link", "New link asked for"),
         ("bad_token", "Invalid link")],
        required=True)
    address = fields.Char(help="The network address of the visitor; of IPv6 the network.")

    # What limits per address are counted from.
    _address_index = models.Index("(address, create_date)")

    @api.model
    def _record(self, event, link=None, address=None):
        """Add a row.

        :param str event: a key of the ``event`` field
        :param link: the fusion.maintenance.link that was used, if it is one
        :param str address: the visitor's network address
        """
        self.sudo().create({
            "event": event,
            "link_id": link.id if link else False,
            "company_id": link.company_id.id if link else False,
            "address": address,
        })

    def write(self, vals):
        raise UserError(self.env._("The access log is never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The access log is cleaned by itself, after %(days)s days.",
                                   days=DAYS_KEPT))

    @api.autovacuum
    def _gc_old(self):
        """Forget what is too old to matter. Plain SQL: the ORM refuses to delete from this log."""
        self._keep_opened(fields.Datetime.now() - timedelta(days=DAYS_KEPT))
        self.env.cr.execute(
            "DELETE FROM fusion_maintenance_access WHERE create_date < %s",
            [fields.Datetime.now() - timedelta(days=DAYS_KEPT)])
        self.invalidate_model()
