from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    x_fc_maintenance_interval_months = fields.Integer(
        string="Service Interval (months)",
        help="Each delivered unit of this product becomes a service contract that is due this many "
        "months after delivery, and again after each service. Zero: never.",
    )

    _x_fc_maintenance_interval_positive = models.Constraint(
        "CHECK (x_fc_maintenance_interval_months >= 0)",
        "A service interval is a number of months, zero or more.",
    )

    @api.constrains("service_tracking")
    def _check_service_of_policies(self):
        """A service that policies use does not start to make repair orders of its own."""
        self.env["fusion.maintenance.policy"].sudo().with_context(active_test=False).search(
            [("service_product_id.product_tmpl_id", "in", self.ids)])._check_service_product()
