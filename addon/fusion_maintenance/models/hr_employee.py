from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    x_fc_technician = fields.Boolean(
        string="Does Service Visits",
        groups="hr.group_hr_user",
        help="Offered for visits of every policy that asks for no skill. "
        "A policy that asks for a skill is served by whoever has that skill.",
    )

    def write(self, vals):
        # A login brings its own contact: the person whose time is reserved is then another one.
        changes = {"work_contact_id", "user_id"} & vals.keys()
        result = super().write(vals)
        if changes:
            self.env["fusion.maintenance.reservation"].sudo()._follow_contacts(self)
        return result
