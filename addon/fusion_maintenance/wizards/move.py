from odoo import api, fields, models
from odoo.exceptions import UserError

FREE = ("free_first", "free_second", "free_third")


class MaintenanceMove(models.TransientModel):
    """A dispatcher puts a visit where they want it: another time, another technician.

    Outside working hours or over a busy event with a tick and a reason; never over a visit.
    """

    _name = "fusion.maintenance.move"
    _description = "Move a Visit"

    visit_id = fields.Many2one("fusion.maintenance.visit", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="visit_id.company_id")
    employee_id = fields.Many2one(
        "hr.employee", string="Technician", required=True, compute="_compute_place", store=True,
        readonly=False, check_company=True)
    start = fields.Datetime(required=True, compute="_compute_place", store=True, readonly=False)
    warning = fields.Text(compute="_compute_warning")
    is_busy = fields.Boolean(compute="_compute_warning")
    is_off = fields.Boolean(compute="_compute_warning")
    over_hours = fields.Boolean(string="Outside Working Hours")
    over_busy = fields.Boolean(string="Over Another Appointment")
    reason = fields.Char()
    free_first = fields.Datetime(compute="_compute_free")
    free_second = fields.Datetime(compute="_compute_free")
    free_third = fields.Datetime(compute="_compute_free")

    @api.depends("visit_id")
    def _compute_place(self):
        for wizard in self:
            wizard.employee_id = wizard.visit_id.employee_id
            wizard.start = wizard.visit_id.start

    @api.depends("visit_id", "employee_id", "start")
    def _compute_warning(self):
        booking = self.env["fusion.maintenance.booking"].sudo()
        for wizard in self:
            visit, employee = wizard.visit_id._origin, wizard.employee_id._origin
            found = booking._obstacles(visit, employee, wizard.start) \
                if visit and employee and wizard.start else []
            wizard.is_busy = "busy" in found
            wizard.is_off = not {"away", "hours"}.isdisjoint(found)
            wizard.warning = " ".join(visit._obstacle_sentence(name, employee) for name in found)

    @api.depends("visit_id", "employee_id")
    def _compute_free(self):
        booking = self.env["fusion.maintenance.booking"].sudo()
        for wizard in self:
            visit, employee = wizard.visit_id._origin, wizard.employee_id._origin
            times = booking._free_times(visit, employee, len(FREE)) if visit and employee else []
            for number, name in enumerate(FREE):
                wizard[name] = times[number] if number < len(times) else False

    def action_take(self):
        """Choose one of the free times that are shown, by its number, and ask again."""
        self.ensure_one()
        number = self.env.context.get("free_time")
        if number in range(len(FREE)) and self[FREE[number]]:
            self.write({"start": self[FREE[number]], "over_hours": False, "over_busy": False})
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_move")
        return {**action, "res_id": self.id}

    def action_move(self):
        """Move it, or say why not."""
        self.ensure_one()
        visit = self.visit_id
        visit.check_access("write")
        # A tick where nothing is in the way means nothing.
        over_busy, over_hours = self.over_busy and self.is_busy, self.over_hours and self.is_off
        if (over_busy or over_hours) and not (self.reason or "").strip():
            raise UserError(self.env._(
                "Say why the visit goes over another appointment or outside working hours."))
        if self.is_off and not self.over_hours:
            raise UserError(" ".join((self.warning, self.env._(
                "To put the visit there all the same, tick “Outside Working Hours” and give a reason."))))
        answer = self.env["fusion.maintenance.booking"].sudo()._reassign(
            visit, self.employee_id.sudo(), self.start, over_busy=over_busy,
            over_hours=over_hours)
        if answer.code != "booked":
            raise UserError(visit._why_not(answer.code, self.employee_id))
        if over_busy:
            visit.message_post(body=self.env._(
                "Put over another appointment: %(reason)s", reason=self.reason))
        if over_hours:
            visit.message_post(body=self.env._(
                "Put outside working hours: %(reason)s", reason=self.reason))
        return {"type": "ir.actions.act_window_close"}
