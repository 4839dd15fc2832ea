from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MaintenanceCase
from .delivery_case import DeliveryCase


@tagged("post_install", "-at_install")
class TestPolicyMatch(DeliveryCase):
    """Which policies a delivered unit falls under."""

    def setUp(self):
        super().setUp()
        Category = self.env["product.category"]
        self.mobility = Category.create({"name": "Mobility"})
        self.scooters = Category.create({"name": "Scooters", "parent_id": self.mobility.id})

    def matched(self, product, **values):
        found = self.policy._match(self.company, product, **values)
        return {kind: (policy.name, why) for kind, (policy, why) in found.items()}

    def test_a_category_counts_for_those_below_and_the_nearest_one_wins(self):
        self.make_policy(name="Mobility", category_ids=self.mobility.ids)
        scooter = self.make_product("Scooter", months=0, categ_id=self.scooters.id)
        self.assertEqual(self.matched(scooter), {"service": ("Mobility", "category")})
        self.make_policy(name="Scooters", category_ids=self.scooters.ids)
        self.assertEqual(self.matched(scooter), {"service": ("Scooters", "category")})

    def test_a_policy_with_contracts_stays_with_its_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.policy = self.make_policy(name="Scooters")
        self.policy.company_id = other
        self.policy.company_id = self.company
        self.make_contract(policy_id=self.policy.id)
        with self.assertRaisesRegex(ValidationError, "has 1 contracts of another company"):
            self.policy.company_id = other

    def test_archiving_a_policy_says_how_many_contracts_keep_it(self):
        scooters = self.make_policy(name="Scooters")
        self.make_contract(policy_id=scooters.id, state="active")
        told = scooters.action_archive()["params"]["message"]
        self.assertIn("1 active contracts keep “Scooters”", told)
        self.assertFalse(scooters.active)
        self.assertNotIsInstance(self.make_policy(name="Unused").action_archive(), dict)

    def test_a_product_comes_before_a_device_type_and_that_before_a_category(self):
        scooter = self.make_product("Scooter", months=0, categ_id=self.scooters.id)
        self.make_policy(name="Category", category_ids=self.scooters.ids)
        typed = self.make_policy(name="Type")
        label = self.env["fusion.maintenance.device.type"].create(
            {"name": "Power Scooter", "company_id": self.company.id, "policy_id": typed.id})
        self.assertEqual(self.matched(scooter, device_type=label), {"service": ("Type", "device_type")})
        self.make_policy(name="Product", product_ids=scooter.product_tmpl_id.ids)
        self.assertEqual(self.matched(scooter, device_type=label), {"service": ("Product", "product")})

    def test_a_product_with_an_interval_and_no_rule_gets_the_default_policy(self):
        self.assertEqual(self.matched(self.chair), {"service": (self.policy.name, "interval")})
        self.assertEqual(self.matched(self.make_product("Cushion", months=0)), {})

    def test_an_ignored_type_is_a_part_unless_a_rule_names_the_product(self):
        part = self.env["fusion.maintenance.device.type"].create(
            {"name": "Headrest", "company_id": self.company.id, "ignored": True})
        self.assertEqual(self.matched(self.chair, device_type=part), {})
        self.make_policy(name="Chairs", product_ids=self.chair.product_tmpl_id.ids)
        self.assertEqual(self.matched(self.chair, device_type=part), {"service": ("Chairs", "product")})

    def test_an_archived_policy_and_one_of_another_company_match_nothing(self):
        policy = self.make_policy(name="Scooters", category_ids=self.scooters.ids)
        scooter = self.make_product("Scooter", months=0, categ_id=self.scooters.id)
        self.assertEqual(self.policy._match(self.make_company("Elsewhere"), scooter), {})
        policy.active = False
        self.assertEqual(self.matched(scooter), {})

    def test_a_delivered_unit_with_a_service_and_an_inspection_has_two_contracts(self):
        self.make_policy(name="Lifts", category_ids=self.mobility.ids, interval_months=6)
        self.make_policy(name="Lifts act", kind="inspection", category_ids=self.mobility.ids, interval_months=24)
        lift = self.make_product("Lift", months=0, categ_id=self.mobility.id)
        contracts = self.sold("L-1", product=lift)
        self.assertEqual(
            {(contract.policy_id.name, contract.interval_months, contract.state) for contract in contracts},
            {("Lifts", 6, "active"), ("Lifts act", 24, "active")})
        self.make_technician()
        service = contracts.filtered(lambda contract: contract.policy_id.kind == "service")
        self.booked(service)
        self.assertFalse((contracts - service).visit_id)
        # Asked again, nothing is made twice.
        self.assertEqual(contracts.sale_order_id._spawn_maintenance_contracts(), contracts)

    def test_a_service_that_was_not_booked_here_is_no_inspection(self):
        self.make_policy(name="Act", kind="inspection", product_ids=self.chair.product_tmpl_id.ids)
        contracts = self.sold("S-1")
        due = {contract: contract.next_due_date for contract in contracts}
        with self.at("2027-02-01 10:00"):
            repair = self.env["repair.order"].create({
                "partner_id": self.client.id, "product_id": self.chair.id, "lot_id": contracts.lot_id.id,
                "company_id": self.company.id})
            repair.action_validate()
            repair.action_repair_start()
            repair.action_repair_end()
        rolled = contracts.filtered(lambda contract: contract.next_due_date != due[contract])
        self.assertEqual(rolled.policy_id.mapped("kind"), ["service"])

    def test_a_contract_that_a_person_put_under_another_policy_stays_there(self):
        [contract] = self.sold("S-2")
        other = self.make_policy(name="Gentle")
        contract.policy_id = other
        self.assertEqual(contract.sale_order_id._spawn_maintenance_contracts(), contract)
        self.assertEqual(contract.policy_id, other)

    def test_a_unit_whose_product_is_serviced_no_more_can_still_come_back(self):
        [contract] = self.sold("S-3")
        self.chair.x_fc_maintenance_interval_months = 0
        self.send_back(contract.sale_order_id.picking_ids, "S-3")
        self.assertEqual(contract.state, "returned")

    def test_the_product_says_which_policy_it_gets_and_why(self):
        self.make_policy(name="Scooters", category_ids=self.scooters.ids)
        scooter = self.make_product("Scooter", months=0, categ_id=self.scooters.id)
        self.assertEqual(scooter.x_fc_maintenance_policies, "Scooters (by its category)")
        part = self.make_product("Cushion", months=0)
        self.assertEqual(part.x_fc_maintenance_policies, "None: its units get no contract")


