from datetime import date, timedelta
from unittest.mock import patch

from ..models import booking_offer
from .common import TODAY, TOMORROW, MaintenanceCase, utc


class TestSlotLook(MaintenanceCase):
    """What is shown is the same however far ahead was looked for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.horizon_days = 60
        cls.technician = cls.make_technician()
        cls.contract = cls.make_contract()

    def _off(self, days, employee=None):
        """The technician is away for the next days."""
        employee = employee or self.technician
        self.env["resource.calendar.leaves"].create({
            "name": "Away", "calendar_id": employee.resource_calendar_id.id,
            "resource_id": employee.resource_id.id, "company_id": self.company.id,
            "date_from": utc(TODAY, 0), "date_to": utc(TODAY + timedelta(days=days), 0)})

    def _assert_same_as_everything(self, reason):
        for first in (None, TODAY - timedelta(days=3), TODAY, TODAY + timedelta(days=25), date(2030, 1, 1)):
            for days in (1, 7, 31):
                with self.subTest(reason, first=first, days=days):
                    shown = self.booking._slots(self.contract, first, days)
                    with patch.object(booking_offer, "LOOK_DAYS", 1000):
                        everything = self.booking._slots(self.contract, first, days)
                    for both in (shown, everything):
                        # Windows are for what is shown: that of others may come with it.
                        both["windows"] = {
                            start: window for start, window in both["windows"].items()
                            if start in both["suggested"] or any(start in day["times"] for day in both["week"])}
                    self.assertEqual(shown, everything)

    def test_whenever_the_first_free_day_is(self):
        for days in (1, 7, 9, 16, 22, 45):
            self._off(days)
            self._assert_same_as_everything(f"{days} days off")

    def test_where_there_are_few_times(self):
        self.technician.resource_calendar_id = self.make_calendar("Mondays", hours=((9, 10),), days=[0])
        self._assert_same_as_everything("one time a week")

    def test_with_arrival_windows_and_a_visit_to_move(self):
        self.policy.arrival_window = 120
        self.booking._book(
            self.contract, utc(TOMORROW, 14), key="look", channel="phone")
        self.assertTrue(self.contract.visit_id)
        self._assert_same_as_everything("a visit to move")

    def test_at_night(self):
        """A visit that begins on one day and ends on the next."""
        self.policy.duration = 120
        self.technician.resource_calendar_id = self.make_calendar(
            "Nights", hours=((0, 2), (22, 24)), days=range(7))
        self._assert_same_as_everything("nights")

    def test_three_weeks_are_read_where_they_are_enough(self):
        """Reading all of the horizon takes three times as long (npm run bench, P1)."""
        availability = self.env.registry["fusion.maintenance.availability"]
        read, loads = [], availability._loads

        def _loads(this, contract, employees, start, stop):
            read.append((stop - start).days)
            return loads(this, contract, employees, start, stop)

        with patch.object(availability, "_loads", _loads):
            self.booking._slots(self.contract)
            self.assertEqual(read, [23])
            self._off(30)
            self.booking._slots(self.contract)
            self.assertEqual(read, [23, 23, 61])
