from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    x_fc_maintenance_interval_months = fields.Integer(
        string="Service Interval (months)",
        help="Each delivered unit of this product becomes a service contract that is due this many "
        "months after delivery, and again after each service. Zero: never.",
    )

    x_fc_maintenance_policies = fields.Char(
        string="Service Policy", compute="_compute_x_fc_maintenance_policies",
        help="What delivered units of this product get in this company, and why. A device type of the "
        "sales data can say otherwise.")

    _x_fc_maintenance_interval_positive = models.Constraint(
        "CHECK (x_fc_maintenance_interval_months >= 0)",
        "A service interval is a number of months, zero or more.",
    )

    @api.depends("categ_id", "x_fc_maintenance_interval_months")
    @api.depends_context("company", "lang")
    def _compute_x_fc_maintenance_policies(self):
        why = {
            "product": self.env._("chosen for this product"),
            "category": self.env._("by its category"),
            "device_type": self.env._("by its device type"),
            "interval": self.env._("it has a service interval; no other policy asks for it"),
        }
        for product in self:
            found = self.env["fusion.maintenance.policy"].sudo()._match(self.env.company, product)
            product.x_fc_maintenance_policies = ", ".join(
                f"{policy.name} ({why[reason]})" for policy, reason in found.values()) \
                or self.env._("None: its units get no contract")

    @api.constrains("service_tracking")
    def _check_service_of_policies(self):
        """A service that policies use does not start to make repair orders of its own."""
        self.env["fusion.maintenance.policy"].sudo().with_context(active_test=False).search(
            [("service_product_id.product_tmpl_id", "in", self.ids)])._check_service_product()
