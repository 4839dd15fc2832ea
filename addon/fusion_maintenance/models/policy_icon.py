from odoo import fields, models

ICONS = [
    ("wheelchair", "Wheelchair"), ("scooter", "Scooter"), ("lift", "Lift"), ("bed", "Bed"),
    ("walker", "Walker"), ("other", "Other equipment")]


class MaintenancePolicy(models.Model):
    """What tells an equipment class at a glance, beside its colour: drawn by ``policy_icon.scss``."""

    _inherit = "fusion.maintenance.policy"

    icon = fields.Selection(ICONS, required=True, default="other")
