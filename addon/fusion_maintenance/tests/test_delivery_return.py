from datetime import date

from odoo import Command

from .common import TOMORROW, utc
from .delivery_case import DeliveryCase


class TestReturn(DeliveryCase):
    """A unit that comes back, goes out again, or goes to somebody else."""

    def test_a_return_suspends_the_contract(self):
        contract = self.sold("SN-1")
        self.send_back(self.delivery(contract), "SN-1")
        self.assertEqual(contract.state, "returned")
        self.assertFalse(contract.stage)

    def test_a_return_of_one_serial_leaves_the_other(self):
        first, second = self.sold("SN-1", "SN-2")
        self.send_back(self.delivery(first), "SN-2")
        self.assertEqual([first.state, second.state], ["active", "returned"])

    def test_an_untracked_return_of_one_of_two_suspends_one(self):
        contracts = self.sold_untracked(2)
        self.send_back(self.delivery(contracts), quantity=1)
        self.assertEqual(contracts.mapped("state"), ["active", "returned"])

    def test_a_return_of_less_than_a_unit_suspends_nobody(self):
        # Half a pair of something that is counted whole.
        contracts = self.sold_untracked(2)
        self.send_back(self.delivery(contracts), quantity=0.5)
        self.assertEqual(contracts.mapped("state"), ["active", "active"])

    def test_delivered_again_to_the_same_client_it_resumes_with_the_same_due_date(self):
        contract = self.sold("SN-1")
        due = contract.next_due_date
        with self.at("2027-02-01 10:00"):
            back = self.send_back(self.delivery(contract), "SN-1")
            self.assertEqual(contract.state, "returned")
        with self.at("2027-03-01 10:00"):
            self.send_back(back, "SN-1")  # the return of the return
        self.assertEqual((contract.state, contract.next_due_date), ("active", due))
        self.assertEqual(self.Contract.search([("lot_id", "=", contract.lot_id.id)]), contract)

    def test_delivered_again_on_a_new_order_of_the_same_client_it_resumes(self):
        contract = self.sold("SN-1")
        due = contract.next_due_date
        self.send_back(self.delivery(contract), "SN-1")
        with self.at("2027-03-01 10:00"):
            again = self.sell((self.chair, 1))
            self.deliver(again, "SN-1")
        self.assertEqual((contract.state, contract.next_due_date), ("active", due))
        self.assertEqual(self.Contract.search([("lot_id", "=", contract.lot_id.id)]), contract)

    def test_delivered_again_by_hand_without_an_order_it_resumes(self):
        contract = self.sold("SN-1")
        self.send_back(self.delivery(contract), "SN-1")
        picking = self.env["stock.picking"].create({
            "picking_type_id": self.warehouse.out_type_id.id, "partner_id": self.client.id,
            "location_id": self.warehouse.lot_stock_id.id,
            "location_dest_id": self.client.property_stock_customer.id,
            "move_ids": [Command.create({
                "product_id": self.chair.id, "product_uom_qty": 1,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.client.property_stock_customer.id})]})
        picking.action_confirm()
        self.ship(picking, "SN-1")
        self.assertEqual(contract.state, "active")

    def test_a_paused_contract_that_comes_back_and_goes_out_again(self):
        contract = self.sold("SN-1")
        contract.action_pause()
        self.send_back(self.delivery(contract), "SN-1")
        self.assertEqual(contract.state, "returned")

    def test_an_untracked_unit_that_came_back_and_goes_out_again(self):
        contracts = self.sold_untracked(2)
        back = self.send_back(self.delivery(contracts), quantity=1)
        self.send_back(back, quantity=1)
        self.assertEqual(contracts.mapped("state"), ["active", "active"])
        self.assertEqual(len(self.contracts(contracts.sale_order_id)), 2)

    def test_a_return_tells_the_dispatcher_about_a_booked_visit(self):
        contract = self.sold("SN-1")
        self.make_technician()
        visit = self.booked(contract)
        self.send_back(self.delivery(contract), "SN-1")
        self.assertEqual(contract.state, "returned")
        self.assertEqual(visit.state, "booked")
        self.assertEqual(len(contract.activity_ids), 1)

    def test_old_orders_do_not_wake_a_returned_unit(self):
        contract = self.sold("SN-1")
        self.send_back(self.delivery(contract), "SN-1")
        contract.sale_order_id._spawn_maintenance_contracts()
        self.assertEqual(contract.state, "returned")

    def test_a_repair_of_the_unit_is_no_return(self):
        contract = self.sold("SN-1")
        customer = self.client.property_stock_customer
        repair = self.env["repair.order"].create({
            "partner_id": self.client.id, "product_id": self.chair.id, "lot_id": contract.lot_id.id,
            "product_location_src_id": customer.id,
            "product_location_dest_id": self.warehouse.lot_stock_id.id})
        repair.action_validate()
        repair.action_repair_start()
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(contract.state, "active")


