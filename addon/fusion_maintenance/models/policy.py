from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..core import bands
from ..core.together import Terms


class MaintenancePolicy(models.Model):
    """What a class of equipment needs: how often, how long, by whom, at what price.

    Durations and buffers are minutes, notice and cut-off hours, horizon and link lifetime days.
    """

    _name = "fusion.maintenance.policy"
    _description = "Service Policy"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer(string="Colour")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_default = fields.Boolean(compute="_compute_is_default", string="Default")

    interval_months = fields.Integer(string="Every (months)", required=True, default=12,
        help="When it changes, you are asked which running contracts it is for. Everything else of a policy "
        "is so at once for everybody: reminders that have not gone, and price, duration, technician and "
        "rules of visits that are booked from now on. A visit that is booked already stays as it was agreed.")
    reminder_bands = fields.Char(
        string="Reminders (days before)", required=True, default="30, 7, 1",
        help="Days before the due date on which a reminder goes, largest first. "
        "A negative number is days after it.")
    skip_weekends = fields.Boolean(
        string="Not on Weekends", help="A reminder for a Saturday or Sunday goes on the last open day before.")
    skip_holidays = fields.Boolean(
        string="Not on Public Holidays",
        help="A reminder for a public holiday of the company's working hours goes on the last open "
        "day before.")
    lead_days = fields.Integer(
        compute="_compute_lead_days", store=True,
        help="From how many days before its due date a contract counts as due.")
    roll_rule = fields.Selection(
        [("done", "From the day it was done"), ("planned", "From the planned date")],
        string="Next Due Date", required=True, default="done")

    service_product_id = fields.Many2one(
        "product.product", check_company=True, domain="[('type', '=', 'service')]",
        default=lambda self: self.env.ref("fusion_maintenance.product_service", raise_if_not_found=False))
    price = fields.Monetary(
        compute="_compute_price", store=True, readonly=False, precompute=True,
        help="What one visit costs, before taxes, in the company's currency. Proposed from the service "
        "product. A client with a pricelist in another currency is told and billed it in that one.")
    revenue_mode = fields.Selection(
        [("quotation", "Draft quotation"), ("order", "Confirmed order"), ("none", "No order")],
        string="Order per Visit", required=True, default="quotation")

    duration = fields.Integer(string="Visit (minutes)", required=True, default=60)
    buffer_before = fields.Integer(string="Buffer Before (minutes)", default=0)
    buffer_after = fields.Integer(
        string="Buffer After (minutes)", default=15, help="Time kept free after a visit, for the drive.")
    step = fields.Integer(string="Start Every (minutes)", required=True, default=30)
    arrival_window = fields.Integer(
        string="Arrival Window (minutes)",
        help="Clients choose “between 9 and 11” rather than an exact time, and the first free start "
        "in it is reserved. Zero: exact times.")
    notice_hours = fields.Integer(string="Notice (hours)", default=24)
    horizon_days = fields.Integer(string="Bookable Ahead (days)", default=60)
    daily_cap = fields.Integer(string="Visits per Day", help="Per technician. Zero: no limit.")
    skill_id = fields.Many2one("hr.skill", string="Skill Needed")
    skill_level_id = fields.Many2one(
        "hr.skill.level", string="At Least", domain="[('skill_type_id', '=', skill_type_id)]")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    ranking = fields.Selection(
        [("near", "Who is nearby that day"), ("even", "Who has the fewest visits")],
        string="Whom to Send First", required=True, default="near",
        help="Nearby: has another visit in the client's zone that day; among those, who has the fewest "
        "visits that week. The times suggested to clients follow it, too.")
    assignment = fields.Selection(
        [("auto", "Automatically"), ("dispatcher", "Confirmed by the dispatcher")],
        string="Technician", required=True, default="auto")
    move_cutoff_hours = fields.Integer(string="Client May Move Until (hours before)", default=24)
    link_days = fields.Integer(string="Link Valid (days)", default=90)
    contract_ids = fields.One2many("fusion.maintenance.contract", "policy_id")
    contract_count = fields.Integer(compute="_compute_contract_count", string="Active Contracts")

    _interval_positive = models.Constraint(
        "CHECK (interval_months > 0)", "The interval must be at least one month.")
    _minutes_sane = models.Constraint(
        # A step that does not divide the day would start elsewhere every day.
        "CHECK (duration BETWEEN 5 AND 720 AND step BETWEEN 5 AND 240 AND 1440 % step = 0"
        " AND buffer_before BETWEEN 0 AND 480 AND buffer_after BETWEEN 0 AND 480"
        " AND COALESCE(arrival_window, 0) BETWEEN 0 AND 720)",
        "A visit lasts 5 minutes to 12 hours, starts every 5 minutes to 4 hours (a step that divides "
        "the day, like 15, 30 or 60), has buffers of at most 8 hours and an arrival window of at "
        "most 12 hours.")
    _reach_sane = models.Constraint(
        "CHECK (notice_hours >= 0 AND horizon_days BETWEEN 1 AND 366 AND daily_cap >= 0"
        " AND move_cutoff_hours >= 0 AND link_days BETWEEN 1 AND 730 AND price >= 0)",
        "Notice, cap, cut-off and price cannot be negative; the horizon is 1 to 366 days "
        "and a link lives 1 to 730 days.")

    @api.depends("company_id.x_fc_maintenance_policy_id")
    def _compute_is_default(self):
        for policy in self:
            policy.is_default = policy == policy.company_id.x_fc_maintenance_policy_id

    @api.depends("reminder_bands")
    def _compute_lead_days(self):
        for policy in self:
            try:
                policy.lead_days = max((0, *policy._bands()))
            except ValueError:
                policy.lead_days = 0

    @api.depends("service_product_id")
    def _compute_price(self):
        for policy in self:
            product = policy.service_product_id.with_company(policy.company_id)
            policy.price = product.currency_id._convert(
                product.lst_price, policy.company_id.currency_id, policy.company_id,
            ) if product else 0.0

    def _active_contracts(self):
        """The domain of the active contracts under these policies, for the figure and for what it opens."""
        return [("policy_id", "in", self.ids), ("state", "=", "active")]

    def _compute_contract_count(self):
        counts = dict(self.env["fusion.maintenance.contract"]._read_group(
            self._active_contracts(), ["policy_id"], ["__count"]))
        for policy in self:
            policy.contract_count = counts.get(policy, 0)

    @api.constrains("reminder_bands")
    def _check_reminder_bands(self):
        for policy in self:
            try:
                policy._bands()
            except ValueError as error:
                raise ValidationError(self.env._(
                    "Reminders of “%(policy)s”: write whole numbers of days, separated by commas, "
                    "like 30, 7, 1. (%(error)s)", policy=policy.name, error=error)) from error

    @api.constrains("company_id")
    def _check_company_of_contracts(self):
        """Contracts stay with their company, and so does the policy that they read from."""
        for policy in self:
            others = self.env["fusion.maintenance.contract"].sudo().search_count(
                [("policy_id", "=", policy.id), ("company_id", "!=", policy.company_id.id)])
            if others:
                raise ValidationError(self.env._(
                    "“%(policy)s” has %(count)s contracts of another company, which stay there. "
                    "Duplicate it for %(company)s instead.",
                    policy=policy.name, count=others, company=policy.company_id.name))

    @api.constrains("service_product_id")
    def _check_service_product(self):
        for policy in self:
            if policy.service_product_id.service_tracking == "repair":
                raise ValidationError(self.env._(
                    "“%(product)s” makes a repair order of its own when it is sold, so every visit "
                    "would have two. Choose a service that creates nothing on order.",
                    product=policy.service_product_id.display_name))

    def _bands(self):
        """The reminder bands, largest first. Raises ValueError with the reason."""
        self.ensure_one()
        return bands.parse_bands(self.reminder_bands or "")

    def _visit_terms(self):
        """What a visit of one unit under this policy takes, for the core."""
        self.ensure_one()
        return Terms(
            duration=self.duration, before=self.buffer_before, after=self.buffer_after, step=self.step,
            cap=self.daily_cap, notice=self.notice_hours * 60, horizon=self.horizon_days)

    def _skills_needed(self):
        """What one technician must be able to do for all of these: sorted pairs of skill id and level, in percent."""
        return sorted({
            (policy.skill_id.id, policy.skill_level_id.level_progress or 0)
            for policy in self if policy.skill_id})

    @api.model
    def _default_for(self, company):
        """The company's default policy; there always is one."""
        if not company.x_fc_maintenance_policy_id:
            company.sudo()._maintenance_create_default_policy()
        return company.x_fc_maintenance_policy_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_default(self):
        if default := self.filtered("is_default"):
            raise UserError(self.env._(
                "“%(policy)s” is the default policy of %(company)s. Choose another default first.",
                policy=default[0].name, company=default[0].company_id.name))

    def write(self, vals):
        if vals.get("active") is False and (default := self.filtered("is_default")):
            raise UserError(self.env._(
                "“%(policy)s” is the default policy of %(company)s and stays in use. "
                "Choose another default first.",
                policy=default[0].name, company=default[0].company_id.name))
        return super().write(vals)

    def action_archive(self):
        """Archive these policies, and say how many contracts keep them."""
        policies = self.filtered("active")
        result = super().action_archive()
        count = sum(policies.mapped("contract_count"))
        if not count:
            return result
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"type": "warning", "sticky": True, "next": {"type": "ir.actions.act_window_close"}, "message": self.env._(
                "%(count)s active contracts keep %(policies)s: reminders and bookings go on by their terms. "
                "What is delivered from now on falls under another policy.",
                count=count, policies=", ".join(f"“{policy.name}”" for policy in policies))}}

    def copy_data(self, default=None):
        """A copy with another service product costs what that one does, unless it is given a price, too."""
        copies = super().copy_data(default)
        given = default or {}
        for policy, values in zip(self, copies, strict=True):
            product = policy.service_product_id.id
            if "price" not in given and given.get("service_product_id", product) != product:
                values.pop("price", None)
        return copies

    def action_make_default(self):
        """Make this the policy of every delivered unit that no other one asks for."""
        self.ensure_one()
        self.check_access("write")
        self.company_id.sudo().x_fc_maintenance_policy_id = self

    def action_view_contracts(self):
        """Open the active contracts under this policy: those that its figure counts."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_contract")
        return {**action, "domain": self._active_contracts(), "context": {}}
