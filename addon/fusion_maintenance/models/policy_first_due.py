from odoo import fields, models


class MaintenancePolicy(models.Model):
    _inherit = "fusion.maintenance.policy"

    first_due_rule = fields.Selection(
        [("spread", "Soon, so many a day"), ("cycle", "On the next date of its cycle")],
        string="Old Units Are Due", required=True, default="spread",
        help="When old units are brought in: the first service of one that would have been due long ago.")
