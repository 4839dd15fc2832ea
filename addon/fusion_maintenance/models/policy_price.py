from odoo import api, fields, models


class MaintenancePolicy(models.Model):
    """What a visit costs whom, and when its order is confirmed."""

    _inherit = "fusion.maintenance.policy"

    price_rule = fields.Selection(
        [("policy", "This policy's price"), ("pricelist", "The client's pricelist")],
        string="Priced By", required=True, default="policy",
        help="The client's pricelist, where it has a rule for the service; where it has none, and while "
        "pricelists are off in this database, this policy's price. A visit keeps the price it was booked at.")
    pricelists_off = fields.Boolean(compute="_compute_pricelists_off")
    confirm_when = fields.Selection(
        [("booked", "When the visit is booked"), ("done", "When the visit is done")],
        string="Confirm the Order", required=True, default="booked",
        help="Of a confirmed order per visit. Until then it is a quotation. Units that are serviced in one "
        "visit share an order, which waits for the last of them.")

    @api.depends("price_rule")
    def _compute_pricelists_off(self):
        self.pricelists_off = not self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist")

    def _confirm_moment(self):
        """When an order under all of these policies is confirmed: "booked", "done", or None if one wants a quotation."""
        if set(self.mapped("revenue_mode")) != {"order"}:
            return None
        return "done" if "done" in self.mapped("confirm_when") else "booked"
