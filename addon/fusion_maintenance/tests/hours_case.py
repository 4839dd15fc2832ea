"""One technician, and the times that a contract is offered on a day."""
from datetime import date

from .common import MaintenanceCase, utc

WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
FULL_DAY = [
    "08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00",
    "13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"]


class HoursCase(MaintenanceCase):
    """One technician and a contract; the times of a Wednesday are looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.contract = cls.make_contract()

    def times(self, day=WEDNESDAY):
        return self.local_times(self.contract, day)

    def off(self, day, start=0, stop=24, **values):
        """Time off, of the technician unless somebody else is named."""
        return self.env["resource.calendar.leaves"].create({
            "name": "Off", "company_id": self.company.id,
            "calendar_id": self.company.resource_calendar_id.id,
            "resource_id": self.technician.resource_id.id,
            "date_from": utc(day, start),
            "date_to": utc(day, stop) if stop < 24 else utc(day, 23, 59), **values})
