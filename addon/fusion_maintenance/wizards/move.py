from odoo import api, fields, models
from odoo.exceptions import UserError


class MaintenanceMove(models.TransientModel):
    """A dispatcher puts a visit where they want it: another time, another technician.

    Outside working hours if need be, and over a busy event with a reason; never over a visit.
    """

    _name = "fusion.maintenance.move"
    _description = "Move a Visit"

    visit_id = fields.Many2one("fusion.maintenance.visit", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="visit_id.company_id")
    employee_id = fields.Many2one(
        "hr.employee", string="Technician", required=True, compute="_compute_place", store=True,
        readonly=False, check_company=True)
    start = fields.Datetime(required=True, compute="_compute_place", store=True, readonly=False)
    over_busy = fields.Boolean(string="Over Another Appointment")
    reason = fields.Char()

    @api.depends("visit_id")
    def _compute_place(self):
        for wizard in self:
            wizard.employee_id = wizard.visit_id.employee_id
            wizard.start = wizard.visit_id.start

    def action_move(self):
        """Move it, or say why not."""
        self.ensure_one()
        visit = self.visit_id
        visit.check_access("write")
        if self.over_busy and not (self.reason or "").strip():
            raise UserError(self.env._("Say why the visit goes over another appointment."))
        answer = self.env["fusion.maintenance.booking"].sudo()._reassign(
            visit, self.employee_id.sudo(), self.start, over_busy=self.over_busy)
        if answer.code != "booked":
            raise UserError(visit._why_not(answer.code, self.employee_id))
        if self.over_busy:
            visit.message_post(body=self.env._(
                "Put over another appointment: %(reason)s", reason=self.reason))
        return {"type": "ir.actions.act_window_close"}
