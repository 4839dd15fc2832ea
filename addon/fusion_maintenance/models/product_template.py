from odoo import fields, models


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
