from datetime import date, timedelta

from .common import TODAY, TOMORROW, MaintenanceCase, utc


class TestStages(MaintenanceCase):
    """Where a contract stands, and the job that notices that a day has ended."""

    def refresh(self):
        self.env.flush_all()
        cron = self.env.ref("fusion_maintenance.cron_refresh_stages")
        with self.enter_registry_test_mode():
            self.assertTrue(cron.method_direct_trigger() is True, "the job raised")

    def test_each_stage(self):
        stages = {31: "upcoming", 30: "due", 1: "due", 0: "due", -1: "overdue"}
        for days, stage in stages.items():
            with self.subTest(days=days):
                self.assertEqual(self.make_contract(due=TODAY + timedelta(days=days)).stage, stage)

    def test_a_cycle_passes_through_all_of_them(self):
        contract = self.make_contract(due="2027-01-15")
        stages = []
        for day in ("2026-12-15", "2026-12-16", "2027-01-15", "2027-01-16"):
            with self.at(f"{day} 00:30"):
                self.refresh()
                stages.append(contract.stage)
        self.assertEqual(stages, ["upcoming", "due", "due", "overdue"])

    def test_the_day_ends_at_local_midnight(self):
        contract = self.make_contract(due=TODAY)
        with self.at("2026-11-23 23:59"):  # the 24th in UTC
            self.refresh()
            self.assertEqual(contract.stage, "due")
        with self.at("2026-11-24 00:00"):
            self.refresh()
            self.assertEqual(contract.stage, "overdue")

    def test_straight_from_upcoming_to_overdue(self):
        contract = self.make_contract(due="2027-01-15")
        with self.at("2027-06-01 08:00"):
            self.refresh()
        self.assertEqual(contract.stage, "overdue")

    def test_the_lead_is_the_largest_band_of_the_policy(self):
        contract = self.make_contract(due=TODAY + timedelta(days=45))
        self.assertEqual(contract.stage, "upcoming")
        self.policy.reminder_bands = "60, 7"
        self.assertEqual(contract.stage, "due")
        self.policy.reminder_bands = "7"
        self.assertEqual(contract.stage, "upcoming")

    def test_a_booked_one_stays_booked_whatever_the_date(self):
        self.make_technician()
        contract = self.make_contract(due=TODAY)
        self.booked(contract, utc(TOMORROW, 13))
        with self.at("2026-12-24 08:00"):
            self.refresh()
        self.assertEqual(contract.stage, "booked")

    def test_only_active_ones_have_one(self):
        contract = self.make_contract(due=TODAY)
        for state in ("draft", "paused", "returned", "ended"):
            contract.state = state
            self.assertFalse(contract.stage, state)
            with self.at("2026-12-24 08:00"):
                self.refresh()
            self.assertFalse(contract.stage, state)

    def test_they_can_be_counted(self):
        for days in (60, 20, 10, -5):
            self.make_contract(due=TODAY + timedelta(days=days))
        counts = self.Contract._read_group(
            [("company_id", "=", self.company.id)], ["stage"], ["__count"])
        self.assertEqual(dict(counts), {"upcoming": 1, "due": 2, "overdue": 1})

    def test_every_column_is_there_even_when_it_is_empty(self):
        self.make_contract(due=TODAY)
        groups = self.Contract.with_context(read_group_expand=True).web_read_group(
            [("company_id", "=", self.company.id)], ["stage"], ["__count"])["groups"]
        self.assertEqual(
            [group["stage"] for group in groups], ["overdue", "due", "booked", "upcoming"])

    def test_each_company_by_its_own_clock(self):
        west = self.make_company("West", "America/Vancouver")
        here = self.make_contract(due=TODAY)
        there = self.make_contract(
            due=TODAY, company_id=west.id, policy_id=west.x_fc_maintenance_policy_id.id)
        with self.at("2026-11-24 01:00"):  # 22:00 on the 23rd in Vancouver
            self.refresh()
        self.assertEqual([here.stage, there.stage], ["overdue", "due"])

    def test_counts_on_a_policy_and_a_contract(self):
        self.make_technician()
        contract = self.make_contract(due=date(2026, 12, 1))
        self.make_contract(state="paused")
        self.booked(contract, utc(TOMORROW, 13)).action_cancel()
        self.booked(contract, utc(TOMORROW, 13))
        self.assertEqual(self.policy.contract_count, 1)
        self.assertEqual(
            [contract.visit_count, contract.repair_count, contract.order_count], [2, 2, 2])
