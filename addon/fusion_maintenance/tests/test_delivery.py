from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.tools import mute_logger

from .common import TODAY
from .delivery_case import DeliveryCase


class TestDelivery(DeliveryCase):
    """A unit that has left for the client becomes a contract."""

    def test_each_serial_becomes_a_contract_of_the_client(self):
        contracts = self.sold("SN-1", "SN-2")
        self.assertRecordValues(contracts, [
            {"serial": serial, "partner_id": self.client.id, "product_id": self.chair.id,
             "policy_id": self.policy.id, "state": "active", "stage": "upcoming",
             "delivered_date": TODAY, "next_due_date": date(2027, 11, 23),
             "company_id": self.company.id}
            for serial in ("SN-1", "SN-2")])
        self.assertEqual(contracts.mapped("lot_id.name"), ["SN-1", "SN-2"])
        self.assertRegex(contracts[0].name, r"^MC/\d{5}$")

    def test_nothing_before_the_goods_have_left(self):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        self.assertFalse(self.contracts(order))
        self.assertFalse(order._spawn_maintenance_contracts())

    def test_two_steps_make_one_contract_at_the_last(self):
        self.warehouse.delivery_steps = "pick_ship"
        self._steps_make_one_contract_at_the_last(2)

    def test_three_steps_make_one_contract_at_the_last(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        self._steps_make_one_contract_at_the_last(3)

    def _steps_make_one_contract_at_the_last(self, steps):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        for step in range(1, steps + 1):
            self.assertFalse(self.contracts(order), f"before step {step}")
            self.ship(self.open_transfers(order).sorted("id")[:1], "SN-1")
        self.assertEqual(self.contracts(order).mapped("serial"), ["SN-1"])
        self.assertFalse(self.open_transfers(order))

    def test_a_partial_delivery_makes_what_was_delivered_and_the_backorder_the_rest(self):
        self.stock(self.chair, "SN-1", "SN-2", "SN-3")
        order = self.sell((self.chair, 3))
        self.ship(order.picking_ids, "SN-1")
        self.assertEqual(self.contracts(order).mapped("serial"), ["SN-1"])
        with self.at("2026-12-10 10:00"):
            self.ship(self.open_transfers(order), "SN-2", "SN-3")
        self.assertEqual(self.contracts(order).mapped("serial"), ["SN-1", "SN-2", "SN-3"])
        self.assertEqual(
            self.contracts(order).mapped("next_due_date"),
            [date(2027, 11, 23), date(2027, 12, 10), date(2027, 12, 10)])

    def test_a_partial_delivery_of_an_untracked_product_counts_on(self):
        self.stock(self.walker, quantity=3)
        order = self.sell((self.walker, 3))
        self.ship(order.picking_ids, quantity=1)
        self.assertEqual(self.contracts(order).mapped("unit_number"), [1])
        self.ship(self.open_transfers(order))
        self.assertEqual(self.contracts(order).mapped("unit_number"), [1, 2, 3])

    def test_an_untracked_product_makes_a_contract_per_unit(self):
        contracts = self.sold_untracked(2)
        self.assertEqual(contracts.mapped("unit_number"), [1, 2])
        self.assertEqual(len(set(contracts.mapped("unit_key"))), 2)
        self.assertFalse(contracts.lot_id)

    def test_a_dozen_is_twelve_units(self):
        self.stock(self.walker, quantity=12)
        order = self.env["sale.order"].create({
            "partner_id": self.client.id, "order_line": [Command.create({
                "product_id": self.walker.id, "product_uom_qty": 1,
                "product_uom_id": self.env.ref("uom.product_uom_dozen").id})]})
        order.action_confirm()
        self.deliver(order)
        self.assertEqual(len(self.contracts(order)), 12)

    def test_a_product_without_an_interval_makes_nothing(self):
        cushion = self.make_product("Cushion", tracking="serial", months=0)
        self.assertFalse(self.sold("C-1", product=cushion))

    def test_the_interval_of_the_product_overrides_the_one_of_the_policy(self):
        self.chair.x_fc_maintenance_interval_months = 6
        contract = self.sold("SN-1")
        self.assertEqual(contract.interval_months, 6)
        self.assertEqual(contract.next_due_date, date(2027, 5, 23))

    def test_the_contract_keeps_the_interval_it_was_made_with(self):
        contract = self.sold("SN-1")
        self.chair.x_fc_maintenance_interval_months = 3
        self.assertEqual(contract.interval_months, 12)

    def test_the_delivery_date_is_the_local_one(self):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        with self.at("2026-11-23 22:30"):  # already the 24th in UTC
            self.deliver(order, "SN-1")
        self.assertEqual(self.contracts(order).delivered_date, TODAY)

    def test_the_visit_goes_where_the_goods_went(self):
        home = self.make_client("Care home", type="delivery", parent_id=self.client.id)
        contract = self.sold("SN-1", partner_shipping_id=home.id)
        self.assertEqual(contract.partner_id, self.client)
        self.assertEqual(contract.service_address_id, home)

    def test_a_unit_added_by_hand_to_the_delivery(self):
        self.stock(self.walker)
        self.stock(self.chair, "SN-1")
        order = self.sell((self.walker, 1))
        picking = order.picking_ids
        picking.move_ids = [Command.create({
            "product_id": self.chair.id, "product_uom_qty": 1,
            "location_id": picking.location_id.id, "location_dest_id": picking.location_dest_id.id,
        })]
        picking.action_confirm()
        self.ship(picking, "SN-1")
        self.assertEqual(self.contracts(order).mapped("product_id"), self.walker | self.chair)

    def test_a_kit_makes_contracts_of_its_serialised_components_only(self):
        # What mrp does with a kit line: its moves are of the components, bound to the line.
        kit = self.make_product("Stair lift set", tracking="none", months=24, type="consu")
        rail = self.make_product("Rail", tracking="none", months=12)
        motor = self.make_product("Motor", months=0)
        self.stock(motor, "M-1")
        self.stock(rail, quantity=4)
        order = self.sell((kit, 1))
        picking, line = order.picking_ids, order.order_line
        picking.move_ids.unlink()
        picking.move_ids = [Command.create({
            "product_id": product.id, "product_uom_qty": quantity, "sale_line_id": line.id,
            "location_id": picking.location_id.id, "location_dest_id": picking.location_dest_id.id,
        }) for product, quantity in ((motor, 1), (rail, 4))]
        picking.action_confirm()
        self.ship(picking, "M-1")
        self.assertRecordValues(self.contracts(order), [
            {"product_id": motor.id, "serial": "M-1", "interval_months": 24}])

    def test_two_lines_of_one_product_share_no_unit(self):
        self.stock(self.walker, quantity=3)
        order = self.sell((self.walker, 1), (self.walker, 2))
        self.deliver(order)
        self.assertEqual(
            [(contract.sale_line_id, contract.unit_number) for contract in self.contracts(order)],
            [(order.order_line[0], 1), (order.order_line[1], 1), (order.order_line[1], 2)])

    def test_ordinary_stock_user_validates_the_delivery(self):
        storekeeper = self.make_user("sam", "stock.group_stock_user")
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        picking = order.picking_ids.with_user(storekeeper)
        picking.move_ids.move_line_ids.lot_id = self.env["stock.lot"].search([("name", "=", "SN-1")])
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.contracts(order).mapped("serial"), ["SN-1"])
        self.assertFalse(self.Omission.search([("order_id", "=", order.id)]))

    def test_an_order_of_another_company(self):
        other = self.make_company("Second shop")
        policy = other.x_fc_maintenance_policy_id
        self.assertTrue(policy, "a new company has a default policy")
        self.warehouse = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        self.stock(self.chair, "SN-1")
        order = self.env["sale.order"].with_company(other).create({
            "partner_id": self.client.id, "company_id": other.id, "order_line": [Command.create(
                {"product_id": self.chair.id, "product_uom_qty": 1})]})
        order.action_confirm()
        # Whoever validates may be working in the first company.
        self.deliver(order.with_company(self.company), "SN-1")
        self.assertRecordValues(self.contracts(order), [
            {"company_id": other.id, "policy_id": policy.id, "serial": "SN-1"}])


