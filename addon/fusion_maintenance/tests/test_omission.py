from unittest.mock import patch

from odoo.tools import mute_logger

from .common import MaintenanceCase
from .delivery_case import DeliveryCase

SPAWN_LOGGERS = (
    "odoo.addons.fusion_maintenance.models.unit_spawn",
    "odoo.addons.fusion_maintenance.models.stock_move",
    "odoo.sql_db",
)


class TestOmission(DeliveryCase):
    """A contract that fails to be made never stops a delivery: it is logged and listed."""

    def failing(self, *serials, error=None):
        """Contracts of these serials (of all, if none are named) cannot be created."""
        Contract = type(self.env["fusion.maintenance.contract"])
        create = Contract.create

        def create_or_fail(records, vals_list):
            for vals in vals_list if isinstance(vals_list, list) else [vals_list]:
                lot = self.env["stock.lot"].browse(vals.get("lot_id"))
                if not serials or lot.name in serials:
                    raise error or ValueError("No such policy today")
            return create(records, vals_list)

        return patch.object(Contract, "create", create_or_fail)

    def _delivered_without_contract(self, *serials, **values):
        self.stock(self.chair, *serials)
        order = self.sell((self.chair, len(serials)))
        with self.failing(**values), mute_logger(*SPAWN_LOGGERS):
            self.deliver(order, *serials)
        return order

    def test_the_delivery_is_done_and_the_unit_is_listed(self):
        order = self._delivered_without_contract("SN-1")
        self.assertEqual(order.picking_ids.state, "done")
        self.assertEqual(order.order_line.qty_delivered, 1)
        self.assertFalse(self.contracts(order))
        self.assertRecordValues(self.Omission.search([("order_id", "=", order.id)]), [{
            "sale_line_id": order.order_line.id, "partner_id": self.client.id,
            "product_id": self.chair.id, "reason": "No such policy today",
            "company_id": self.company.id}])

    def test_it_is_logged(self):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        with self.failing(), self.assertLogs(SPAWN_LOGGERS[0], "ERROR") as logged:
            self.deliver(order, "SN-1")
        self.assertIn("No such policy today", "\n".join(logged.output))

    def test_a_database_error_does_not_stop_it_either(self):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        # The database, not Python, refuses.
        with patch.object(type(self.Contract), "_ensure_one", lambda *_args: self.cr.execute("SELECT 1 / 0")), \
                mute_logger(*SPAWN_LOGGERS):
            self.deliver(order, "SN-1")
        self.assertEqual(order.picking_ids.state, "done")
        self.assertEqual(len(self.Omission.search([("order_id", "=", order.id)])), 1)

    def test_the_other_units_of_the_delivery_get_theirs(self):
        self.stock(self.chair, "SN-1", "SN-2", "SN-3")
        order = self.sell((self.chair, 3))
        with self.failing("SN-2"), mute_logger(*SPAWN_LOGGERS):
            self.deliver(order, "SN-1", "SN-2", "SN-3")
        self.assertEqual(self.contracts(order).mapped("serial"), ["SN-1", "SN-3"])
        self.assertEqual(
            self.Omission.search([("order_id", "=", order.id)]).mapped("lot_id.name"), ["SN-2"])

    def test_trying_again_makes_the_contract_and_clears_the_list(self):
        order = self._delivered_without_contract("SN-1")
        self.Omission.search([("order_id", "=", order.id)]).action_retry()
        self.assertEqual(self.contracts(order).mapped("serial"), ["SN-1"])
        self.assertFalse(self.Omission.search([("order_id", "=", order.id)]))

    def test_trying_again_in_vain_lists_it_once(self):
        order = self._delivered_without_contract("SN-1")
        for _again in range(2):
            with self.failing(), mute_logger(*SPAWN_LOGGERS):
                self.Omission.search([("order_id", "=", order.id)]).action_retry()
        self.assertEqual(self.Omission.search_count([("order_id", "=", order.id)]), 1)

    def test_an_old_order_asked_again_lists_it_once_and_clears_it_when_it_works(self):
        order = self._delivered_without_contract("SN-1")
        with self.failing(), mute_logger(*SPAWN_LOGGERS):
            order._spawn_maintenance_contracts()
        self.assertEqual(self.Omission.search_count([("order_id", "=", order.id)]), 1)
        order._spawn_maintenance_contracts()
        self.assertFalse(self.Omission.search([("order_id", "=", order.id)]))
        self.assertEqual(len(self.contracts(order)), 1)

    # -- a failure of the whole transfer's contracts, not of one unit ------------------------------

    def _delivered_while_all_fails(self, order, *serials, **values):
        def fail(*_args):
            raise ValueError("Nothing works today")

        with patch.object(type(self.Contract), "_sync_delivered", fail), mute_logger(*SPAWN_LOGGERS):
            self.deliver(order, *serials, **values)

    def test_each_unit_is_listed_when_all_fails(self):
        self.stock(self.chair, "SN-1", "SN-2")
        self.stock(self.walker)
        cushion = self.make_product("Cushion", tracking="none", months=0)
        self.stock(cushion)
        order = self.sell((self.chair, 2), (self.walker, 1), (cushion, 1))
        self._delivered_while_all_fails(order, "SN-1", "SN-2")
        self.assertEqual(order.picking_ids.state, "done")
        listed = self.Omission.search([("order_id", "=", order.id)], order="id")
        self.assertEqual(
            [(row.product_id, row.lot_id.name) for row in listed],
            [(self.chair, "SN-1"), (self.chair, "SN-2"), (self.walker, False)])
        self.assertEqual(set(listed.mapped("reason")), {"Nothing works today"})
        listed.action_retry()
        self.assertEqual(len(self.contracts(order)), 3)
        self.assertFalse(self.Omission.search([("order_id", "=", order.id)]))

    def test_a_return_that_fails_is_listed_with_the_order_it_came_from(self):
        contract = self.sold("SN-1")
        line, picking = contract.sale_line_id, self.delivery(contract)
        with patch.object(type(self.Contract), "_sync_delivered", side_effect=ValueError), \
                mute_logger(*SPAWN_LOGGERS):
            self.send_back(picking, "SN-1")
        listed = self.Omission.search([("sale_line_id", "=", line.id)])
        self.assertEqual([listed.lot_id.name, listed.reason], ["SN-1", "ValueError"])
        listed.action_retry()
        self.assertEqual(contract.state, "returned")

    def test_a_list_that_cannot_be_written_does_not_stop_the_transfer(self):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        with patch.object(type(self.Omission), "_list", side_effect=ValueError):
            self._delivered_while_all_fails(order, "SN-1")
        self.assertEqual(order.order_line.qty_delivered, 1)

    def test_a_dispatcher_tries_again(self):
        order = self._delivered_without_contract("SN-1")
        dispatcher = self.make_user("dana", "group_dispatcher")
        self.Omission.with_user(dispatcher).search([("order_id", "=", order.id)]).action_retry()
        self.assertEqual(len(self.contracts(order)), 1)


class TestDefaultPolicy(MaintenanceCase):

    def test_a_company_always_has_a_default_policy(self):
        company = self.env["res.company"].create({"name": "Third shop"})
        self.assertEqual(company.x_fc_maintenance_policy_id.company_id, company)
        company.x_fc_maintenance_policy_id = False
        self.assertTrue(self.env["fusion.maintenance.policy"]._default_for(company))
