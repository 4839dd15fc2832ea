from datetime import timedelta

from odoo import Command

from .common import TODAY, MaintenanceCase, utc
from .reminder_case import ReminderCase


class TestQueryCounts(MaintenanceCase):
    """Reading the free times costs the same whoever many technicians and days there are."""

    def _queries(self, contract):
        """How many queries one reading takes, with nothing in any cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        before = self.cr.sql_log_count
        slots = self.booking._slots(contract)
        self.assertTrue(slots["first_free"])
        return self.cr.sql_log_count - before

    def _hire(self, count):
        """Technicians with a meeting and a visit each."""
        for number in range(count):
            technician = self.make_technician(f"Technician {number}")
            self.env["calendar.event"].create({
                "name": "Supplier", "start": utc(TODAY + timedelta(days=2), 9),
                "stop": utc(TODAY + timedelta(days=2), 10), "user_id": False,
                "partner_ids": [Command.set(technician.work_contact_id.ids)]})
            self.Reservation._take(
                technician, utc(TODAY + timedelta(days=3), 9), utc(TODAY + timedelta(days=3), 10))

    def test_ten_and_fifty_technicians_seven_and_sixty_days(self):
        contract = self.make_contract()
        self._hire(10)
        counts = {}
        for technicians in (10, 50):
            for days in (7, 60):
                self.policy.horizon_days = days
                counts[technicians, days] = self._queries(contract)
            if technicians == 10:
                self._hire(40)
        self.assertEqual(len(set(counts.values())), 1, counts)

    def test_at_most_six_and_seven_for_each_working_calendar(self):
        contract = self.make_contract()
        calendars = [self.make_calendar(f"Shift {number}") for number in range(3)]
        for number, calendar in enumerate(calendars):
            self.make_technician(f"Technician {number}", calendar)
        self.booking._slots(contract)  # what is read once and cached by Odoo is not ours
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.booking._slots(contract)
        self.assertLessEqual(self.cr.sql_log_count - before, 6 + 7 * 3)


class TestReminderQueries(ReminderCase):
    """Running the job again when nothing is due any more costs next to nothing, however many policies there are."""

    def _queries(self):
        """How many queries one run of the job takes, with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        with self.at("2026-12-01 10:00"):
            self.assertEqual(self.Contract._work_to_do(), [])
        return self.cr.sql_log_count - before

    def test_a_second_run_asks_as_much_whatever_policies_there_are(self):
        self.policy.skip_holidays = True
        self._queries()  # what Odoo keeps for all is not ours
        one = self._queries()
        for number in range(5):
            self.make_policy(name=f"Policy {number}", skip_holidays=True)
        self.assertEqual(self._queries(), one)
        companies = self.env["res.company"].search_count([])
        # The switch and the companies; then of each: its hours, lost mails, policies, holidays, what is due.
        self.assertLessEqual(one, 3 + 6 * companies)

    def test_whoever_had_the_reminder_is_left_out_by_the_index(self):
        self.env.flush_all()
        self.cr.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'fusion_maintenance_contract_due_index'")
        self.assertIn("last_reminder_band", self.cr.fetchone()[0])
