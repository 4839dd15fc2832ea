from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class MaintenanceVisit(models.Model):
    """What a dispatcher or a technician presses on a visit."""

    _inherit = "fusion.maintenance.visit"

    begun = fields.Boolean(compute="_compute_begun")
    next_due_date = fields.Date(
        related="contract_id.next_due_date", string="Next Service Due", tracking=False)

    @api.depends("start")
    def _compute_begun(self):
        now = fields.Datetime.now()
        for visit in self:
            visit.begun = bool(visit.start) and visit.start <= now

    def action_done(self):
        """Finish these visits and their repair orders, and start the next cycle.

        A technician may finish the visits that are theirs without any right on repair orders.

        :return: a notification that says when the next services are due
        """
        self.check_access("write")
        self.sudo()._finish()
        wording = self.env["fusion.maintenance.wording"]
        next_ones = [
            self.env._("The next service of %(client)s is due on %(date)s.",
                       client=contract.partner_id.name, date=wording._date(contract.next_due_date))
            for contract in self.sudo().contract_id if contract.next_due_date]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": " ".join([self.env._("The service is done."), *next_ones]),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_cancel(self):
        """Cancel these visits, those made together with them, everything made for them, and tell the clients."""
        self._check_dispatcher()
        visits = self.sudo()
        for visit in self.sudo():
            visits |= visit._together()
        self.env["fusion.maintenance.booking"]._cancel(visits, notify=True)

    def _check_dispatcher(self):
        """Technicians may write their visits, to report on them; plans are the dispatcher's."""
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group("fusion_maintenance.group_dispatcher"):
            raise AccessError(self.env._("Only a dispatcher changes what is planned."))

    def action_move(self):
        """Ask where to."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_move")
        return {**action, "context": {"default_visit_id": self.id}}

    def action_confirm_technician(self):
        """The technician reserved for now is the one who goes."""
        self._check_dispatcher()
        booking = self.env["fusion.maintenance.booking"].sudo()
        for visit in self.filtered("provisional"):
            if not visit.provisional:
                continue  # confirmed with the one before it
            answer = booking._reassign(
                visit, visit.sudo().employee_id, over_busy=True, over_hours=True)
            if answer.code != "booked":
                raise UserError(visit._why_not(answer.code, visit.employee_id))

    def action_no_show(self):
        """Nobody was there: the time is used up, the contract can be booked again.

        :raise UserError: a visit has not begun
        """
        self.check_access("write")
        for visit in self.sudo().filtered(lambda visit: visit.state == "booked"):
            if visit.start > fields.Datetime.now():
                raise UserError(self.env._(
                    "%(visit)s has not begun yet: nobody can have been there. Cancel it or move it instead.",
                    visit=visit.name))
            self.env["fusion.maintenance.booking"]._cancel(visit._together(), state="no_show")

    def action_view_repair(self):
        """Open the repair order."""
        return self.repair_id._get_records_action()

    def action_view_order(self):
        """Open the order."""
        return self.sale_order_id._get_records_action()

    def _finish(self):
        """Mark the booked ones done, their repair orders too, and roll their contracts."""
        for visit in self.filtered(lambda visit: visit.state == "booked"):
            today = visit.company_id._maintenance_today()
            # Never later than today, and never the future date of a visit finished early.
            day = min(today, visit.company_id._maintenance_local(visit.start).date())
            visit.write({"state": "done", "done_date": day})
            repair = visit.repair_id
            if repair and repair.state not in ("done", "cancel"):
                repair.with_company(visit.company_id).action_repair_done()
            visit._release_time()
            visit.contract_id._roll_next_due_date(day)
