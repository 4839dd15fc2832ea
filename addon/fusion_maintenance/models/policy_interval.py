from odoo import api, fields, models
from odoo.tools import SQL

from ..core import change, cycle

INTERVAL_FOR = [
    ("all", "All running contracts, now: their next due dates are worked out anew"),
    ("next", "Running contracts from their next cycle on: the next due date stays"),
    ("new", "New contracts only: running ones stay as they are"),
]


class MaintenancePolicy(models.Model):
    """What becomes of running contracts when their policy gets another interval.

    A contract keeps the interval it was made with, so somebody has to say. The form and the grid ask;
    an import, or any other write of ``interval_months`` without ``interval_for``, is for new contracts
    only. All else is read from the policy when it is needed, and needs no answer.
    """

    _inherit = "fusion.maintenance.policy"

    interval_for = fields.Selection(
        INTERVAL_FOR, string="The New Interval Is For", store=False, copy=False)
    interval_question = fields.Text(compute="_compute_interval_question")
    interval_asks = fields.Boolean(compute="_compute_interval_question")

    @api.depends("interval_months")
    @api.depends_context("lang")
    def _compute_interval_question(self):
        changed = self.filtered(lambda policy: policy._origin.interval_months not in (False, policy.interval_months))
        counts = changed._origin._count_running()
        for policy in self:
            found = counts[policy._origin] if policy in changed else (0, 0, 0)
            policy.interval_question = policy._say_running(found)
            policy.interval_asks = bool(found[0])

    def _count_running(self):
        """How many contracts run under each of these policies: policy → (followers, of them booked, others).

        A follower has the policy's interval because it is the policy's.
        """
        found = dict.fromkeys(self, (0, 0, 0))
        for policy_id, *counts in self.env.execute_query(SQL(
            """
            SELECT contract.policy_id, count(*) FILTER (WHERE %(follows)s),
                   count(*) FILTER (WHERE contract.visit_id IS NOT NULL AND %(follows)s),
                   count(*) FILTER (WHERE NOT %(follows)s)
              FROM %(running)s AND policy.id = ANY(%(ids)s)
             GROUP BY contract.policy_id
            """, follows=self._sql_follows(), running=self._sql_running(), ids=self.ids)):
            found[self.browse(policy_id)] = tuple(counts)
        return found

    @api.model
    def _say_running(self, counts):
        """How many contracts a new interval concerns, in words.

        :param counts: of a policy, as :meth:`_count_running` gives them
        """
        followers, booked, others = counts
        return " ".join(filter(None, (
            self.env._("Running contracts with the present interval: %(count)s.", count=followers)
            if followers else "",
            self.env._("Of them with a booked visit, whose due date stays until it is done: %(count)s.", count=booked)
            if booked else "",
            self.env._("Contracts with another interval or their product's own, which keep it: %(count)s.", count=others)
            if others else "")))

    def _sql_running(self):
        """The contracts that run, with what says whether they follow their policy."""
        contracts = self.env["fusion.maintenance.contract"]
        contracts.flush_model()
        self.env["product.template"].flush_model(["x_fc_maintenance_interval_months"])
        return SQL(
            """
            fusion_maintenance_contract contract
              JOIN fusion_maintenance_policy policy ON policy.id = contract.policy_id
              JOIN product_product product ON product.id = contract.product_id
              JOIN product_template unit ON unit.id = product.product_tmpl_id
              LEFT JOIN sale_order_line line ON line.id = contract.sale_line_id
              LEFT JOIN product_product sold ON sold.id = line.product_id
              LEFT JOIN product_template kit ON kit.id = sold.product_tmpl_id
             WHERE contract.state != 'ended'
            """)

    def _sql_follows(self):
        """Whether the interval is the policy's: neither its unit's product, nor the kit's, nor a person says another."""
        return SQL("""(
            contract.interval_months = policy.interval_months AND (policy.kind != 'service'
            OR (COALESCE(unit.x_fc_maintenance_interval_months, 0) = 0
                AND COALESCE(kit.x_fc_maintenance_interval_months, 0) = 0)))""")

    # -- changing it -------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("interval_for", None)
        return super().create(vals_list)

    def write(self, vals):
        """Write, and do with running contracts what ``interval_for`` says: without it, nothing."""
        answer = vals.get("interval_for")
        vals = {name: value for name, value in vals.items() if name != "interval_for"}
        changed = self.filtered(lambda policy: policy.interval_months != vals.get("interval_months"))
        if "interval_months" not in vals or answer not in ("all", "next"):
            return super().write(vals)
        # By the interval that they have now: afterwards nobody knows who followed.
        followers = [(policy, policy.interval_months, policy._followers()) for policy in changed]
        result = super().write(vals)
        for policy, before, rows in followers:
            if rows:
                policy._carry_interval(rows, before, answer)
        return result

    def _followers(self):
        """The running contracts with this policy's interval: (id, due date, last service, delivered, may be moved)."""
        return self.env.execute_query(SQL(
            """
            SELECT contract.id, contract.next_due_date, contract.last_service_date, contract.delivered_date,
                   contract.state = 'active' AND contract.visit_id IS NULL AND contract.next_due_date IS NOT NULL
              FROM %(running)s AND policy.id = %(id)s AND %(follows)s
            """, running=self._sql_running(), follows=self._sql_follows(), id=self.id))

    def _carry_interval(self, rows, before, answer):
        """Give contracts the policy's new interval, and new due dates if the answer is "all".

        In SQL: a policy can have a hundred thousand of them, and somebody waits.
        """
        self.env.flush_all()
        Contract = self.env["fusion.maintenance.contract"].sudo()
        dates = self._dates_anew(rows, before) if answer == "all" else {}
        today = self.company_id._maintenance_today()
        stages = {due: cycle.stage(today, due, self.lead_days) for due in set(dates.values())}
        moved = [dates.get(row[0]) for row in rows]
        # Each row once: most of what it costs is its indexes.
        self.env.cr.execute(SQL(
            """
            UPDATE fusion_maintenance_contract contract
               SET interval_months = %s, next_due_date = COALESCE(moved.due, next_due_date),
                   stage = COALESCE(moved.stage, contract.stage),
                   write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
              FROM unnest(%s::int[], %s::date[], %s::varchar[]) AS moved(id, due, stage)
             WHERE contract.id = moved.id
            """, self.interval_months, self.env.uid, [row[0] for row in rows], moved, [stages.get(due) for due in moved]))
        Contract.invalidate_model()
        Contract.browse(dates)._start_bands_anew()
        Contract._tell_interval(self, before, {
            id_: (was, dates[id_]) if id_ in dates else None for id_, was, *_others in rows})

    def _dates_anew(self, rows, before):
        """The due dates that change, by contract id."""
        units = [change.Unit(*row[:4]) for row in rows if row[4]]
        dates = change.due_dates(
            units, before, self.interval_months, self.company_id._maintenance_today(), self.lead_days,
            planned=self.roll_rule == "planned")
        return {unit.id: dates[unit.id] for unit in units if dates[unit.id] != unit.due}
