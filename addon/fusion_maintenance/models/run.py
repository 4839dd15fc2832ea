from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..core.spread import spread_day

CRON = "fusion_maintenance.cron_old_units"
STATES = [
    ("draft", "Not Looked Yet"), ("looking", "Looking"), ("looked", "Preview"), ("running", "Bringing In"),
    ("done", "Done"), ("undoing", "Taking Back"), ("undone", "Undone")]


class MaintenanceRun(models.Model):
    """Bringing in the units that were delivered before the addon was there.

    First a look: everything is done as it would be, counted, and taken back. Then the run itself,
    a batch at a time. Its contracts are drafts until all are there; then those that are overdue
    are spread over weeks, the oldest first. While nothing was sent it can be undone.
    """

    _name = "fusion.maintenance.run"
    _description = "Old Units"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, default=lambda self: self.env.company)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True)
    per_day = fields.Integer(
        string="Overdue Units a Day", default=10, required=True,
        help="So many units that are overdue get their first reminder on one day, the oldest first.")
    first_day = fields.Date(
        string="From", required=True,
        default=lambda self: self.env.company._maintenance_today() + timedelta(days=1),
        help="When the first reminders of overdue units may go.")
    last_day = fields.Date(string="The Last On", compute="_compute_last_day")
    line_ids = fields.One2many("fusion.maintenance.run.line", "run_id", readonly=True)
    policy_line_ids = fields.One2many(
        "fusion.maintenance.run.line", "run_id", domain=[("kind", "=", "policy")], readonly=True)
    year_line_ids = fields.One2many(
        "fusion.maintenance.run.line", "run_id", domain=[("kind", "=", "year")], readonly=True)
    left_out_line_ids = fields.One2many(
        "fusion.maintenance.run.line", "run_id", domain=[("kind", "=", "left_out")], readonly=True)

    source_id = fields.Many2one("fusion.maintenance.source", readonly=True, help="Which source it is at.")
    last_id = fields.Integer(readonly=True, help="How far it has come in that source.")
    spread_count = fields.Integer(readonly=True, help="How many overdue units have their day.")
    total = fields.Integer(string="Order Lines to Look At", readonly=True)
    processed = fields.Integer(string="Looked At", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    tally = fields.Json(readonly=True)
    unit_count = fields.Integer(string="New Contracts", compute="_compute_tally")
    overdue_count = fields.Integer(string="Of Them Overdue", compute="_compute_tally")
    no_email_count = fields.Integer(string="Of Clients Without Email", compute="_compute_tally")
    left_out_count = fields.Integer(string="Order Lines Left Out", compute="_compute_tally")
    waiting_count = fields.Integer(string="Of a Type That Waits", compute="_compute_tally")
    other_count = fields.Integer(string="Other Runs", compute="_compute_other_count")

    @api.depends("company_id", "create_date")
    def _compute_name(self):
        for run in self:
            run.name = self.env._("Old units of %(company)s", company=run.company_id.name)

    @api.depends("processed", "total")
    def _compute_progress(self):
        for run in self:
            run.progress = min(100.0, 100 * run.processed / run.total) if run.total else 0.0

    @api.depends("tally")
    def _compute_tally(self):
        for run in self:
            tally = run.tally or {}
            run.unit_count = sum(tally.get("policy", {}).values())
            run.overdue_count = tally.get("overdue", 0)
            run.no_email_count = tally.get("no_email", 0)
            run.left_out_count = sum(tally.get("left_out", {}).values())
            run.waiting_count = tally.get("left_out", {}).get("waiting", 0)

    def _compute_other_count(self):
        for run in self:
            run.other_count = self.search_count([("company_id", "=", run.company_id.id), ("id", "!=", run.id)])

    @api.depends("overdue_count", "per_day", "first_day")
    def _compute_last_day(self):
        for run in self:
            number = run.overdue_count - 1
            run.last_day = number >= 0 and run.first_day and spread_day(
                min(number, 100_000), run.per_day, run.first_day)

    @api.constrains("per_day")
    def _check_per_day(self):
        for run in self:
            if run.per_day < 1:
                raise ValidationError(self.env._("At least one unit a day."))

    # -- buttons -----------------------------------------------------------------------------------

    @api.model
    def action_open(self):
        """Open the last run of this company, or a first one."""
        self.check_access("create")
        run = self.search([("company_id", "=", self.env.company.id)], limit=1) or self.create({})
        return run._form()

    def _form(self):
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id,
            "name": self.env._("Old Units"), "view_mode": "form", "views": [(False, "form")], "target": "current"}

    def action_view_all(self):
        """Open the runs that there were; each is undone by itself."""
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "name": self.env._("Old Units"),
            "view_mode": "list,form", "views": [(False, "list"), (False, "form")], "target": "current"}

    def action_look(self):
        """Count what would be brought in, and what not and why; nothing is kept of it but the numbers."""
        self._begin("looking", ("draft", "looked", "undone"))

    def action_run(self):
        """Make the contracts of the old units."""
        if self.first_day <= self.company_id._maintenance_today():
            # Weeks of reminders would go on one day.
            raise UserError(self.env._(
                "The first reminders would have gone on %(day)s. Choose a day that is to come.",
                day=self.env["fusion.maintenance.wording"]._date(self.first_day)))
        self._begin("running", ("looked",))

    def action_again(self):
        """Look once more for units that are not accounted for, in a run of its own."""
        self.ensure_one()
        run = self.create({"company_id": self.company_id.id, "per_day": self.per_day})
        run.action_look()
        return run._form()

    def _begin(self, state, before):
        self.ensure_one()
        self.check_access("write")
        if self.state not in before:
            raise UserError(self.env._("This is at work, or done already."))
        sources = self._sources()
        self.sudo().write({
            "state": state, "source_id": sources[:1].id, "last_id": 0, "processed": 0, "spread_count": 0,
            "tally": {}, "total": sum(self._count(source) for source in sources)})
        self.line_ids.sudo().unlink()
        self.env.ref(CRON).sudo()._trigger()

    def action_view_contracts(self):
        """Open the contracts that this run has made."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_contract")
        return {**action, "domain": [("run_id", "=", self.id)], "context": {}}

    def action_view_left_out(self):
        """Open the list of what has no contract, and why."""
        return self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_omission")

    def action_view_types(self):
        """Open the device types beside the policies, to map those that wait."""
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_policy")
        return {**action, "context": {"device_types_first": True}}


class MaintenanceRunLine(models.Model):
    """A number of a preview or of a run: so many of this."""

    _name = "fusion.maintenance.run.line"
    _description = "Old Units: A Number"
    _order = "kind, sequence, id"

    run_id = fields.Many2one("fusion.maintenance.run", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="run_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("policy", "Policy"), ("year", "Year"), ("left_out", "Left out")], required=True)
    sequence = fields.Integer()
    label = fields.Char(required=True)
    count = fields.Integer()
