from odoo.tests import Form, tagged

from .common import TODAY
from .reminder_case import ReminderCase


@tagged("post_install", "-at_install")
class TestPolicyInterval(ReminderCase):
    """Whoever changes how often a class of equipment is serviced says for which contracts, and knows how many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("mona", "group_manager")
        cls.Policy = cls.env["fusion.maintenance.policy"].with_user(cls.manager)
        cls.lift = cls.make_policy(name="Lift", interval_months=12).with_user(cls.manager)
        cls.unit = cls.make_product("Bath lift", tracking="none", months=0)

    def running(self, due="2027-10-01", last="2026-10-01", **values):
        """A contract that follows the lift's policy."""
        return self.make_contract(
            due, **{"policy_id": self.lift.id, "product_id": self.unit.id, "last_service_date": last, **values})

    def change(self, months, interval_for):
        self.lift.write({"interval_months": months, "interval_for": interval_for})
        self.env.invalidate_all()

    def dates(self, *contracts):
        return [(contract.interval_months, str(contract.next_due_date)) for contract in contracts]

    def test_all_running_contracts_are_counted_anew_from_their_last_service_or_delivery(self):
        served = self.running()
        new = self.running(due="2027-11-01", last=False, delivered_date="2026-11-01")
        self.change(6, "all")
        self.assertEqual(self.dates(served, new), [(6, "2027-04-01"), (6, "2027-05-01")])
        self.assertIn("every 6 months (it was every 12). Next due on April 1, 2027 (it was October 1, 2027)",
                      served.message_ids[0].body)

    def test_from_their_next_cycle_on_the_due_date_stays(self):
        served = self.running()
        self.change(6, "next")
        self.assertEqual(self.dates(served), [(6, "2027-10-01")])
        served._roll_next_due_date(TODAY)
        self.assertEqual(str(served.next_due_date), "2027-05-23")

    def test_new_contracts_only(self):
        served = self.running()
        self.change(6, "new")
        self.assertEqual(self.dates(served), [(12, "2027-10-01")])
        made = self.Contract.create({
            "policy_id": self.lift.id, "product_id": self.unit.id, "serial": "SN-1", "partner_id": self.make_client().id})
        self.assertEqual(made.interval_months, 6)

    def test_a_plain_write_and_an_import_are_for_new_contracts_only(self):
        served = self.running()
        self.lift.interval_months = 6
        self.Policy.load([".id", "interval_months"], [[str(self.lift.id), "9"]])
        self.env.invalidate_all()
        self.assertEqual((self.lift.interval_months, self.dates(served)), (9, [(12, "2027-10-01")]))

    def test_a_booked_visit_keeps_its_contracts_date_until_it_is_done(self):
        self.make_technician()
        contract = self.running(due="2027-03-23", last="2026-03-23")
        visit = self.booked(contract)
        self.change(6, "all")
        self.assertEqual(self.dates(contract), [(6, "2027-03-23")])
        self.assertEqual(contract.stage, "booked")
        with self.at(f"{visit.start:%Y-%m-%d} 18:00"):
            visit.action_done()
        self.assertEqual(str(contract.next_due_date), "2027-05-24")

    def test_intervals_of_persons_and_products_stay(self):
        own = self.running(interval_months=9)
        product = self.running(product_id=self.make_product("Hoist", tracking="none", months=12).id)
        ended = self.running(state="ended")
        self.running()
        self.assertEqual(self.lift._count_running()[self.lift], (1, 0, 2))
        self.change(6, "all")
        self.assertEqual([one.interval_months for one in (own, product, ended)], [9, 12, 12])

    def test_a_paused_contract_gets_the_interval_and_keeps_its_date(self):
        paused = self.running(state="paused")
        self.change(6, "all")
        self.assertEqual(self.dates(paused), [(6, "2027-10-01")])

    def test_nobody_is_overdue_at_once_they_take_their_turn(self):
        late = [self.running(due=f"2027-03-{day:02}", last=f"2026-03-{day:02}") for day in range(1, 13)]
        soon = self.running(due="2026-12-01", last="2025-12-01")
        overdue = self.running(due="2026-05-01", last="2025-05-01")
        self.change(6, "all")
        self.assertEqual([str(one.next_due_date) for one in late], ["2026-12-24"] * 10 + ["2026-12-25"] * 2)
        self.assertEqual([str(soon.next_due_date), str(overdue.next_due_date)], ["2026-12-01", "2026-05-01"])
        self.assertEqual([one.stage for one in (late[0], soon, overdue)], ["upcoming", "due", "overdue"])
        self.assertFalse(set(self.Contract._reminders_due(self.company)) & {one.id for one in late})
        with self.at("2026-11-24 10:00"):
            first = self.Contract._reminders_due(self.company)
        self.assertEqual(set(first) & {one.id for one in late}, {one.id for one in late[:10]})

    def test_a_longer_interval_brings_nothing_forward_and_ends_what_is_not_overdue_any_more(self):
        old = self.running(due="2027-03-01", last=False, delivered_date="2019-03-01")
        overdue = self.running(due="2026-10-01", last="2025-10-01")
        self.assertEqual(overdue.stage, "overdue")
        self.change(24, "all")
        self.assertEqual(self.dates(old, overdue), [(24, "2027-03-01"), (24, "2027-10-01")])
        self.assertEqual(overdue.stage, "upcoming")

    def test_where_the_plan_counts_the_new_date_follows_the_plan(self):
        self.lift.roll_rule = "planned"
        contract = self.running(due="2027-10-31", last="2026-10-12", delivered_date="2024-10-31")
        self.change(6, "all")
        self.assertEqual(self.dates(contract), [(6, "2027-04-30")])

    def test_a_date_that_moves_starts_its_reminders_anew_without_repeating(self):
        contract = self.running(due="2026-12-23", last="2025-12-23")
        self.run_job()
        reminder = contract.reminder_ids
        self.assertEqual((contract.last_reminder_band, reminder.state), ("30", "queued"))
        self.change(24, "all")
        self.assertFalse(contract.last_reminder_band)
        self.assertEqual((reminder.state, reminder.skip_reason), ("skipped", "moved"))

    # -- asking ------------------------------------------------------------------------------------

    def test_the_form_does_not_save_before_somebody_has_answered(self):
        served = self.running()
        self.running(interval_months=9)
        with Form(self.lift, "fusion_maintenance.view_policy_form") as form:
            self.assertFalse(form.interval_question)
            form.interval_months = 6
            self.assertEqual(
                form.interval_question,
                "Running contracts with the present interval: 1. "
                "Contracts with another interval or their product's own, which keep it: 1.")
            with self.assertRaisesRegex(AssertionError, "interval_for"):
                form.save()
            form.interval_for = "all"
        self.assertEqual(self.dates(served), [(6, "2027-04-01")])

    def test_the_form_asks_nothing_where_no_contract_is_concerned(self):
        self.running(interval_months=9)
        with Form(self.lift, "fusion_maintenance.view_policy_form") as form:
            form.interval_months = 6
            self.assertFalse(form.interval_asks)
            self.assertEqual(
                form.interval_question, "Contracts with another interval or their product's own, which keep it: 1.")
        with Form(self.Policy, "fusion_maintenance.view_policy_form") as form:
            form.name = "Another"
            form.interval_months = 6
            self.assertFalse(form.interval_question)
        self.assertEqual(self.lift.interval_months, 6)

    def save(self, cells, **drafts):
        edited = [{"id": policy.id, "cells": {name: {"from": policy[name], "to": value} for name, value in row.items()}}
                  for policy, row in cells.items()]
        result = self.Policy.save_grid({"edited": edited, "added": [], "order": False, **drafts})
        self.env.invalidate_all()
        return result

    def test_the_grid_asks_once_for_all_intervals_and_saves_nothing_until_then(self):
        chair = self.make_policy(name="Chair").with_user(self.manager)
        served, other = self.running(), self.running(policy_id=chair.id)
        cells = {self.lift: {"interval_months": 6, "price": 80.0}, chair: {"interval_months": 24}}
        answer = self.save(cells)
        self.assertEqual(
            [(one["name"], one["before"], one["after"]) for one in answer["ask"]["policies"]],
            [("Lift", 12, 6), ("Chair", 12, 24)])
        self.assertIn("interval: 1.", answer["ask"]["policies"][0]["question"])
        self.assertEqual([key for key, _label in answer["ask"]["choices"]], ["all", "next", "new"])
        self.assertEqual((self.lift.interval_months, self.lift.price), (12, 95.0))
        self.assertTrue(self.save(cells, interval_for="all")["saved"])
        self.assertEqual(self.dates(served, other), [(6, "2027-04-01"), (24, "2028-10-01")])

    def test_the_grid_asks_nothing_where_something_else_is_wrong(self):
        self.running()
        answer = self.save({self.lift: {"interval_months": 6, "duration": 1}})
        self.assertEqual([(one["column"], answer["ask"]) for one in answer["problems"]], [("duration", False)])

    def test_what_the_grid_cannot_save_changes_no_contract(self):
        served = self.running()
        chair = self.make_policy(name="Chair").with_user(self.manager)
        self.assertFalse(self.save({self.lift: {"interval_months": 6}, chair: {"duration": 1}}, interval_for="all")["saved"])
        self.assertEqual(self.dates(served), [(12, "2027-10-01")])
