from odoo import api, fields, models


class RepairOrder(models.Model):
    """Repair orders and visits finish and fall together."""

    _inherit = "repair.order"

    x_fc_intake_source = fields.Selection(
        [("client_portal", "Booking page"), ("phone", "Phone"), ("counter", "At the counter")],
        string="Came In By", index="btree_not_null", copy=False)
    x_fc_maintenance_contract_id = fields.Many2one(
        "fusion.maintenance.contract", string="Service Contract", index="btree_not_null",
        copy=False, check_company=True)
    x_fc_maintenance_visit_id = fields.Many2one(
        "fusion.maintenance.visit", string="Service Visit", index="btree_not_null", copy=False,
        readonly=True)

    def action_repair_done(self):
        result = super().action_repair_done()
        for repair in self.sudo():
            visit = repair.x_fc_maintenance_visit_id
            if visit.state == "booked":
                visit._finish()
            elif visit.state != "done":
                # Not booked here, or its visit was cancelled and the work done after all.
                repair._roll_unit_contracts()
        return result

    def _roll_unit_contracts(self):
        """A service that was not booked here rolls the contracts of its unit too."""
        contracts = self.x_fc_maintenance_contract_id
        if self.lot_id:
            contracts |= contracts.search([
                ("company_id", "=", self.company_id.id), ("lot_id", "=", self.lot_id.id),
                ("state", "in", ("active", "paused", "returned"))])
        contracts._roll_next_due_date(self.company_id._maintenance_today())

    def action_repair_cancel(self):
        result = super().action_repair_cancel()
        self._cancel_visits()
        return result

    def _cancel_visits(self):
        """Cancel the visits that these repair orders were for."""
        for visit in self.sudo().x_fc_maintenance_visit_id:
            self.env["fusion.maintenance.booking"]._cancel(visit, notify=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_visit(self):
        # Deleting a draft never cancels it, so the visit would stay booked without its order.
        self._cancel_visits()
