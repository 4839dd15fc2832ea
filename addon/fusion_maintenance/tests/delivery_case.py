"""Selling, delivering and taking back units, the way a person does it in the backend."""
from odoo import Command
from odoo.tests import Form

from .common import MaintenanceCase


class DeliveryCase(MaintenanceCase):
    """A shop with one warehouse that delivers in one step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1)
        cls.chair = cls.make_product()
        cls.walker = cls.make_product("Walker", tracking="none")
        cls.client = cls.make_client()

    def sell(self, *lines, client=None, **values):
        """A confirmed order of ``(product, quantity)`` lines."""
        order = self.env["sale.order"].create({
            "partner_id": (client or self.client).id, "company_id": self.company.id,
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": quantity})
                for product, quantity in lines],
            **values})
        order.action_confirm()
        return order

    def stock(self, product, *serials, quantity=1):
        """Put serials (or, of an untracked product, a quantity) into the warehouse."""
        lots = [self.env["stock.lot"].search(
            [("product_id", "=", product.id), ("name", "=", serial)]) or
            self.make_lot(product, serial) for serial in serials]
        for lot in lots or [None]:
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, quantity, lot_id=lot)
        return lots

    def ship(self, picking, *serials, quantity=None, backorder=True):
        """Validate one transfer with these serials, or this quantity of each product."""
        for move in picking.move_ids:
            if serials and move.product_id.tracking != "none":
                move.move_line_ids.unlink()
                move.move_line_ids = [Command.create({
                    "product_id": move.product_id.id, "quantity": 1 if quantity is None else quantity,
                    "lot_id": self.env["stock.lot"].search([
                        ("product_id", "=", move.product_id.id), ("name", "=", serial)]).id,
                    "location_id": move.location_id.id,
                    "location_dest_id": move.location_dest_id.id,
                }) for serial in serials]
            else:
                move.quantity = move.product_uom_qty if quantity is None else quantity
            move.picked = True
        answer = picking.button_validate()
        if isinstance(answer, dict):
            wizard = Form.from_action(self.env, answer).save()
            wizard.process() if backorder else wizard.process_cancel_backorder()
        self.assertEqual(picking.state, "done")

    def open_transfers(self, order):
        """The transfers of an order that are still to be done."""
        return order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))

    def deliver(self, order, *serials, **values):
        """Do every step that is open until the goods are with the client."""
        for _step in range(4):
            picking = self.open_transfers(order).filtered(
                lambda picking: picking.state != "waiting").sorted("id")[:1]
            if not picking:
                return
            self.ship(picking, *serials, **values)
        self.assertFalse(self.open_transfers(order))

    def sold(self, *serials, product=None, client=None, **values):
        """An order of serials that was sold and delivered today; its contracts."""
        product = product or self.chair
        self.stock(product, *serials)
        order = self.sell((product, len(serials)), client=client, **values)
        self.deliver(order, *serials)
        return self.contracts(order)

    def sold_untracked(self, quantity, product=None, **values):
        """An order of an untracked quantity that was sold and delivered today; its contracts."""
        product = product or self.walker
        self.stock(product, quantity=quantity)
        order = self.sell((product, quantity), **values)
        self.deliver(order)
        return self.contracts(order)

    def send_back(self, picking, *serials, quantity=None):
        """Return these serials, or a quantity of everything, of a done delivery to our stock."""
        wizard = Form(self.env["stock.return.picking"].with_context(
            active_id=picking.id, active_model="stock.picking")).save()
        for line in wizard.product_return_moves:
            line.quantity = len(serials) or quantity
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self.ship(back, *serials, **({"quantity": quantity} if quantity else {}))
        return back

    def contracts(self, order):
        """The contracts of the units on an order, oldest first."""
        return self.Contract.search([("sale_line_id.order_id", "=", order.id)], order="id")

    def delivery(self, contracts):
        """The done transfers that brought these units to the client."""
        return contracts.sale_line_id.order_id.picking_ids.filtered(
            lambda picking: picking.state == "done" and picking.location_dest_id.usage == "customer")