class TestOldOrders(DeliveryCase):
    """``_spawn_maintenance_contracts`` for orders delivered before."""

    def test_any_number_of_times_makes_no_second_contract(self):
        contracts = self.sold("SN-1", "SN-2") | self.sold_untracked(3)
        orders = contracts.sale_order_id
        for _again in range(3):
            self.assertEqual(orders._spawn_maintenance_contracts(), contracts)
        self.assertEqual(self.contracts(orders[0]) | self.contracts(orders[1]), contracts)

    def _message(self, orders):
        """What the button says, and the contracts that it then opens."""
        params = orders.with_user(self.make_user("dana", "group_dispatcher")) \
            .action_spawn_maintenance_contracts()["params"]
        return params["message"], self.Contract.search(params["next"].get("domain", [(0, "=", 1)]))

    def test_the_button_says_how_many_are_new_and_why_some_are_left_out(self):
        old = self.sold("SN-1")
        order = self._delivered_at("2025-01-10 10:00")
        waiting = self.sell((self.chair, 2), (self.make_product("Cushion", months=0), 3))
        message, opened = self._message(old.sale_order_id | order | waiting)
        self.assertEqual(message, (
            "New service contracts: 1. There already: 1. Not delivered yet: 2. Without a service "
            "interval on the product: 3."))
        self.assertEqual(opened, old | self.contracts(order))

    def test_the_button_does_not_take_an_older_contract_for_a_new_one(self):
        order = self._delivered_at("2025-01-10 10:00")
        lot = self.env["stock.lot"].search([("product_id", "=", order.order_line.product_id.id)])
        by_hand = self.make_contract(
            partner_id=order.partner_id.id, product_id=lot.product_id.id, lot_id=lot.id)
        message, opened = self._message(order)
        self.assertIn("New service contracts: 0. There already: 1.", message)
        self.assertEqual(opened, by_hand)

    def test_the_button_says_what_failed(self):
        order = self._delivered_at("2025-01-10 10:00")
        with patch.object(type(self.Contract), "_ensure", side_effect=ValueError("No")), \
                mute_logger("odoo.addons.fusion_maintenance.models.unit_spawn"):
            message, opened = self._message(order)
        self.assertIn("New service contracts: 0.", message)
        self.assertIn("Failed: 1, see Follow-up", message)
        self.assertFalse(opened)

    def _delivered_at(self, moment, months=12):
        """An order delivered at a moment, when its product had no interval yet."""
        product = self.make_product(f"Scooter {moment}", months=0)
        with self.at(moment):
            self.stock(product, f"OLD-{moment}")
            order = self.sell((product, 1))
            self.deliver(order, f"OLD-{moment}")
        self.assertFalse(self.contracts(order))
        product.x_fc_maintenance_interval_months = months
        return order

    def test_the_next_date_after_today_counted_from_the_delivery(self):
        order = self._delivered_at("2024-03-31 10:00", months=6)
        contract = order._spawn_maintenance_contracts()
        self.assertEqual(contract.delivered_date, date(2024, 3, 31))
        self.assertEqual(contract.next_due_date, date(2027, 3, 31))

    def test_a_date_that_is_today_is_too_late(self):
        order = self._delivered_at("2025-11-23 10:00")
        self.assertEqual(order._spawn_maintenance_contracts().next_due_date, date(2027, 11, 23))

    def test_a_date_that_is_tomorrow_is_not(self):
        order = self._delivered_at("2025-11-24 10:00")
        self.assertEqual(order._spawn_maintenance_contracts().next_due_date, date(2026, 11, 24))

    def test_a_quotation_has_no_units(self):
        order = self.env["sale.order"].create({
            "partner_id": self.client.id,
            "order_line": [Command.create({"product_id": self.chair.id})]})
        self.assertFalse(order._spawn_maintenance_contracts())
