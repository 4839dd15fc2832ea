from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..core import cycle, unit

# What stops a contract for good; "resold" is set by a delivery to somebody else.
STOP_REASONS = [
    ("deceased", "Client deceased"),
    ("moved", "Client moved away"),
    ("sold", "Unit sold by the client"),
    ("scrapped", "Unit scrapped"),
    ("returned", "Unit returned to us"),
    ("declined", "Client wants no more service"),
    ("resold", "Unit delivered to another client"),
]


class MaintenanceContract(models.Model):
    """One client's unit under one policy, and where it stands in its cycle.

    Dates are local dates of the company. ``stage`` is derived from them and from the booked visit;
    it is stored so that it can be grouped, and refreshed by a cron when a day ends.
    """

    _name = "fusion.maintenance.contract"
    _description = "Service Contract"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "next_due_date, id"
    _check_company_auto = True
    _rec_names_search = ["name", "serial", "lot_id.name", "partner_id.name"]

    name = fields.Char(required=True, readonly=True, copy=False, default="New")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one(
        "res.partner", string="Client", required=True, index=True, tracking=True, check_company=True)
    service_address_id = fields.Many2one(
        "res.partner", compute="_compute_service_address_id", store=True, readonly=False,
        precompute=True, check_company=True, tracking=True,
        help="Where the unit lives, and where the technician goes.")
    email = fields.Char(related="partner_id.email")
    phone = fields.Char(related="partner_id.phone")
    city = fields.Char(related="service_address_id.city", store=True)
    opted_out = fields.Boolean(related="partner_id.x_fc_maintenance_opt_out", string="No Reminders")
    user_id = fields.Many2one(
        "res.users", string="Dispatcher", tracking=True, check_company=True,
        help="Gets the activities of this contract.")

    product_id = fields.Many2one(
        "product.product", string="Unit", required=True, index=True, check_company=True)
    lot_id = fields.Many2one(
        "stock.lot", string="Serial Number", index="btree_not_null", check_company=True,
        domain="[('product_id', '=', product_id)]")
    serial = fields.Char(
        compute="_compute_serial", store=True, readonly=False, precompute=True,
        help="The serial as written on the unit, when Odoo does not track it.")
    unit_number = fields.Integer(
        copy=False, help="Which one of the delivered quantity, for untracked products.")
    unit_key = fields.Char(
        compute="_compute_unit_key", store=True, precompute=True, index=True, required=True)
    sale_line_id = fields.Many2one(
        "sale.order.line", string="Delivered Order Line", index="btree_not_null", readonly=True,
        copy=False)
    sale_order_id = fields.Many2one(related="sale_line_id.order_id", string="Delivered Order")

    policy_id = fields.Many2one(
        "fusion.maintenance.policy", required=True, index=True, tracking=True, check_company=True,
        default=lambda self: self.env["fusion.maintenance.policy"]._default_for(self.env.company))
    x_fc_policy_id = fields.Many2one(related="policy_id", string="Service Policy", tracking=False)
    policy_icon = fields.Selection(related="policy_id.icon", string="Policy Icon", tracking=False)
    policy_color = fields.Integer(related="policy_id.color", string="Policy Colour", tracking=False)
    interval_months = fields.Integer(
        compute="_compute_interval_months", store=True, readonly=False, precompute=True,
        required=True, string="Every (months)")
    delivered_date = fields.Date(string="Delivered")
    last_service_date = fields.Date(string="Last Service", tracking=True, copy=False)
    next_due_date = fields.Date(string="Next Due", index=True, tracking=True)

    state = fields.Selection(
        [("draft", "Draft"), ("active", "Active"), ("paused", "Paused"),
         ("returned", "Returned"), ("ended", "Ended")],
        required=True, default="draft", index=True, tracking=True, copy=False)
    stage = fields.Selection(
        [("overdue", "Overdue"), ("due", "Due"), ("booked", "Booked"), ("upcoming", "Upcoming")],
        compute="_compute_stage", store=True, index=True, group_expand=True,
        help="Where the unit stands in its service cycle. Empty unless the contract is active.")
    stop_reason = fields.Selection(STOP_REASONS, readonly=True, copy=False, tracking=True)
    last_reminder_band = fields.Char(
        string="Last Reminder Band", readonly=True, copy=False,
        help="The last reminder of this cycle: days before the due date, or “manual”.")

    visit_ids = fields.One2many("fusion.maintenance.visit", "contract_id")
    visit_id = fields.Many2one(
        "fusion.maintenance.visit", string="Booked Visit", compute="_compute_visit_id",
        store=True, copy=False)
    visit_start = fields.Datetime(
        related="visit_id.start", string="Visit On", store=True, tracking=False)
    booking_repair_id = fields.Many2one(
        "repair.order", string="Booked Repair Order", readonly=True, copy=False,
        index="btree_not_null")
    reminder_ids = fields.One2many("fusion.maintenance.reminder", "contract_id")
    link_ids = fields.One2many("fusion.maintenance.link", "contract_id")
    holder_ids = fields.One2many(
        "fusion.maintenance.holder", "contract_id", string="Who Else May Book", copy=False)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _unit_unique = models.Constraint(
        "UNIQUE (company_id, partner_id, product_id, unit_key, policy_id)",
        "This client's unit already has a contract under this policy.")
    _interval_positive = models.Constraint(
        "CHECK (interval_months > 0)", "The interval must be at least one month.")

    @api.depends("partner_id")
    def _compute_service_address_id(self):
        for contract in self:
            saved = contract._origin
            if saved != contract and saved and not saved._lives_with(saved.partner_id):
                # In a form: it is not the client's, and stays. A write sees to it itself.
                contract.service_address_id = saved.service_address_id
                continue
            addresses = contract.partner_id.address_get(["delivery"])
            contract.service_address_id = addresses["delivery"] if contract.partner_id else False

    @api.depends("lot_id")
    def _compute_serial(self):
        for contract in self:
            contract.serial = contract.lot_id.name or contract.serial

    @api.depends("lot_id", "serial", "sale_line_id", "unit_number")
    def _compute_unit_key(self):
        for contract in self:
            line = contract.sale_line_id if contract.unit_number else contract.sale_line_id.browse()
            if contract.lot_id or unit.normalize_serial(contract.serial) or line:
                contract.unit_key = unit.unit_key(
                    lot_id=contract.lot_id.id, serial=contract.serial,
                    line_id=line.id, number=contract.unit_number)
            else:
                # Entered by hand without a serial: its own reference tells it apart.
                contract.unit_key = f"hand:{contract.name}"

    @api.depends("policy_id", "product_id")
    def _compute_interval_months(self):
        for contract in self:
            own = contract.policy_id.kind == "service" and contract.product_id.x_fc_maintenance_interval_months
            contract.interval_months = own or contract.policy_id.interval_months

    @api.depends("visit_ids.state")
    def _compute_visit_id(self):
        for contract in self:
            contract.visit_id = contract.visit_ids.filtered(lambda visit: visit.state == "booked")[:1]

    @api.depends("state", "next_due_date", "visit_id", "policy_id.lead_days")
    def _compute_stage(self):
        for contract in self:
            if contract.state != "active" or not contract.next_due_date:
                contract.stage = "booked" if contract.visit_id else False
                continue
            contract.stage = cycle.stage(
                contract.company_id._maintenance_today(), contract.next_due_date,
                contract.policy_id.lead_days, bool(contract.visit_id))

    @api.constrains("lot_id", "product_id")
    def _check_lot(self):
        for contract in self:
            if contract.lot_id and contract.lot_id.product_id != contract.product_id:
                raise ValidationError(self.env._(
                    "Serial number %(lot)s belongs to “%(other)s”, not to “%(product)s”.",
                    lot=contract.lot_id.name, other=contract.lot_id.product_id.display_name,
                    product=contract.product_id.display_name))

    @api.depends("name", "partner_id", "product_id")
    def _compute_display_name(self):
        for contract in self:
            contract.display_name = " · ".join(filter(None, (
                contract.name, contract.partner_id.name, contract.product_id.name)))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "New") == "New":
                company_id = vals.get("company_id") or self.env.company.id
                vals["name"] = self.env["ir.sequence"].with_company(company_id).next_by_code(
                    "fusion.maintenance.contract") or "New"
        return super().create(vals_list)

    def copy_data(self, default=None):
        # A copy is another unit: the serial cannot be the same.
        return super().copy_data({"lot_id": False, "serial": False, **(default or {})})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        if booked := self.filtered("visit_id"):
            raise UserError(self.env._(
                "%(contract)s has a booked visit. Cancel the visit first, or stop the contract, "
                "which keeps its history.", contract=booked[0].name))

    # -- the cycle ---------------------------------------------------------------------------------

    def _roll_next_due_date(self, done_date):
        """Start the next cycle of these contracts after a service.

        :param datetime.date done_date: the company's local date on which the service was done
        """
        self.reminder_ids._skip("rolled")
        for contract in self:
            months = contract.interval_months
            if contract.policy_id.roll_rule == "planned" and contract.next_due_date:
                due = cycle.next_due_planned(
                    contract.next_due_date, months, done_date, contract.delivered_date)
            else:
                due = cycle.next_due_after_done(done_date, months)
            contract.write({
                "last_service_date": done_date,
                "next_due_date": due,
                "last_reminder_band": False,
                # Of a visit that is still booked: the service was another one.
                "booking_repair_id": contract.visit_id.sudo().repair_id.id,
            })

    @api.model
    def _cron_refresh_stages(self):
        """Move the contracts whose stage has changed because a day has ended."""
        for company in self.env["res.company"].search([]):
            today = company._maintenance_today()
            self.env.cr.execute("""
                SELECT contract.id
                  FROM fusion_maintenance_contract contract
                  JOIN fusion_maintenance_policy policy ON policy.id = contract.policy_id
                 WHERE contract.company_id = %(company)s AND contract.state = 'active'
                   AND contract.next_due_date IS NOT NULL
                   AND ((contract.stage = 'due' AND contract.next_due_date < %(today)s)
                     OR (contract.stage = 'upcoming'
                         AND contract.next_due_date <= %(today)s + policy.lead_days))
            """, {"company": company.id, "today": today})
            stale = self.browse(row[0] for row in self.env.cr.fetchall())
            self.env.add_to_compute(self._fields["stage"], stale)
            stale.flush_recordset(["stage"])

    # -- buttons -----------------------------------------------------------------------------------

    def action_activate(self):
        """Start, or go on with, the cycle. A contract without a date gets its first one."""
        self.check_access("write")
        for contract in self:
            today = contract.company_id._maintenance_today()
            if not contract.next_due_date:
                contract.next_due_date = cycle.first_due(
                    contract.delivered_date or today, contract.interval_months, today)
            # The one way in which a person changes a state: see contract_guard.
            contract.sudo().write({"state": "active", "stop_reason": False})

    def action_pause(self):
        """Stop reminding for a while; a booked visit stays booked."""
        self.check_access("write")
        self.sudo().write({"state": "paused"})
        self.reminder_ids._skip("paused")
