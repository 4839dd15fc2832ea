import logging

from odoo import api, models
from odoo.fields import Domain

from ..core import cycle

_logger = logging.getLogger(__name__)


class MaintenanceContract(models.Model):
    """From delivered units to contracts.

    A serial is where its last move took it; an untracked product is counted. Both are read from
    the moves that are done, so that it does not matter how often, or for which order, one asks.
    """

    _inherit = "fusion.maintenance.contract"

    @api.model
    def _sync_delivered(self, sale_lines):
        """Bring the contracts of these order lines in step with what has been delivered.

        Never raises: a line that fails is logged and listed as an omission.

        :return: the contracts of the units that are with their clients
        """
        contracts = self.sudo().browse()
        for line in sale_lines.sudo():
            try:
                with self.env.cr.savepoint():
                    contracts |= self.sudo().with_company(line.company_id)._sync_line(line)
            except Exception as error:
                self.env.invalidate_all(flush=False)
                _logger.exception("No contract for order line %s", line.id)
                self.env["fusion.maintenance.omission"].sudo().create({
                    "sale_line_id": line.id, "company_id": line.company_id.id,
                    "reason": str(error) or type(error).__name__})
        return contracts

    @api.model
    def _sync_line(self, line):
        """The contracts of one order line, in step with its done moves."""
        moves = line.move_ids.filtered(lambda move: move.state == "done" and not move.repair_id)
        moves = moves.filtered(lambda move: move._is_delivery() or move._is_client_return())
        contracts = self.browse()
        for product in moves.product_id:
            own = moves.filtered(lambda move, product=product: move.product_id == product)
            if product.tracking != "none":
                if self._months(product, line):
                    contracts |= self._sync_lots(line, product, own.move_line_ids.lot_id)
            elif product == line.product_id and product.x_fc_maintenance_interval_months:
                # In a kit only the serialised components are units.
                contracts |= self._sync_quantity(line, product, own.sorted("date"))
        return contracts

    @api.model
    def _months(self, product, line):
        """The service interval of a product, or of the kit it was sold in."""
        return (product.x_fc_maintenance_interval_months
                or line.product_id.x_fc_maintenance_interval_months)

    # -- serial numbers ----------------------------------------------------------------------------

    @api.model
    def _sync_lots(self, line, product, lots):
        contracts = self.browse()
        last_moves = self._last_moves(lots)
        for lot in lots:
            move = last_moves[lot]
            known = self.search([("lot_id", "=", lot.id), ("company_id", "=", line.company_id.id)])
            if move._is_client_return():
                known._suspend_returned()
                continue
            partner = line.order_id.partner_id
            if move.sale_line_id != line and self._holder(move) != partner:
                continue  # since delivered to somebody else, whose order it is now
            known.filtered(lambda contract: contract.partner_id != partner
                           and contract.state != "ended")._stop("resold", notify=False)
            contracts |= self._ensure(line, move, product, known.filtered(
                lambda contract: contract.partner_id == partner), {"lot_id": lot.id})
        return contracts

    @api.model
    def _last_moves(self, lots):
        """The last done move of each lot to or from a client: dict of lot → stock.move."""
        lines = self.env["stock.move.line"].sudo().search(
            Domain("lot_id", "in", lots.ids) & Domain("state", "=", "done")
            & Domain("move_id.repair_id", "=", False)
            & (Domain("location_id.usage", "=", "customer")
               | Domain("location_dest_id.usage", "=", "customer")),
            order="date, id")
        return {line.lot_id: line.move_id for line in lines}

    @api.model
    def _holder(self, move):
        """Whom a delivery went to; a transfer made by hand has no order to ask."""
        return move.sale_line_id.order_id.partner_id or move.picking_id.partner_id

    # -- untracked quantities ----------------------------------------------------------------------

    @api.model
    def _sync_quantity(self, line, product, moves):
        """One contract per unit with the client; the highest numbers are the ones that came back."""
        delivered = []
        for move in moves:
            count = int(move.product_uom._compute_quantity(move.quantity, product.uom_id))
            delivered = delivered + [move] * count if move._is_delivery() else delivered[:-count]
        known = self.search([("sale_line_id", "=", line.id), ("product_id", "=", product.id)])
        known.filtered(lambda contract: contract.unit_number > len(delivered))._suspend_returned()
        contracts = self.browse()
        for number, move in enumerate(delivered, start=1):
            contracts |= self._ensure(line, move, product, known.filtered(
                lambda contract, number=number: contract.unit_number == number),
                {"unit_number": number})
        return contracts

    # -- both --------------------------------------------------------------------------------------

    @api.model
    def _ensure(self, line, move, product, known, values):
        """The contract of a delivered unit: the known one, resumed, or a new one."""
        known._resume_delivered()
        revived = known.filtered(lambda contract: contract.stop_reason == "resold")
        if known and not revived:
            return known
        company = line.company_id
        delivered = company._maintenance_local(move.date).date()
        policy = self.env["fusion.maintenance.policy"]._default_for(company)
        months = self._months(product, line) or policy.interval_months
        anchor = {
            "sale_line_id": line.id,
            "delivered_date": delivered,
            "next_due_date": cycle.first_due(delivered, months, company._maintenance_today()),
            "state": "active",
            "stop_reason": False,
        }
        if revived:
            # Bought back by a former client: a new life of the same unit.
            revived.write(anchor)
            return revived
        return self.create({
            **values, **anchor,
            "company_id": company.id,
            "partner_id": line.order_id.partner_id.id,
            "service_address_id": (move.picking_id.partner_id or line.order_id.partner_shipping_id).id,
            "product_id": product.id,
            "policy_id": policy.id,
            "interval_months": months,
        })