class TestResold(DeliveryCase):
    """A serial that is delivered to somebody else."""

    def _resell(self, contract, buyer, backwards=True):
        """Take the unit back (unless it went from hand to hand) and sell it to another client."""
        if backwards:
            self.send_back(self.delivery(contract).sorted("id")[-1:], contract.serial)
        order = self.sell((self.chair, 1), client=buyer)
        self.deliver(order, contract.serial)
        return self.contracts(order)

    def test_it_ends_the_first_contract_and_starts_another(self):
        first = self.sold("SN-1")
        buyer = self.make_client("Omar Haddad", "omar@example.com")
        with self.at("2027-06-01 10:00"):
            second = self._resell(first, buyer)
        self.assertRecordValues(first | second, [
            {"partner_id": self.client.id, "state": "ended", "stop_reason": "resold"},
            {"partner_id": buyer.id, "state": "active", "stop_reason": False}])
        self.assertEqual(second.next_due_date, date(2028, 6, 1))
        self.assertEqual(second.lot_id, first.lot_id)

    def test_it_cancels_what_was_planned_for_the_first_client(self):
        first = self.sold("SN-1")
        self.make_technician()
        visit = self.booked(first, utc(TOMORROW, 14))
        self._resell(first, self.make_client("Omar Haddad", "omar@example.com"))
        self.assertEqual(visit.state, "cancelled")
        self.assertFalse(visit.reservation_id)

    def test_the_first_order_asked_again_changes_nothing(self):
        first = self.sold("SN-1")
        second = self._resell(first, self.make_client("Omar Haddad", "omar@example.com"))
        (first | second).sale_order_id._spawn_maintenance_contracts()
        self.assertEqual([first.state, second.state], ["ended", "active"])
        self.assertEqual(
            self.Contract.search_count([("lot_id", "=", first.lot_id.id)]), 2)

    def test_bought_back_by_the_first_client_it_starts_anew(self):
        first = self.sold("SN-1")
        second = self._resell(first, self.make_client("Omar Haddad", "omar@example.com"))
        with self.at("2028-01-10 10:00"):
            self.send_back(self.delivery(second), "SN-1")
            order = self.sell((self.chair, 1))
            self.deliver(order, "SN-1")
        self.assertEqual((first.state, first.stop_reason), ("active", False))
        self.assertEqual(first.next_due_date, date(2029, 1, 10))
        self.assertEqual((second.state, second.stop_reason), ("ended", "resold"))


class TestLots(DeliveryCase):
    """A product tracked by lot: several units, and several clients, may share a number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.battery = cls.make_product("Battery Pack", tracking="lot")

    def _sold_of_lot(self, lot, quantity, client=None):
        self.stock(self.battery, lot, quantity=quantity)
        order = self.sell((self.battery, quantity), client=client)
        self.deliver(order, lot, quantity=quantity)
        return self.contracts(order)

    def test_one_contract_per_lot_of_a_client(self):
        contract = self._sold_of_lot("LOT-1", 3)
        self.assertEqual(contract.mapped("lot_id.name"), ["LOT-1"])
        self.assertEqual(contract.state, "active")

    def test_two_clients_of_one_lot_keep_a_contract_each(self):
        other = self.make_client("Omar Haddad", "omar@example.com")
        first = self._sold_of_lot("LOT-1", 2)
        second = self._sold_of_lot("LOT-1", 3, other)
        self.assertEqual([first.state, second.state], ["active", "active"])
        (first | second).sale_order_id._spawn_maintenance_contracts()
        self.assertEqual([first.state, second.state], ["active", "active"])

    def test_the_return_of_one_client_is_not_the_others(self):
        other = self.make_client("Omar Haddad", "omar@example.com")
        first = self._sold_of_lot("LOT-1", 2)
        second = self._sold_of_lot("LOT-1", 3, other)
        self.send_back(self.delivery(second), "LOT-1", quantity=3)
        self.assertEqual([first.state, second.state], ["active", "returned"])

    def test_a_part_of_a_lot_that_comes_back_leaves_the_contract(self):
        contract = self._sold_of_lot("LOT-1", 3)
        self.send_back(self.delivery(contract), "LOT-1", quantity=1)
        self.assertEqual(contract.state, "active")
