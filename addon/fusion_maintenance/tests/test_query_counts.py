from datetime import timedelta

from odoo import Command

from .common import TODAY, MaintenanceCase, utc


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
