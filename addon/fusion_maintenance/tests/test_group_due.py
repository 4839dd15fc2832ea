from odoo.exceptions import ValidationError

from .common import MaintenanceCase


class TestGroupDue(MaintenanceCase):
    """Which units of a client are due together. Today is 23 November; the lead is due on 23 December."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.make_client("Cedar Grove Care Home", is_company=True)
        cls.lead = cls.lift("2026-12-23")

    @classmethod
    def lift(cls, due, **values):
        """A lift of the care home."""
        return cls.make_contract(due, **{"partner_id": cls.home.id, **values})

    def test_the_unit_itself_then_the_others_by_due_date(self):
        later, sooner = self.lift("2027-01-10"), self.lift("2026-12-10")
        self.assertEqual(list(self.lead._due_together()), [self.lead, sooner, later])

    def test_the_window_counts_days_both_ways_and_its_last_day(self):
        self.company.x_fc_maintenance_together_days = 10
        inside = [self.lift("2026-12-13"), self.lift("2027-01-02")]
        self.lift("2026-12-12")
        self.lift("2027-01-03")
        self.assertEqual(list(self.lead._due_together()), [self.lead, *inside])

    def test_zero_days_is_each_for_itself(self):
        self.lift("2026-12-23")
        self.company.x_fc_maintenance_together_days = 0
        self.assertEqual(self.lead._due_together(), self.lead)

    def test_what_is_overdue_counts_as_due_today(self):
        long_ago, today = self.lift("2026-05-01"), self.lift("2026-11-30")
        self.assertEqual(today._due_together(), today + long_ago)
        self.assertEqual(long_ago._due_together(), long_ago + today)

    def test_not_another_clients_nor_at_another_address_nor_without_a_date(self):
        wing = self.make_client("East Wing", parent_id=self.home.id, type="other")
        self.make_contract("2026-12-23")
        self.lift("2026-12-23", service_address_id=wing.id)
        self.lift(False)
        self.assertEqual(self.lead._due_together(), self.lead)

    def test_not_of_another_company(self):
        other = self.make_company("Lakeside Mobility")
        self.lift("2026-12-23", company_id=other.id, policy_id=self.env[
            "fusion.maintenance.policy"]._default_for(other).id)
        self.assertEqual(self.lead._due_together(), self.lead)

    def test_neither_paused_nor_ended_nor_booked_ones(self):
        for state in ("draft", "paused", "returned", "ended"):
            self.lift("2026-12-23", state=state)
        self.make_technician()
        self.company.x_fc_maintenance_together_days = 0
        self.booked(self.lift("2026-12-23"))
        self.company.x_fc_maintenance_together_days = 21
        self.assertEqual(self.lead._due_together(), self.lead)

    def test_a_unit_without_a_date_is_alone(self):
        self.assertEqual(len(self.lift(False)._due_together()), 1)

    def test_a_holder_gets_those_that_are_theirs_to_book(self):
        daughter = self.make_client("Nora Moss")
        held, _not_held = self.lift("2026-12-23"), self.lift("2026-12-23")
        for contract in self.lead | held:
            self.env["fusion.maintenance.holder"].create({
                "contract_id": contract.id, "partner_id": daughter.id})
        self.assertEqual(self.lead._due_together(daughter), self.lead + held)
        self.assertEqual(len(self.lead._due_together(self.home)), 3)

    def test_a_statutory_inspection_is_no_part_of_a_service(self):
        service = self.lift("2026-12-23")
        act = self.make_policy(name="Lifts act", kind="inspection")
        inspection = self.lift("2026-12-23", policy_id=act.id)
        other = self.lift("2026-12-23", policy_id=act.id)
        self.assertEqual(self.lead._due_together(), self.lead + service)
        self.assertEqual(inspection._due_together(), inspection + other)

    def test_many_contracts_cost_as_many_queries_as_one(self):
        contracts = self.lead
        for number in range(20):
            contracts += self.lift("2026-12-23")
            contracts += self.make_contract("2026-12-23")
        counts = []
        for some in (contracts[:2], contracts):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            groups = some._due_together_batch()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(list(groups), list(contracts))
        self.assertEqual({len(group) for group in groups.values()}, {1, 21})
        self.assertEqual(groups[self.lead], self.lead._due_together())

    def test_settings_that_make_no_sense_are_refused(self):
        for name, value in (("together_days", -1), ("together_days", 181),
                            ("longest_visit", 0), ("longest_visit", 721)):
            with self.assertRaises(ValidationError):
                self.company[f"x_fc_maintenance_{name}"] = value
