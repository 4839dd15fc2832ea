import functools
import logging

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..core import cycle
from ..core.spread import spread_day
from .omission import CAUSES
from .run import CRON

_logger = logging.getLogger(__name__)

BATCH = 200


class MaintenanceContract(models.Model):
    _inherit = "fusion.maintenance.contract"

    run_id = fields.Many2one(
        "fusion.maintenance.run", string="Brought In By", readonly=True, copy=False, index="btree_not_null")
    ended_run_id = fields.Many2one(
        "fusion.maintenance.run", string="Ended By", readonly=True, copy=False, index="btree_not_null",
        help="It found that the unit is with another client since. Undoing that run takes it back.")

    def _stop(self, reason, notify=False):
        super()._stop(reason, notify)
        if run := self.env.context.get("maintenance_run_id"):
            self.ended_run_id = run

    @api.model
    def _make(self, vals_list):
        run = self.env.context.get("maintenance_run_id")
        if run:
            # Nobody is reminded before all are there and have their day; a look uses up no number.
            own = {"run_id": run, "state": "draft"}
            if self.env.context.get("maintenance_look"):
                own["name"] = "Preview"
            vals_list = [{**vals, **own} for vals in vals_list]
        return super()._make(vals_list)


class MaintenanceOmission(models.Model):
    _inherit = "fusion.maintenance.omission"

    run_id = fields.Many2one(
        "fusion.maintenance.run", readonly=True, index="btree_not_null", ondelete="set null",
        default=lambda self: self.env.context.get("maintenance_run_id"))


class LookedAt(Exception):
    """Takes back what a look has made."""


