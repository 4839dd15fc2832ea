from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core import cycle


class MaintenanceCallOutcome(models.TransientModel):
    """What came of a call, where one press does not say it all."""

    _name = "fusion.maintenance.call.outcome"
    _description = "Outcome of a Call"

    contract_id = fields.Many2one("fusion.maintenance.contract", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    outcome = fields.Selection(
        [("again", "Call again"), ("declined", "Not interested")], required=True, default="again")
    when = fields.Selection(
        [("tomorrow", "Tomorrow"), ("week", "In a week"), ("month", "In a month"), ("day", "On another day")],
        string="Call Again", required=True, default="week")
    day = fields.Date(string="On", compute="_compute_day", store=True, readonly=False, precompute=True)
    for_good = fields.Selection(
        [("once", "Not this time"), ("good", "Never again")], string="They Want Service", required=True,
        default="once")
    next_due_date = fields.Date(
        compute="_compute_next_due_date", string="Due Again On",
        help="The service that is due now is left out; the reminders begin anew before this day.")
    note = fields.Char(string="Note")

    @api.depends("when", "contract_id")
    def _compute_day(self):
        for wizard in self:
            today = wizard.contract_id.company_id._maintenance_today()
            step = {"tomorrow": timedelta(days=1), "week": timedelta(days=7),
                    "month": relativedelta(months=1)}.get(wizard.when)
            wizard.day = today + step if step else wizard.day or today + timedelta(days=1)

    @api.depends("contract_id")
    def _compute_next_due_date(self):
        for wizard in self:
            wizard.next_due_date = wizard._next_due(wizard.contract_id)

    def _next_due(self, contract):
        """When a contract is due that leaves out the service that is due now."""
        today = contract.company_id._maintenance_today()
        return cycle.next_due_planned(
            contract.next_due_date or today, contract.interval_months, today, contract.delivered_date)

    def action_save(self):
        """Note it, for all units that the call was about.

        :raise UserError: the day is not to come
        """
        self.ensure_one()
        contract = self.contract_id
        contract.check_access("write")
        if self.outcome == "again":
            if not self.day or self.day <= contract.company_id._maintenance_today():
                raise UserError(self.env._("Choose a day after today."))
            contract._call_again(self.day, note=self.note or "")
        else:
            self._decline(contract._called_together())
        return {"type": "ir.actions.act_window_close"}

    def _decline(self, contracts):
        """They do not want it: leave this service out, or stop."""
        lead = contracts[:1]._for_office()
        env = lead.env
        if self.for_good == "good":
            lead._log_call("declined", env._("Wants no more service."), self.note or "")
            contracts.sudo()._stop("declined", notify=False)
            return
        date = env["fusion.maintenance.wording"]._date(self._next_due(lead))
        lead._log_call("declined", env._(
            "Does not want this service. Due again on %(date)s.", date=date), self.note or "")
        # Else the technician would drive to who does not want it.
        env["fusion.maintenance.booking"].sudo()._cancel(contracts.visit_id, notify=True, rebook=False)
        for contract in contracts:
            contract.reminder_ids._skip("declined")
            contract.write({"next_due_date": self._next_due(contract), "last_reminder_band": False})
