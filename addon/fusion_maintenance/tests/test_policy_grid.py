from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MaintenanceCase


@tagged("post_install", "-at_install")
class TestPolicyGrid(MaintenanceCase):
    """The managers' grid of policies saves all or nothing, and never over what somebody else saved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("mona", "group_manager")
        cls.Policy = cls.env["fusion.maintenance.policy"].with_user(cls.manager)
        cls.lift = cls.make_policy(name="Lift", sequence=20)
        cls.chair = cls.make_policy(name="Chair", sequence=30)

    def save(self, edited=(), added=(), order=False):
        """Save drafts; ``edited`` are tuples of policy, field, from, to."""
        rows = {}
        for policy, name, before, after in edited:
            rows.setdefault(policy.id, {})[name] = {"from": before, "to": after}
        result = self.Policy.save_grid({
            "edited": [{"id": policy_id, "cells": cells} for policy_id, cells in rows.items()],
            "added": list(added), "order": order})
        self.env.invalidate_all()
        return result

    def test_all_cells_are_saved(self):
        skill = self.env["hr.skill.type"].create({
            "name": "Trade", "skill_ids": [(0, 0, {"name": "Lifts"})],
            "skill_level_ids": [(0, 0, {"name": "Good", "level_progress": 80, "default_level": True})]}).skill_ids
        result = self.save([
            (self.lift, "interval_months", 12, 6), (self.lift, "price", 95.0, 82.5),
            (self.lift, "skill_id", False, skill.id), (self.chair, "reminder_bands", "30, 7, 1", "45, 3")])
        self.assertEqual(result, {"saved": True, "ids": {}})
        self.assertRecordValues(self.lift, [{"interval_months": 6, "price": 82.5, "skill_id": skill.id}])
        self.assertEqual(self.chair.reminder_bands, "45, 3")

    def test_one_bad_cell_keeps_all_from_being_saved_and_says_why(self):
        result = self.save([
            (self.lift, "interval_months", 12, 0), (self.lift, "price", 95.0, 82.5),
            (self.chair, "reminder_bands", "30, 7, 1", "soon"), (self.chair, "duration", 60, 45)])
        self.assertFalse(result["saved"])
        self.assertEqual(
            [(problem["key"], problem["column"]) for problem in result["problems"]],
            [(str(self.lift.id), "interval_months"), (str(self.chair.id), "reminder_bands")])
        self.assertEqual(result["problems"][0]["message"], "The interval must be at least one month.")
        self.assertIn("like 30, 7, 1", result["problems"][1]["message"])
        self.assertRecordValues(self.lift, [{"interval_months": 12, "price": 95.0}])
        self.assertEqual(self.chair.duration, 60)

    def test_archiving_the_default_policy_is_refused_in_words(self):
        result = self.save([(self.policy, "active", True, False)])
        self.assertEqual([problem["column"] for problem in result["problems"]], ["active"])
        self.assertIn("default policy", result["problems"][0]["message"])

    def test_what_somebody_else_saved_meanwhile_is_named_and_kept(self):
        self.lift.interval_months = 18
        result = self.save([(self.lift, "interval_months", 12, 6), (self.chair, "interval_months", 12, 6)])
        self.assertEqual(result["conflicts"], [{
            "key": str(self.lift.id), "column": "interval_months", "value": 18, "by": self.env.user.name}])
        self.assertEqual((self.lift.interval_months, self.chair.interval_months), (18, 12))

    def test_a_record_that_somebody_else_chose_is_named(self):
        self.lift.service_product_id = wash = self.env["product.product"].create({"name": "Wash", "type": "service"})
        result = self.save([(self.lift, "service_product_id", self.chair.service_product_id.id, False)])
        self.assertEqual(result["conflicts"][0]["value"], {"id": wash.id, "display_name": "Wash"})

    def test_two_who_agree_are_not_in_each_others_way(self):
        self.lift.write({"interval_months": 6, "duration": 90})
        self.assertTrue(self.save([(self.lift, "interval_months", 12, 6), (self.lift, "price", 95.0, 80.0)])["saved"])
        self.assertRecordValues(self.lift, [{"interval_months": 6, "duration": 90, "price": 80.0}])

    def test_a_policy_that_was_deleted_meanwhile_is_named(self):
        gone = self.make_policy(name="Gone")
        edited = [(gone, "price", 95.0, 80.0)]
        gone.unlink()
        self.assertEqual(self.save(edited)["conflicts"], [{"key": str(gone.id), "column": "", "value": False, "by": ""}])

    def test_rows_are_added_and_duplicated_in_their_places(self):
        self.lift.write({"notice_hours": 72, "roll_rule": "planned"})
        shown = self.Policy.search([]).ids
        to = [shown[0], "new-1", *shown[1:], "new-2"]
        result = self.save(added=[
            {"key": "new-1", "copy_of": False, "values": {"name": "Bath lift", "interval_months": 6}},
            {"key": "new-2", "copy_of": self.lift.id, "values": {"name": "Stair lift", "interval_months": 9}},
        ], order={"from": shown, "to": to})
        bath, stair = (self.Policy.browse(result["ids"][key]) for key in ("new-1", "new-2"))
        self.assertRecordValues(bath, [{"name": "Bath lift", "interval_months": 6, "company_id": self.company.id}])
        self.assertRecordValues(stair, [{"name": "Stair lift", "interval_months": 9, "notice_hours": 72, "roll_rule": "planned"}])
        self.assertEqual(self.Policy.search([]).ids, [result["ids"].get(key, key) for key in to])

    def test_an_added_row_with_another_product_costs_what_that_one_does(self):
        self.lift.price = 120
        wash = self.env["product.product"].create({"name": "Wash", "type": "service", "list_price": 77})
        other = {"service_product_id": wash.id}
        ids = self.save(added=[{"key": key, "copy_of": copy_of, "values": {"name": key, **values}} for key, copy_of, values in [
            ("new", False, other), ("new-priced", False, {**other, "price": 60}),
            ("copy", self.lift.id, other), ("copy-priced", self.lift.id, {**other, "price": 60}),
            ("same", self.lift.id, {"service_product_id": self.lift.service_product_id.id}), ("alike", self.lift.id, {})]])["ids"]
        prices = {key: self.Policy.browse(policy_id).price for key, policy_id in ids.items()}
        self.assertEqual(prices, {
            "new": 77, "new-priced": 60, "copy": 77, "copy-priced": 60, "same": 120, "alike": 120})

    def test_an_added_row_that_is_wrong_says_in_which_cell(self):
        result = self.save(added=[{"key": "new-1", "copy_of": False, "values": {
            "name": "Bath lift", "interval_months": 6, "duration": 1}}])
        self.assertEqual([(one["key"], one["column"]) for one in result["problems"]], [("new-1", "duration")])
        self.assertFalse(self.Policy.search([("name", "=", "Bath lift")]))

    def test_rows_that_a_search_does_not_show_keep_their_places(self):
        first, second, third = self.policy + self.lift + self.chair
        self.assertTrue(self.save(order={"from": [first.id, third.id], "to": [third.id, first.id]})["saved"])
        self.assertEqual(self.Policy.search([]), third + second + first)

    def test_rows_that_somebody_else_moved_meanwhile_are_not_moved_again(self):
        shown = self.Policy.search([]).ids
        self.chair.sequence = -1
        result = self.save(order={"from": shown, "to": shown[::-1]})
        self.assertFalse(result["saved"])
        self.assertIn("moved", result["message"])
        self.assertEqual(self.Policy.search([])[0], self.chair)

    def test_only_managers_save(self):
        self.Policy = self.Policy.with_user(self.make_user("dan", "group_dispatcher"))
        with self.assertRaises(AccessError):
            self.save([(self.lift, "interval_months", 12, 6)])

    def test_policies_of_other_companies_are_out_of_reach(self):
        other = self.env["fusion.maintenance.policy"]._default_for(self.make_company("Other Mobility"))
        result = self.save([(other, "interval_months", 12, 6)])
        self.assertFalse(result["saved"])
        self.assertEqual(other.interval_months, 12)

    # -- what a policy entails ---------------------------------------------------------------------

    def test_visits_and_revenue_of_twelve_months(self):
        self.lift.price = 80
        for due, months in [
            ("2026-11-23", 12),  # today, and next in 12 months: one
            ("2026-01-10", 6),  # overdue, and 6 months on: two
            ("2027-11-22", 6),  # on the last day: one
            ("2027-11-23", 6),  # a day later: none
            ("2026-12-01", 1),  # monthly: twelve
        ]:
            self.make_contract(policy_id=self.lift.id, due=due, interval_months=months)
        self.make_contract(policy_id=self.lift.id, state="paused")
        self.assertRecordValues(self.lift, [{"expected_visits": 16, "expected_revenue": 1280.0, "contract_count": 5}])
        opened = self.env["fusion.maintenance.contract"].search(self.lift.action_view_contracts()["domain"])
        self.assertEqual(opened.mapped("state"), ["active"] * 5, "the link opens what the figure counts")
        self.lift.revenue_mode = "none"
        self.assertEqual(self.lift.expected_revenue, 0)
        self.assertRecordValues(self.chair, [{"expected_visits": 0, "expected_revenue": 0}])
        contracts = self.env["fusion.maintenance.contract"].search(self.lift.action_view_expected()["domain"])
        self.assertEqual(len(contracts), 4)
        self.assertEqual(set(contracts.policy_id), {self.lift})

    def test_the_outlook_asks_as_little_of_many_policies_as_of_few(self):
        names = ["contract_count", "expected_visits", "expected_revenue"]
        policies = self.lift + self.chair
        many = policies + self.env["fusion.maintenance.policy"].create([{"name": f"Policy {n}"} for n in range(40)])
        self.make_contract(policy_id=self.lift.id, due=fields.Date.today())

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.read(names)
            return self.cr.sql_log_count - before
        queries(many)
        self.assertEqual(queries(many), queries(policies))
