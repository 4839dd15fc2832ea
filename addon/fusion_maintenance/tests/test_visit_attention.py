"""Which booked visits a dispatcher has to look at (R6)."""
from .common import TOMORROW, utc
from .hours_case import THURSDAY, WEDNESDAY
from .test_visit_move import MoveCase


class TestAttention(MoveCase):
    """Visits that a dispatcher has to look at are listed, not lost."""

    def needs_technician(self):
        return self.Visit.search([("needs_technician", "=", True)]) & self.visit

    def clash(self):
        return self.Visit.search([("clash", "=", True)]) & self.visit

    def test_an_ordinary_visit_is_not_listed(self):
        self.assertFalse(self.needs_technician() | self.clash())

    def test_a_technician_who_is_archived(self):
        self.technician.action_archive()
        self.assertTrue(self.needs_technician())
        self.assertEqual(self.visit.state, "booked")

    def test_a_technician_who_takes_leave(self):
        self.env["resource.calendar.leaves"].create({
            "name": "Off", "resource_id": self.technician.resource_id.id,
            "calendar_id": self.company.resource_calendar_id.id,
            "date_from": utc(WEDNESDAY, 0), "date_to": utc(WEDNESDAY, 23, 59)})
        self.assertTrue(self.needs_technician())

    def test_a_technician_whose_contract_ends_before(self):
        self.technician.version_id.write({"contract_date_start": "2020-01-01", "contract_date_end": TOMORROW})
        self.assertTrue(self.needs_technician())

    def test_a_public_holiday(self):
        self.env["resource.calendar.leaves"].create({
            "name": "Holiday", "company_id": self.company.id, "calendar_id": False,
            "date_from": utc(WEDNESDAY, 0), "date_to": utc(WEDNESDAY, 23, 59)})
        self.assertTrue(self.needs_technician())

    def away(self, day=WEDNESDAY, **values):
        """Time off, of everybody in the company unless a resource is named."""
        return self.env["resource.calendar.leaves"].create({
            "name": "Away", "company_id": self.company.id, "calendar_id": False,
            "date_from": utc(day, 0), "date_to": utc(day, 23, 59), **values})

    def test_who_works_elsewhere_is_not_away(self):
        self.away(resource_id=self.technician.resource_id.id, time_type="other")
        self.assertFalse(self.needs_technician())
        self.assertIn("14:00", self.local_times(self.make_contract(), WEDNESDAY))

    def test_a_holiday_of_other_hours_is_none(self):
        self.away(calendar_id=self.make_calendar("Night shift").id)
        self.assertFalse(self.needs_technician())

    def test_a_holiday_of_the_companys_hours_is_one_of_who_has_no_fixed_hours(self):
        flexible = self.make_calendar("Flexible", flexible_hours=True, hours_per_day=8)
        holiday = self.away(calendar_id=self.company.resource_calendar_id.id)
        for hours in (flexible, flexible.browse()):
            self.technician.resource_calendar_id = hours
            self.assertTrue(self.needs_technician())
            self.assertFalse(self.local_times(self.make_contract(), WEDNESDAY))
        holiday.calendar_id = flexible
        self.assertFalse(self.needs_technician())
        self.technician.resource_calendar_id = flexible
        self.assertTrue(self.needs_technician())

    def test_a_holiday_counts_by_the_hours_of_that_day(self):
        until_then = self.company.resource_calendar_id
        later = self.make_calendar("From Wednesday on")
        self.technician.create_version({"date_version": WEDNESDAY, "resource_calendar_id": later.id})
        holiday = self.away(calendar_id=later.id)
        self.assertTrue(self.needs_technician())
        holiday.calendar_id = until_then
        self.assertFalse(self.needs_technician())
        self.assertIn("14:00", self.local_times(self.make_contract(), WEDNESDAY))

    def test_a_technician_whose_contract_begins_after(self):
        self.technician.version_id.contract_date_start = THURSDAY
        self.assertTrue(self.needs_technician())
        self.assertFalse(self.local_times(self.make_contract(), WEDNESDAY))

    def test_another_event_may_be_laid_over_a_visit_which_is_then_a_clash(self):
        self.meeting(utc(WEDNESDAY, 9, 30), utc(WEDNESDAY, 11))
        self.assertTrue(self.clash())

    def test_an_event_that_only_touches_is_no_clash(self):
        self.meeting(utc(WEDNESDAY, 10), utc(WEDNESDAY, 11))
        self.assertFalse(self.clash())

    def test_an_all_day_event_is_a_clash(self):
        self.meeting(utc(WEDNESDAY, 8), utc(WEDNESDAY, 18), allday=True,
                     start_date=WEDNESDAY, stop_date=WEDNESDAY)
        self.assertTrue(self.clash())

    def test_a_free_event_is_none(self):
        self.meeting(utc(WEDNESDAY, 9), utc(WEDNESDAY, 11), show_as="free")
        self.assertFalse(self.clash())

    def test_a_meeting_of_the_organizer_alone_is_one(self):
        user = self.make_user("tess", employee=self.technician)
        event = self.meeting(utc(WEDNESDAY, 9), utc(WEDNESDAY, 11), user_id=user.id, partner_ids=[])
        self.assertTrue(self.clash())
