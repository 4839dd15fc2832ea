import logging
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import ValidationError

_logger = logging.getLogger(__name__)


class Rule(NamedTuple):
    """A constraint, what is prevented by it, and the query for ten of the groups of ids that are in its way."""

    name: str
    prevented: str
    in_the_way: str


def _alike(table, columns, where="TRUE"):
    """The rows of a table that are equal in these columns."""
    return f"""
        SELECT array_agg(id ORDER BY id) FROM {table} WHERE {where} AND ({columns}) IS NOT NULL
         GROUP BY {columns} HAVING count(*) > 1 LIMIT 10"""


# Those without which two people are told "yes" or one is told twice; a constraint that could not be
# added is only logged by Odoo.
CONSTRAINTS = [
    Rule("fusion_maintenance_reservation_no_overlap", "two visits of one technician at one time", """
        SELECT ARRAY[a.id, b.id]
          FROM fusion_maintenance_reservation a JOIN fusion_maintenance_reservation b
            ON a.technician_id = b.technician_id AND a.id < b.id
           AND a.start < b.stop AND b.start < a.stop LIMIT 10"""),
    Rule("fusion_maintenance_visit_one_booked", "two booked visits of one unit",
         _alike("fusion_maintenance_visit", "contract_id", "state = 'booked'")),
    Rule("fusion_maintenance_visit_request_key_unique", "one press of the button that books twice",
         _alike("fusion_maintenance_visit", "request_key")),
    Rule("fusion_maintenance_reminder_once", "one reminder that goes twice",
         _alike("fusion_maintenance_reminder", "contract_id, due_date, band", "copy_of_id IS NULL")),
    Rule("fusion_maintenance_contract_unit_unique", "two contracts for one unit",
         _alike("fusion_maintenance_contract", "company_id, partner_id, product_id, unit_key, policy_id")),
]


class MaintenanceHealth(models.TransientModel):
    """Whether the database really has what the addon relies on: asked at every update, start and check."""

    _inherit = "fusion.maintenance.health"

    def init(self):
        """Fail an installation or update that could not add a constraint."""
        super().init()
        # When all models have theirs: each gets them when it is its turn.
        self.pool.post_init(self._require_constraints)

    def _require_constraints(self):
        """
        :raise ValidationError: a constraint is missing; it names the rows in the way
        """
        problems = [
            self.env._(
                "The database would not prevent %(what)s: the constraint “%(name)s” cannot be added. "
                "The ids of rows in its way: %(rows)s. Correct them, then update the module again.",
                what=rule.prevented, name=rule.name, rows=self._in_the_way(rule))
            for rule in self._missing_constraints()]
        if problems:
            raise ValidationError("\n".join(problems))

    def _missing_constraints(self):
        """Those of our constraints that the database does not have: list of :class:`Rule`."""
        self.env.cr.execute("""
            SELECT conname FROM pg_constraint WHERE convalidated
             UNION SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid
                    WHERE indisunique AND indisvalid
        """)
        there = {row[0] for row in self.env.cr.fetchall()}
        return [rule for rule in CONSTRAINTS if rule.name not in there]

    def _in_the_way(self, rule):
        """The ids of rows that are in each other's way, as text."""
        self.env.cr.execute(rule.in_the_way)
        return ", ".join(str(row[0]) for row in self.env.cr.fetchall())

    @api.model
    def _database(self):
        missing = self._missing_constraints()
        for rule in CONSTRAINTS:
            if rule not in missing:
                yield "ok", self.env._("The database prevents: %(what)s.", what=rule.prevented)
            else:
                yield "error", self.env._(
                    "The database does not prevent %(what)s: the constraint %(name)s is missing. "
                    "Update the module; it says which rows are in the way.",
                    what=rule.prevented, name=rule.name)

    def _register_hook(self):
        # Said at every start: a restored or hand-edited database can have lost what it had.
        super()._register_hook()
        if self.pool.ready:
            return  # no start: a field was added, and may not have its column yet
        try:
            with self.env.cr.savepoint():
                self._log_health()
        except Exception:
            # A database that waits for its update lacks columns: that is no reason not to start.
            _logger.exception("Service Contracts, health check: could not be made")

    def _log_health(self):
        """Write what the health check finds, for all companies, into the log as one line."""
        companies = self.env["res.company"].search([])
        found = [message for level, message in
                 self.with_context(allowed_company_ids=companies.ids)._findings() if level != "ok"]
        level = logging.ERROR if self._missing_constraints() else logging.WARNING if found else logging.INFO
        _logger.log(level, "Service Contracts, health check: %s", " ".join(found) or "all is well")
