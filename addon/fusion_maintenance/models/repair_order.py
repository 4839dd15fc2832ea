from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..core import unit


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
            visit = repair._own_visit()
            if visit.state == "booked":
                visit._finish()
            elif visit.state != "done":
                # Not booked here, or its visit was cancelled and the work done after all.
                repair._roll_unit_contracts()
        return result

    def _roll_unit_contracts(self):
        """A service that was not booked here rolls the contracts of its unit too.

        It is no statutory inspection, unless it was made for that contract.
        """
        own = self.x_fc_maintenance_contract_id
        contracts = (own | self._contracts_of_lot()) or self._contracts_of_client()
        contracts = contracts.filtered(
            lambda contract: contract.state != "ended"
            and (contract == own or contract.policy_id.kind == "service"))
        if len(contracts) == 1:
            self.x_fc_maintenance_contract_id = contracts
        contracts._roll_next_due_date(self.company_id._maintenance_today())

    def _contracts_of_lot(self):
        """The contracts of the serial or lot that was repaired."""
        contracts = self.env["fusion.maintenance.contract"]
        if self.lot_id:
            same_unit = Domain("lot_id", "=", self.lot_id.id) | (
                Domain("unit_key", "=", unit.unit_key(serial=self.lot_id.name))
                & Domain("product_id", "=", self.product_id.id))
            if self.tracking == "lot":
                # Several clients have units of one lot.
                same_unit &= Domain("partner_id", "=", self.partner_id.id)
            contracts = contracts.search(
                same_unit & Domain("company_id", "=", self.company_id.id))
        return contracts

    def _contracts_of_client(self):
        """The contracts of the unit that must be meant, where no serial was chosen.

        That is the one of the client's whose serial stands in the notes, or the only one of that
        product that the client has. Where it could be another one, none.
        """
        contracts = self.env["fusion.maintenance.contract"]
        if self.lot_id or not self.partner_id:
            return contracts
        contracts = contracts.search([
            ("company_id", "=", self.company_id.id), ("partner_id", "=", self.partner_id.id),
            ("product_id", "=?", self.product_id.id), ("state", "!=", "ended")])
        text = f"{html2plaintext(self.internal_notes or '')}\n{self.repair_request or ''}"
        named = contracts.filtered(lambda contract: unit.mentions(text, contract.serial))
        meant = named or (contracts if self.product_id else contracts.browse())
        return meant if len(set(meant.mapped("unit_key"))) == 1 else contracts.browse()

    def _own_visit(self):
        """The visit that this repair order was made for, by both their accounts."""
        return self.x_fc_maintenance_visit_id.filtered(lambda visit: visit.repair_id == self)

    def action_repair_cancel(self):
        result = super().action_repair_cancel()
        self._cancel_visits()
        return result

    def _cancel_visits(self):
        """Cancel the visits that these repair orders were for."""
        visits = self.env["fusion.maintenance.visit"].sudo()
        for repair in self.sudo():
            visits |= repair._own_visit()
        self.env["fusion.maintenance.booking"]._cancel(visits, notify=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_visit(self):
        # Deleting a draft never cancels it, so the visit would stay booked without its order.
        self._cancel_visits()
