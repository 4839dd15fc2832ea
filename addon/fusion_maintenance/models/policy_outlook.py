from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL


class MaintenancePolicy(models.Model):
    """What a policy entails: the visits that are to be expected of it, and what they bring in."""

    _inherit = "fusion.maintenance.policy"

    expected_visits = fields.Integer(
        string="Visits in 12 Months", compute="_compute_expected",
        help="How often the active contracts under this policy fall due in the next 12 months. What is overdue counts once.")
    expected_revenue = fields.Monetary(
        string="Revenue in 12 Months", compute="_compute_expected",
        help="The visits in the next 12 months at this policy's price, before taxes. Nothing where a visit makes no order.")

    @api.depends("price", "revenue_mode")
    def _compute_expected(self):
        visits = self._expected_visits()
        for policy in self:
            policy.expected_visits = visits.get(policy.id, 0)
            policy.expected_revenue = 0 if policy.revenue_mode == "none" else policy.expected_visits * policy.price

    def _expected_visits(self):
        """How many visits of the next 12 months, by policy id: one query, however many policies."""
        contracts = self.env["fusion.maintenance.contract"]
        contracts.flush_model(["policy_id", "state", "next_due_date", "interval_months"])
        query = contracts._search([("policy_id", "in", self.ids), ("state", "=", "active"), ("next_due_date", "!=", False)])
        today = self.env.company._maintenance_today()
        return dict(self.env.execute_query(SQL(
            """
            SELECT contract.policy_id, COUNT(*)
              FROM fusion_maintenance_contract contract
             CROSS JOIN LATERAL generate_series(
                       GREATEST(contract.next_due_date, %(today)s)::timestamp,
                       %(last)s::timestamp,
                       make_interval(months => contract.interval_months))
             WHERE contract.id IN %(contracts)s
             GROUP BY contract.policy_id
            """,
            today=today, last=self._expected_until(), contracts=query.subselect())))

    @api.model
    def _expected_until(self):
        """The last of the 12 months' days."""
        return self.env.company._maintenance_today() + relativedelta(months=12, days=-1)

    def action_view_expected(self):
        """Open the contracts that fall due under this policy in the next 12 months."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_contract")
        return {**action, "context": {}, "domain": [
            ("policy_id", "=", self.id), ("state", "=", "active"), ("next_due_date", "<=", self._expected_until())]}
