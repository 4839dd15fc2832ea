from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    x_fc_maintenance_opt_out = fields.Boolean(
        string="No Service Reminders", tracking=True, copy=False,
        help="This person has asked not to be reminded of services by email. Visits that are "
        "booked are still confirmed.")

    x_fc_maintenance_wrong_phone = fields.Char(
        string="Wrong Numbers", copy=False, groups="fusion_maintenance.group_user",
        help="Somebody else answered on these numbers, with “ / ” between them. They are not called again.")
    x_fc_maintenance_contract_ids = fields.One2many(
        "fusion.maintenance.contract", "partner_id", string="Service Contracts",
        groups="fusion_maintenance.group_user")
    x_fc_maintenance_contract_count = fields.Integer(
        compute="_compute_x_fc_maintenance_contract_count", string="Running Service Contracts",
        groups="fusion_maintenance.group_user",
        help="The service contracts that run; those that have ended are not counted.")

    def _compute_x_fc_maintenance_contract_count(self):
        counts = dict(self.env["fusion.maintenance.contract"]._read_group(
            [("partner_id", "in", self.ids), ("state", "!=", "ended")], ["partner_id"], ["__count"]))
        for partner in self:
            partner.x_fc_maintenance_contract_count = counts.get(partner, 0)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("x_fc_maintenance_opt_out"):
            # Effective at once: what waits in the outbox does not leave any more.
            self._maintenance_reminders()._skip("opted_out")
        return result

    def _maintenance_opt_out(self):
        """Note that these people want no reminders, and whoever else has their address: it is what the page names."""
        addresses = [address for address in self.mapped("email_normalized") if address]
        same = self.with_context(active_test=False).search([("email_normalized", "in", addresses)]) if addresses else self
        (self | same).filtered(lambda partner: not partner.x_fc_maintenance_opt_out).x_fc_maintenance_opt_out = True

    def _maintenance_reminders(self):
        """What waits to be sent to these people, or to be tried again."""
        return self.env["fusion.maintenance.reminder"].sudo().search([
            ("partner_id", "in", self.ids), ("state", "in", ("queued", "failed"))])
