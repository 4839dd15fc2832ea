from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from odoo import Command

from .common import TOMORROW, utc
from .hours_case import FULL_DAY, THURSDAY, WEDNESDAY, HoursCase


class TestAway(HoursCase):
    """What takes a technician's time."""

    def busy(self, start, stop, **values):
        """A busy event that the technician takes part in."""
        return self.env["calendar.event"].create({
            "name": "Supplier", "start": start, "stop": stop, "show_as": "busy",
            "user_id": False, "partner_ids": [Command.set(self.technician.work_contact_id.ids)],
            **values})

    def test_a_day_off(self):
        self.off(WEDNESDAY)
        self.assertEqual(self.times(), [])
        self.assertEqual(self.times(THURSDAY), FULL_DAY)

    def test_a_morning_off(self):
        self.off(WEDNESDAY, 8, 12)
        self.assertEqual(self.times(), FULL_DAY[7:])

    def test_a_public_holiday(self):
        self.off(WEDNESDAY, resource_id=False, calendar_id=False)
        self.assertEqual(self.times(), [])

    def test_a_public_holiday_counts_for_those_who_fall_back_to_the_company(self):
        self.off(WEDNESDAY, resource_id=False, calendar_id=False)
        self.technician.resource_calendar_id = False
        self.assertEqual(self.times(), [])
        self.assertEqual(self.times(THURSDAY), FULL_DAY)

    def test_a_day_off_counts_for_those_who_fall_back_to_the_company(self):
        self.technician.resource_calendar_id = False
        self.off(WEDNESDAY, calendar_id=False)
        self.assertEqual(self.times(), [])

    def test_a_meeting_over_lunch(self):
        self.busy(utc(WEDNESDAY, 11, 30), utc(WEDNESDAY, 13, 30))
        self.assertEqual(self.times(), [
            "08:00", "08:30", "09:00", "09:30", "10:00", "10:30",
            "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"])

    def test_a_meeting_of_which_the_technician_is_only_the_organizer(self):
        user = self.make_user("priya", employee=self.technician)
        self.busy(utc(WEDNESDAY, 8), utc(WEDNESDAY, 12), user_id=user.id,
                  partner_ids=[Command.set(self.make_client().ids)])
        self.assertEqual(self.times(), FULL_DAY[7:])

    def test_a_meeting_that_was_declined(self):
        event = self.busy(utc(WEDNESDAY, 8), utc(WEDNESDAY, 12))
        event.attendee_ids.state = "declined"
        self.assertEqual(self.times(), FULL_DAY)

    def test_a_meeting_that_was_not_answered_yet(self):
        event = self.busy(utc(WEDNESDAY, 8), utc(WEDNESDAY, 12))
        event.attendee_ids.state = "needsAction"
        self.assertEqual(self.times(), FULL_DAY[7:])

    def test_an_event_shown_as_free(self):
        self.busy(utc(WEDNESDAY, 8), utc(WEDNESDAY, 12), show_as="free")
        self.assertEqual(self.times(), FULL_DAY)

    def test_an_archived_event(self):
        self.busy(utc(WEDNESDAY, 8), utc(WEDNESDAY, 12)).active = False
        self.assertEqual(self.times(), FULL_DAY)

    def test_an_event_of_somebody_else(self):
        self.busy(utc(WEDNESDAY, 8), utc(WEDNESDAY, 12),
                  partner_ids=[Command.set(self.make_client().ids)])
        self.assertEqual(self.times(), FULL_DAY)

    def test_an_all_day_event_takes_the_whole_day_and_no_other(self):
        self.busy(datetime.combine(WEDNESDAY, time(8)), datetime.combine(WEDNESDAY, time(18)),
                  allday=True, start_date=WEDNESDAY, stop_date=WEDNESDAY)
        self.assertEqual(self.times(), [])
        self.assertEqual(self.times(TOMORROW), FULL_DAY[4:])
        self.assertEqual(self.times(THURSDAY), FULL_DAY)

    def test_an_all_day_event_is_a_day_in_the_zone_of_the_technician(self):
        west = ZoneInfo("America/Vancouver")
        self.technician.write({
            "tz": west.key,
            "resource_calendar_id": self.make_calendar("Late", west.key, hours=((18, 24),)).id})
        self.busy(datetime.combine(WEDNESDAY, time(8)), datetime.combine(WEDNESDAY, time(18)),
                  allday=True, start_date=WEDNESDAY, stop_date=WEDNESDAY)
        starts = self.starts(self.contract)
        # 18:00 in Vancouver is 21:00 in Toronto and already Thursday in UTC.
        self.assertNotIn(utc(WEDNESDAY, 18, tz=west), starts)
        self.assertNotIn(utc(WEDNESDAY, 22, 30, tz=west), starts)
        self.assertIn(utc(TOMORROW, 22, 30, tz=west), starts)
        self.assertIn(utc(THURSDAY, 18, tz=west), starts)

    def test_a_recurring_event_takes_each_of_its_days(self):
        self.env["calendar.event"].create({
            "name": "Training", "start": utc(WEDNESDAY, 8), "stop": utc(WEDNESDAY, 12),
            "user_id": False, "partner_ids": [Command.set(self.technician.work_contact_id.ids)],
            "recurrency": True, "rrule_type": "weekly", "interval": 1, "wed": True,
            "end_type": "count", "count": 3, "event_tz": "America/Toronto"})
        for day in (WEDNESDAY, date(2026, 12, 2), date(2026, 12, 9)):
            self.assertEqual(self.times(day), FULL_DAY[7:])
        self.assertEqual(self.times(date(2026, 12, 16)), FULL_DAY)

    def test_seconds_round_outwards(self):
        self.busy(utc(WEDNESDAY, 8).replace(second=30), utc(WEDNESDAY, 9).replace(second=1))
        self.assertEqual(self.times()[0], "09:30")

    def test_a_visit_takes_its_time_from_everybody(self):
        self.booked(self.make_contract(), utc(WEDNESDAY, 9))
        self.assertEqual(self.times()[:3], ["08:00", "10:00", "10:30"])

    def test_buffers_are_kept_around_a_visit(self):
        self.policy.write({"buffer_before": 30, "buffer_after": 30})
        self.booked(self.make_contract(), utc(WEDNESDAY, 14))
        # 14:00 to 15:00 with half an hour on both sides, and half an hour of its own before or after.
        self.assertEqual(self.times(), [*FULL_DAY[:7], "16:00"])

    def test_buffers_may_lie_outside_the_hours(self):
        self.policy.write({"buffer_before": 30, "buffer_after": 30})
        self.assertEqual(self.times(), FULL_DAY)

    def test_a_visit_of_the_same_person_in_another_company(self):
        other = self.make_company("Branch")
        twin = self.make_technician(
            "Priya Nair", company=other, work_contact_id=self.technician.work_contact_id.id)
        contract = self.make_contract(
            company_id=other.id, policy_id=self.policy.copy({"company_id": other.id}).id)
        visit = self.booked(contract, utc(WEDNESDAY, 9))
        self.assertEqual(visit.employee_id, twin)
        self.assertEqual(self.times()[:3], ["08:00", "10:00", "10:30"])

    def test_a_cap_of_visits_a_day(self):
        self.policy.daily_cap = 1
        self.booked(self.make_contract(), utc(WEDNESDAY, 9))
        self.assertEqual(self.times(), [])
        self.assertEqual(self.times(THURSDAY), FULL_DAY)