class MaintenanceRun(models.Model):
    """What a run does, a batch at a time."""

    _inherit = "fusion.maintenance.run"

    def _sources(self):
        """The sources of this company that work; those that read fields first, they know more."""
        Source = self.env["fusion.maintenance.source"].sudo()
        found = Source.browse(Source._working_ids(self.company_id.id))
        return found | Source._of_stock(self.company_id)

    def _count(self, source):
        """How many order lines of a source there are to look at."""
        self.env.flush_all()
        query = source._unaccounted_query(everything=True)
        return self.env.execute_query(SQL("SELECT count(*) FROM (%s) AS found", query.select()))[0][0]

    @api.model
    def _cron_go_on(self):
        """Go on with the runs that somebody has started, until they are done or time is up."""
        for run in self.sudo().search([("state", "in", ("looking", "running", "undoing"))]):
            if not run._go_on():
                self.env.ref(CRON)._trigger()
                return

    def _go_on(self):
        """Work at this run; whether it has come to the end."""
        while self.source_id:
            query = self.source_id._unaccounted_query(self.last_id, everything=True)
            query.limit = BATCH
            self.env.flush_all()
            ids = [row[0] for row in self.env.execute_query(query.select())]
            if ids:
                self._work_at(ids)
            else:
                self._next_source()
            if not self._keep(len(ids)):
                return False
        if self.state == "running":
            while self._activate():
                if not self._keep(0):
                    return False
            self._sources().write({"old_units": True})
        self.state = "looked" if self.state == "looking" else "done"
        self._keep(0)
        self.env["fusion.maintenance.source"]._count_device_types(self.company_id)
        self._keep(0)
        return True

    def _keep(self, processed):
        """Keep what was done, with its numbers; whether there is time left."""
        left = self.env["ir.cron"]._commit_progress(
            processed, remaining=max(1, self.total - self.processed) if self.source_id else 0)
        self.env.invalidate_all()
        return left

    def _next_source(self):
        sources = self._sources()
        later = sources[list(sources).index(self.source_id) + 1:] if self.source_id in sources else sources.browse()
        self.write({"source_id": later[:1].id, "last_id": 0})

    def _work_at(self, ids):
        """Look at a batch of lines, or bring them in, and count what came of it."""
        counted = self._attempt(ids)
        self.write({
            "last_id": ids[-1], "processed": self.processed + len(ids), "tally": _sum(self.tally or {}, counted)})
        self._write_lines()

    def _attempt(self, ids):
        """Do it with these lines, one by one where that fails, and list which fails; what came of it, in numbers."""
        looking = self.state == "looking"
        counted = {}
        run = self.with_context(
            maintenance_run_id=self.id, maintenance_look=looking, tracking_disable=True, mail_create_nolog=True)
        try:
            with self.env.cr.savepoint():
                run._sync_ids(ids)
                counted = self._counted(ids)
                if looking:
                    raise LookedAt
        except LookedAt:
            self.env.invalidate_all(flush=False)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            _logger.exception("A batch of old units failed")
            if len(ids) > 1:
                return functools.reduce(_sum, (self._attempt([line_id]) for line_id in ids))
            reason = str(error) or type(error).__name__
            self.source_id.last_error = reason
            if not looking:
                line = self.env["sale.order.line"].sudo().browse(ids)
                run.env["fusion.maintenance.omission"].sudo().create(self.source_id._row(line, "error", reason))
            counted = {"left_out": {"error": 1}}
        return counted

    def _sync_ids(self, ids):
        """Do with these lines what the daily job does."""
        source = self.source_id
        lines = self.env["sale.order.line"].sudo().browse(ids)
        if source.kind == "delivery":
            for other in self._sources() - source:
                lines -= other._covered_safely(lines)
        own, rows = source._ask(lines)
        source._sync(own)
        source._list_unasked(rows)

    def _counted(self, ids):
        """What came of a batch: numbers by policy, by year of delivery and by reason."""
        Contract = self.env["fusion.maintenance.contract"].sudo()
        made = Contract.search([
            ("run_id", "=", self.id), "|", ("sale_line_id", "in", ids), ("x_fc_source_claim_line_id", "in", ids)])
        counted = {"policy": {}, "year": {}, "left_out": {}}
        for contract in made:
            for kind, key in (("policy", contract.policy_id.id), ("year", contract.delivered_date.year)):
                counted[kind][str(key)] = counted[kind].get(str(key), 0) + 1
        counted["overdue"] = len(made.filtered(lambda contract: contract._is_old()))
        counted["no_email"] = len(made.filtered(lambda contract: not contract.partner_id.email_normalized))
        rows = self.env["fusion.maintenance.omission"].sudo()._read_group(
            [("sale_line_id", "in", ids)], ["cause"], ["__count"])
        counted["left_out"] = dict(rows)
        return counted

    def _write_lines(self):
        """Show the numbers so far, the largest first, the years in their order."""
        tally, causes = self.tally, dict(CAUSES)
        policies = self.env["fusion.maintenance.policy"].browse(map(int, tally.get("policy", {})))
        names = {str(policy.id): policy.name for policy in policies}
        selection = dict(self.env["fusion.maintenance.omission"]._fields["cause"]._description_selection(self.env))
        rows = []
        for kind, labels in (("policy", names), ("year", {}), ("left_out", {**causes, **selection})):
            for key, count in tally.get(kind, {}).items():
                order = int(key) if kind == "year" else -count
                rows.append({"run_id": self.id, "kind": kind, "sequence": order,
                             "label": labels.get(key, key), "count": count})
        self.line_ids.unlink()
        self.env["fusion.maintenance.run.line"].create(rows)

    # -- their first day ---------------------------------------------------------------------------

    def _activate(self):
        """Start a batch of this run's contracts: the overdue ones in turn, the oldest first."""
        Contract = self.env["fusion.maintenance.contract"].sudo().with_context(tracking_disable=True)
        drafts = Contract.search(
            Domain("run_id", "=", self.id) & Domain("state", "=", "draft"), order="delivered_date, id", limit=BATCH)
        number, today = self.spread_count, self.company_id._maintenance_today()
        for contract in drafts:
            values = {"state": "active"}
            if contract._is_old() and contract.policy_id.first_due_rule == "spread":
                while spread_day(number, self.per_day, self.first_day) <= today:
                    number += self.per_day  # what comes later than the run takes no turn that has passed
                # Its day is that of its first reminder.
                values["next_due_date"] = fields.Date.add(
                    spread_day(number, self.per_day, self.first_day), days=contract.policy_id.lead_days)
                number += 1
            contract.write(values)
        self.spread_count = number
        return bool(drafts)


class MaintenanceContractOld(models.Model):
    _inherit = "fusion.maintenance.contract"

    def _is_old(self):
        """Whether its first service would have been due by now."""
        self.ensure_one()
        return bool(self.delivered_date) and cycle.add_months(
            self.delivered_date, self.interval_months) <= self.company_id._maintenance_today()


def _sum(first, second):
    """Add up the numbers of two tallies."""
    total = dict(first)
    for key, value in second.items():
        total[key] = _sum(total.get(key, {}), value) if isinstance(value, dict) else total.get(key, 0) + value
    return total
