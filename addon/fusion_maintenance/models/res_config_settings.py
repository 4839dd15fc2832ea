from odoo import fields, models

from .reminder_cron import SWITCH


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    x_fc_maintenance_policy_id = fields.Many2one(
        related="company_id.x_fc_maintenance_policy_id", readonly=False)
    x_fc_maintenance_zone_fallback = fields.Selection(
        related="company_id.x_fc_maintenance_zone_fallback", readonly=False, required=True)
    x_fc_maintenance_together_days = fields.Integer(
        related="company_id.x_fc_maintenance_together_days", readonly=False)
    x_fc_maintenance_longest_visit = fields.Integer(
        related="company_id.x_fc_maintenance_longest_visit", readonly=False)
    x_fc_maintenance_mail_tomorrow = fields.Boolean(
        related="company_id.x_fc_maintenance_mail_tomorrow", readonly=False)
    x_fc_maintenance_mail_done = fields.Boolean(
        related="company_id.x_fc_maintenance_mail_done", readonly=False)
    x_fc_maintenance_reminders = fields.Boolean(config_parameter=SWITCH, readonly=True)

    def action_maintenance_switch(self):
        """Say how many reminders would go today, then switch them on or off."""
        return self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_switch")