@tagged("post_install", "-at_install")
class TestDeviceTypes(MaintenanceCase):
    """Labels of the sales data."""

    def setUp(self):
        super().setUp()
        self.Type = self.env["fusion.maintenance.device.type"]

    def test_two_spellings_are_one_label_and_a_new_one_waits(self):
        label = self.Type._of_label("Power Base - Tilt", self.company)
        self.assertEqual(label.state, "waiting")
        self.assertEqual(self.Type._of_label(" power base–TILT", self.company), label)
        self.assertFalse(self.Type._of_label(" - ", self.company))
        self.assertFalse(self.Type._of_label(None, self.company))
        with self.assertRaises(IntegrityError), self.cr.savepoint(), mute_logger("odoo.sql_db"):
            self.Type.create({"name": "POWER BASE TILT", "company_id": self.company.id})

    def test_a_label_is_under_a_policy_or_ignored_whatever_was_said_last(self):
        labels = self.Type.create([{"name": name, "company_id": self.company.id} for name in ("Wheel", "Tire")])
        labels.policy_id = self.policy
        self.assertEqual(set(labels.mapped("state")), {"mapped"})
        labels.action_ignore()
        self.assertEqual((set(labels.mapped("state")), labels.policy_id.ids), ({"ignored"}, []))
        labels.policy_id = self.policy
        self.assertFalse(any(labels.mapped("ignored")))
        labels.action_wait()
        self.assertEqual(set(labels.mapped("state")), {"waiting"})

    def test_a_label_of_nothing_but_marks_is_refused_in_words(self):
        with self.assertRaises(ValidationError):
            self.Type.create({"name": "---", "company_id": self.company.id})
