import logging

from odoo import api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..core import unit
from .omission import LeftOut

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

        A unit that fails is logged and listed as an omission, the others get theirs.

        :return: the contracts of the units that are with their clients
        :raise psycopg2.Error: two transactions met; Odoo repeats the whole transfer
        """
        sale_lines = sale_lines.sudo()
        # What still fails is listed again.
        self.env["fusion.maintenance.omission"].sudo().search(
            [("sale_line_id", "in", sale_lines.ids)]).unlink()
        contracts = self.sudo().browse()
        for line in sale_lines:
            own = self.sudo().with_company(line.company_id)
            contracts |= own._or_omit(line, lambda records, line=line: records._sync_line(line))
            own._list_left_out(line)
        return contracts

    def _or_omit(self, line, make, lot=None):
        """What ``make(self)`` gives; when it fails, nothing, and an omission that says why.

        :raise psycopg2.Error: two transactions met; Odoo repeats the whole transfer
        """
        try:
            with self.env.cr.savepoint():
                return make(self)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except LeftOut as left_out:
            self.env["fusion.maintenance.omission"]._list(
                [(line, lot or self.env["stock.lot"])], str(left_out), left_out.cause)
        except Exception as error:
            self.env.invalidate_all(flush=False)
            _logger.exception("No contract for order line %s", line.id)
            self.env["fusion.maintenance.omission"]._list(
                [(line, lot or self.env["stock.lot"])], str(error) or type(error).__name__)
        return self.browse()

    @api.model
    def _sync_line(self, line):
        """The contracts of one order line, in step with its done moves."""
        moves = line.move_ids.filtered(lambda move: move.state == "done" and not move.repair_id)
        moves = moves.filtered(lambda move: move._is_delivery() or move._is_client_return())
        contracts = self.browse()
        for product in moves.product_id:
            own = moves.filtered(lambda move, product=product: move.product_id == product)
            # One whose product is not serviced any more can still come back.
            if not self._policies(product, line) and not self._contracts_of(line, product, own):
                continue
            if product.tracking != "none":
                contracts |= self._sync_lots(line, product, own.move_line_ids.lot_id)
            elif product == line.product_id:
                # In a kit only the serialised components are units.
                contracts |= self._sync_quantity(line, product, own.sorted("date"))
        return contracts

    @api.model
    def _contracts_of(self, line, product, moves):
        """The contracts that there are of what these moves of an order line delivered."""
        return self.search(
            Domain("product_id", "=", product.id)
            & (Domain("lot_id", "in", moves.move_line_ids.lot_id.ids) | Domain("sale_line_id", "=", line.id)))

    @api.model
    def _is_serviced(self, line):
        """Whether an order line brings units that get a contract, itself or in its kit."""
        return any(self._policies(product, line) for product in line.product_id | line.move_ids.product_id)

    @api.model
    def _policies(self, product, line):
        """The policies that a unit of an order line falls under: one for service, one for inspections.

        An untracked product of a kit is none, nor is anything of no order.
        """
        Policy = self.env["fusion.maintenance.policy"]
        kit = line.product_id if line.product_id != product else None
        if not line or (kit and product.tracking == "none"):
            return Policy
        device_type = self.env["fusion.maintenance.source"]._type_of(line)
        found = Policy._match(line.company_id, product, kit=kit, device_type=device_type)
        return Policy.union(*(policy for policy, _why in found.values()))

    @api.model
    def _months(self, policy, product, line):
        """After how many months a unit is due: its product may say so for services, or its kit."""
        own = policy.kind == "service" and (
            product.x_fc_maintenance_interval_months or line.product_id.x_fc_maintenance_interval_months)
        return own or policy.interval_months

    # -- serial numbers and lots -------------------------------------------------------------------

    @api.model
    def _sync_lots(self, line, product, lots):
        contracts = self.browse()
        history = self._history(lots)
        sync = self._sync_lot if product.tracking == "lot" else self._sync_serial
        for lot in lots:
            contracts |= self._or_omit(
                line, lambda _records, lot=lot: sync(line, product, lot, history[lot]), lot)
        return contracts

    @api.model
    def _sync_serial(self, line, product, lot, history):
        """A serial is one unit: it is where its last move took it."""
        move = history[-1].move_id
        known = self._known(line, lot)
        if move._is_client_return():
            known._suspend_returned()
            return self.browse()
        partner = self._client(line)
        if move.sale_line_id != line and self._holder(move) != partner:
            return self.browse()  # since delivered to somebody else, whose order it is now
        others = known.filtered(lambda contract: contract.partner_id != partner)
        others.filtered(lambda contract: contract.state != "ended")._stop("resold", notify=False)
        return self._ensure(line, move, product, known - others, {"lot_id": lot.id})

    @api.model
    def _sync_lot(self, line, product, lot, history):
        """Units of one lot are with several clients: one contract for each who still has any."""
        partner = self._client(line)
        own = [row for row in history if self._holder(row.move_id) == partner]
        known = self._known(line, lot).filtered(lambda contract: contract.partner_id == partner)
        sent = [row for row in own if row.move_id._is_delivery()]
        left = 2 * sum(row.quantity_product_uom for row in sent) - sum(
            row.quantity_product_uom for row in own)
        if product.uom_id.compare(left, 0) <= 0:
            known._suspend_returned()
            return self.browse()
        return self._ensure(line, sent[-1].move_id, product, known, {"lot_id": lot.id})

    @api.model
    def _known(self, line, lot):
        """The contracts there are of a serial or lot, in the company of an order line.

        Also one that was made when only the serial was known, as somebody typed it.
        """
        key = unit.normalize_serial(lot.name)
        typed = Domain("product_id", "=", lot.product_id.id) & Domain("serial_key", "=", key)
        return self.search(
            Domain("company_id", "=", line.company_id.id)
            & (Domain("lot_id", "=", lot.id) | (typed if key and lot.product_id.tracking == "serial" else Domain.FALSE)))

    @api.model
    def _history(self, lots):
        """What was moved of each lot to and from clients, oldest first: lot → stock.move.line."""
        rows = self.env["stock.move.line"].sudo().search(
            Domain("lot_id", "in", lots.ids) & Domain("state", "=", "done")
            & Domain("move_id.repair_id", "=", False)
            & (Domain("location_id.usage", "=", "customer")
               | Domain("location_dest_id.usage", "=", "customer")),
            order="date, id")
        return rows.grouped("lot_id")

    @api.model
    def _holder(self, move):
        """Whom a delivery went to; a transfer made by hand has no order to ask."""
        return self._client(move.sale_line_id) or move.picking_id.partner_id

    @api.model
    def _client(self, line):
        """Who has what an order line sold: who ordered it, unless a source knows better. Never who pays."""
        facts = line and self.env["fusion.maintenance.source"]._facts_of(line)
        return (facts and facts.client) or line.order_id.partner_id

    # -- untracked quantities ----------------------------------------------------------------------

    @api.model
    def _sync_quantity(self, line, product, moves):
        """One contract per unit with the client; the highest numbers are the ones that came back."""
        delivered = []
        for move in moves:
            count = int(move.product_uom._compute_quantity(move.quantity, product.uom_id))
            if move._is_delivery():
                delivered += [move] * count
            else:
                del delivered[max(0, len(delivered) - count):]
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
        """The contracts of a delivered unit, one for each kind of policy: known ones, resumed, or new ones."""
        known._resume_delivered()
        if lot := values.get("lot_id"):
            known.filtered(lambda contract: contract.lot_id.id != lot).lot_id = lot
        contracts = known
        for policy in self._policies(product, line):
            own = known.filtered(lambda contract, policy=policy: contract.policy_id.kind == policy.kind)
            contracts |= self._ensure_one(line, move, product, policy, own, values)
        return contracts

    @api.model
    def _ensure_one(self, line, move, product, policy, known, values):
        """The contract of a delivered unit under a policy. The known one may be under another one of its kind."""
        # Ended, and sold once more: a new life of the same unit. The order that it came with
        # before wakes nothing, however often it is asked.
        revived = known.filtered(
            lambda contract: contract.state == "ended" and (
                contract.stop_reason == "resold" or contract.sale_line_id != move.sale_line_id))
        if known and not revived:
            return known
        company = line.company_id
        delivered = company._maintenance_local(move.date).date()
        months = self._months(policy, product, line)
        anchor = self._anchor(line, delivered, months)
        if revived:
            revived.write({**anchor, "sale_line_id": (move.sale_line_id or line).id})
            return known
        client = self._client(line)
        client._check_may_have_contract()
        return self._make([{
            **self._said(line, product), **values, **anchor,
            "source_id": self.env["fusion.maintenance.source"]._of_stock(company).id,
            "company_id": company.id,
            "partner_id": client.id,
            "service_address_id": (move.picking_id.partner_id or line.order_id.partner_shipping_id).id,
            "product_id": product.id,
            "policy_id": policy.id,
            "interval_months": months,
        }])
