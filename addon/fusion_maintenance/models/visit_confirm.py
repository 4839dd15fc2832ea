from odoo import models
from odoo.exceptions import UserError


class MaintenanceVisit(models.Model):
    """Orders that are confirmed when the visit is done, where the policy says so."""

    _inherit = "fusion.maintenance.visit"

    def _finish(self):
        result = super()._finish()
        self._confirm_orders()
        return result

    def _confirm_orders(self):
        """Confirm the orders of these visits of which nothing is left to do, and something was done."""
        for order in self.sudo().sale_order_id.filtered(lambda order: order.state in ("draft", "sent")):
            visits = self.sudo().search([("sale_order_id", "=", order.id)])
            done = visits.filtered(lambda visit: visit.state == "done")
            if done and "booked" not in visits.mapped("state") and done.policy_id._confirm_moment() == "done":
                done[:1]._confirm_order()

    def _confirm_order(self):
        """Confirm the order of this visit. If it cannot be, the visit is done all the same, and the office is told."""
        visit = self.with_company(self.company_id)._for_office()
        order = visit.sale_order_id
        try:
            with self.env.cr.savepoint():
                order.action_confirm()
        except UserError as error:
            self.env.invalidate_all(flush=False)
            visit.contract_id._message_log(body=visit.env._(
                "The order %(order)s of visit %(visit)s could not be confirmed and is still a quotation: %(reason)s",
                order=order.name, visit=visit.name, reason=str(error)))


class MaintenanceBooking(models.AbstractModel):
    _inherit = "fusion.maintenance.booking"

    def _cancel(self, visits, *args, **kwargs):
        result = super()._cancel(visits, *args, **kwargs)
        # The last one that an order waited for may be one that does not take place.
        visits._confirm_orders()
        return result
