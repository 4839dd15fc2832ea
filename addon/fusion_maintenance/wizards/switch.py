from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.reminder_cron import SWITCH


class MaintenanceSwitch(models.TransientModel):
    """The master switch of reminders, thrown only by somebody who has seen what it does."""

    _name = "fusion.maintenance.switch"
    _description = "Switch Reminders On or Off"

    is_on = fields.Boolean(compute="_compute_today")
    today_count = fields.Integer(compute="_compute_today", string="Reminders Today")
    contract_ids = fields.Many2many(
        "fusion.maintenance.contract", compute="_compute_today", string="Would Go Today")

    @api.depends_context("uid")
    def _compute_today(self):
        Contract = self.env["fusion.maintenance.contract"]
        for wizard in self:
            contracts, mails = Contract.browse(), 0
            for company in self.env["res.company"].sudo().search([]):
                due = Contract._reminders_due(company)
                for group in Contract.sudo()._bundles_due(company, due):
                    told = Contract.concat(*(contract for contract, band in group if band)).filtered(
                        lambda contract: not contract._why_no_reminder())
                    contracts |= told
                    mails += bool(told)
            wizard.is_on = Contract._reminders_on()
            # Units that are due together are one mail.
            wizard.today_count = mails
            # Of companies that are not this manager's they see the number, not the clients.
            wizard.contract_ids = contracts.with_env(self.env)._filtered_access("read")

    def action_on(self):
        """Reminders go from now on."""
        self._set("True")
        self.env.ref("fusion_maintenance.cron_send_reminders").sudo()._trigger()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_off(self):
        """No reminder goes until somebody switches them on again; what is queued does not leave."""
        self._set("False")
        self.env["fusion.maintenance.reminder"].sudo().search([("state", "=", "queued")])._skip("off")
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _set(self, value):
        if not self.env.user.has_group("fusion_maintenance.group_manager"):
            raise AccessError(self.env._("Only a manager of service contracts switches reminders."))
        self.env["ir.config_parameter"].sudo().set_param(SWITCH, value)
