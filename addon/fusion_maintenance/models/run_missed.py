from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..core.spread import spread_day

# A reminder in one of these states has reached its client, or a person looks after it.
TOLD = ("queued", "sent", "failed")


class MaintenanceRun(models.Model):
    """Old units whose turn has passed while reminders were off.

    A run spreads its contracts over the days from its first one on. Where reminders are switched
    on months later, all whose day has passed would be mailed at once.
    """

    _inherit = "fusion.maintenance.run"

    @api.model
    def _turns_anew(self, company):
        """On which day from today on they have their turn whose day has passed: contract → day, the oldest first."""
        today, turns = company._maintenance_today(), {}
        for run in self.search([("company_id", "=", company.id), ("state", "=", "done")], order="id"):
            for number, contract in enumerate(run._missed(today)):
                turns[contract] = spread_day(number, run.per_day, today)
        return turns

    def _missed(self, today):
        """The contracts of this run whose first reminder should have gone, and has not.

        Who is called instead keeps the date, and so does who was left in the cycle.
        """
        Contract = self.env["fusion.maintenance.contract"]
        own = (Domain("run_id", "=", self.id) & Domain("state", "=", "active") & Domain("visit_id", "=", False)
               & Domain("last_service_date", "=", False))
        policies = Contract._policies_of(self.company_id).filtered(lambda policy: policy.first_due_rule == "spread")
        passed = Domain.OR(
            Domain("policy_id", "=", policy.id)
            & Domain("next_due_date", "<", today + timedelta(days=policy.lead_days)) for policy in policies)
        untold = Domain("reminder_ids", "not any", [("state", "in", TOLD)])
        found = Contract.search(own & passed & untold, order="delivered_date, id")
        return found.filtered(lambda contract: not contract._why_no_reminder())

    @api.model
    def _spread_anew(self, company):
        """Give those of a company whose turn has passed another one, from today on."""
        dates = {}
        for contract, day in self._turns_anew(company).items():
            due = day + timedelta(days=contract.policy_id.lead_days)
            dates.setdefault(due, self.env["fusion.maintenance.contract"].browse())
            dates[due] |= contract
        for due, contracts in dates.items():
            contracts.with_context(tracking_disable=True).write({"next_due_date": due})
