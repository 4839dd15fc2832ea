import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta

from ..core import slots
from ..core.minutes import to_minutes
from .common import TODAY, TORONTO, MaintenanceCase, utc

ZONES = ("America/Toronto", "America/Vancouver", "America/St_Johns")


class TestWorkingHours(MaintenanceCase):
    """Our own reading of ordinary calendars says what Odoo's says."""

    def _hire_and_grant_leave(self, rng, number):
        """A technician with a random calendar, zone and time off; sometimes a new calendar soon."""
        tz = rng.choice(ZONES)
        calendar = self._random_calendar(rng, f"Random {number}", tz)
        technician = self.make_technician(f"Technician {number}", calendar, tz=tz)
        for _count in range(rng.randrange(4)):
            self._random_leave(rng, resource_id=technician.resource_id.id, calendar_id=calendar.id)
        return technician

    def _random_calendar(self, rng, name, tz):
        # From four in the morning: in the hours in which the clocks change, Odoo works a phantom one.
        hours = sorted(rng.sample(range(8, 48), 4))
        return self.make_calendar(
            name, tz, days=rng.sample(range(7), rng.randrange(1, 7)),
            hours=((hours[0] / 2, hours[1] / 2), (hours[2] / 2, hours[3] / 2)),
            company_id=self.company.id)

    def _random_leave(self, rng, **values):
        start = utc(TODAY, 0) + timedelta(minutes=15 * rng.randrange(20 * 96))
        self.env["resource.calendar.leaves"].create({
            "name": "Off", "company_id": self.company.id, "date_from": start,
            "date_to": start + timedelta(minutes=15 * rng.randrange(1, 300)),
            "time_type": rng.choice(["leave", "leave", "other"]), **values})

    def _odoo(self, technicians, start, stop):
        """Employee id → minutes, the way Odoo reads them, calendar by calendar."""
        work = defaultdict(list)
        for calendar, own in technicians.grouped("resource_calendar_id").items():
            intervals = calendar._work_intervals_batch(start, stop, own.resource_id)
            for technician in own:
                work[technician.id] = slots.merge(
                    (to_minutes(opens, up=True), to_minutes(closes))
                    for opens, closes, _attendance in intervals[technician.resource_id.id])
        return work

    def test_random_calendars_and_leaves(self):
        rng = random.Random(20261123)
        technicians = self.env["hr.employee"].union(
            *(self._hire_and_grant_leave(rng, number) for number in range(40)))
        for calendar in technicians.resource_calendar_id[:10]:
            self._random_leave(rng, resource_id=False, calendar_id=calendar.id)
        self._random_leave(rng, resource_id=False, calendar_id=False, time_type="leave")
        contract = self.make_contract()
        availability = self.env["fusion.maintenance.availability"]
        for first in (TODAY, date(2027, 3, 8), date(2027, 10, 25)):  # the clocks change in the latter two
            start = datetime.combine(first, time.min, TORONTO)
            stop = datetime.combine(first + timedelta(days=21), time.min, TORONTO)
            people = availability._people(technicians, self.company)
            ours = availability._work(contract, people, start, stop)
            odoos = self._odoo(technicians, start, stop)
            for technician in technicians:
                self.assertEqual(slots.merge(ours[technician.id]), odoos[technician.id], technician.name)

    def test_a_calendar_of_two_weeks(self):
        calendar = self.make_calendar("Alternating", company_id=self.company.id)
        calendar.switch_calendar_type()
        for line in calendar.attendance_ids:
            if line.week_type == "1" and line.dayofweek in ("0", "1"):
                line.unlink()
        technician = self.make_technician(calendar=calendar)
        start = datetime.combine(TODAY, time.min, TORONTO)
        stop = datetime.combine(TODAY + timedelta(days=28), time.min, TORONTO)
        availability = self.env["fusion.maintenance.availability"]
        ours = availability._work(
            self.make_contract(), availability._people(technician, self.company), start, stop)
        self.assertEqual(
            slots.merge(ours[technician.id]), self._odoo(technician, start, stop)[technician.id])
        self.assertEqual(len(ours[technician.id]), (5 + 3) * 2 * 2)

    def test_a_leave_of_a_former_calendar_still_counts(self):
        technician = self.make_technician()
        leave = self.env["resource.calendar.leaves"].create({
            "name": "Off", "resource_id": technician.resource_id.id,
            "calendar_id": self.company.resource_calendar_id.id,
            "date_from": utc(TODAY + timedelta(days=2), 0),
            "date_to": utc(TODAY + timedelta(days=3), 0)})
        technician.resource_calendar_id = self.make_calendar("New", company_id=self.company.id)
        leave.calendar_id = self.company.resource_calendar_id
        contract = self.make_contract()
        self.assertEqual(self.local_times(contract, TODAY + timedelta(days=2)), [])
        self.assertTrue(self.local_times(contract, TODAY + timedelta(days=3)))
