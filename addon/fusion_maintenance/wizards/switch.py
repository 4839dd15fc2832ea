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
    missed = fields.Char(compute="_compute_today", help="What becomes of old units whose turn has passed.")

    @api.depends_context("uid", "lang")
    def _compute_today(self):
        Contract, Run = self.env["fusion.maintenance.contract"], self.env["fusion.maintenance.run"].sudo()
        for wizard in self:
            contracts, mails, missed = Contract.browse(), 0, 0
            wizard.is_on = Contract._reminders_on()
            for company in self.env["res.company"].sudo().search([]):
                turns = {} if wizard.is_on else Run._turns_anew(company)
                missed += len(turns)
                due = self._due_with_turns(company, turns)
                for group in Contract.sudo()._bundles_due(company, due):
                    told = Contract.concat(*(contract for contract, band in group if band)).filtered(
                        lambda contract: not contract._why_no_reminder())
                    contracts |= told
                    mails += bool(told)
            wizard.missed = self._missed_sentence(missed) if missed else False
            # Units that are due together are one mail.
            wizard.today_count = mails
            # Of companies that are not this manager's they see the number, not the clients.
            wizard.contract_ids = contracts.with_env(self.env)._filtered_access("read")

    @api.model
    def _missed_sentence(self, count):
        return self.env._(
            "The first reminders of %(count)s old units should have gone by now. These units are spread over "
            "the days from today on, the oldest first, and their due dates move along.", count=count)

    @api.model
    def _due_with_turns(self, company, turns):
        """What goes today once those whose turn has passed have another: id → band.

        :param dict turns: contract → day of its first reminder
        """
        passed, today = {contract.id for contract in turns}, company._maintenance_today()
        due = self.env["fusion.maintenance.contract"]._reminders_due(company)
        return {
            **{id_: band for id_, band in due.items() if id_ not in passed},
            **{contract.id: contract.policy_id.lead_days for contract, day in turns.items() if day == today}}

    def action_on(self):
        """Reminders go from now on, of old units so many a day."""
        was_on = self.env["fusion.maintenance.contract"]._reminders_on()
        self._set("True")
        for company in self.env["res.company"].sudo().search([]) if not was_on else ():
            self.env["fusion.maintenance.run"].sudo()._spread_anew(company)
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
