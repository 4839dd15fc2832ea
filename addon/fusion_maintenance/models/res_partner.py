from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    x_fc_maintenance_opt_out = fields.Boolean(
        string="No Service Reminders", tracking=True, copy=False,
        help="This person has asked not to be reminded of services by email. Visits that are "
        "booked are still confirmed.")

    def write(self, vals):
        result = super().write(vals)
        if vals.get("x_fc_maintenance_opt_out"):
            # Effective at once: what waits in the outbox does not leave any more.
            self.env["fusion.maintenance.reminder"].sudo().search([
                ("partner_id", "in", self.ids), ("state", "=", "queued"),
            ])._skip("opted_out")
        return result
