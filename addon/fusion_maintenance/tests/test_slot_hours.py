from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from odoo import Command

from .common import TODAY, TOMORROW, MaintenanceCase, utc

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


class TestHours(HoursCase):
    """When the technicians work."""

    def test_an_ordinary_day(self):
        self.assertEqual(self.times(), FULL_DAY)

    def test_no_times_at_the_weekend(self):
        self.assertEqual(self.times(date(2026, 11, 28)), [])

    def test_only_whole_visits(self):
        self.policy.duration = 150
        self.assertEqual(self.times(), ["08:00", "08:30", "09:00", "09:30",
                                        "13:00", "13:30", "14:00", "14:30"])

    def test_a_visit_never_spans_the_lunch_break(self):
        self.policy.duration = 300
        self.assertEqual(self.times(), [])

    def test_no_technician_no_times(self):
        self.technician.x_fc_technician = False
        self.assertEqual(self.starts(self.contract), [])

    def test_an_archived_technician_is_not_offered(self):
        self.technician.active = False
        self.assertEqual(self.starts(self.contract), [])

    def test_a_technician_of_another_company_is_not_offered(self):
        other = self.make_company("Elsewhere")
        self.technician.x_fc_technician = False
        self.make_technician("Wren", company=other)
        self.assertEqual(self.starts(self.contract), [])

    def test_a_split_shift(self):
        self.technician.resource_calendar_id = self.make_calendar(
            "Split", hours=((7, 9), (17, 19)), company_id=self.company.id)
        self.assertEqual(self.times(), ["07:00", "07:30", "08:00", "17:00", "17:30", "18:00"])

    def test_a_calendar_of_their_own(self):
        self.technician.resource_calendar_id = self.make_calendar("Tuesdays", days=[1])
        self.assertEqual(self.times(), [])
        self.assertEqual(self.times(date(2026, 12, 1)), FULL_DAY)

    def test_a_technician_in_another_time_zone_works_by_their_own_clock(self):
        self.technician.write({
            "tz": "America/Vancouver",
            "resource_calendar_id": self.make_calendar("West", "America/Vancouver", hours=((8, 12),)).id})
        self.assertEqual(self.times(), ["11:00", "11:30", "12:00", "12:30", "13:00", "13:30", "14:00"])

    def test_flexible_hours_mean_the_hours_of_the_company(self):
        self.technician.resource_calendar_id = self.make_calendar(
            "Flexible", flexible_hours=True, hours_per_day=8)
        self.assertEqual(self.times(), FULL_DAY)

    def test_no_calendar_at_all_means_the_hours_of_the_company(self):
        self.technician.resource_calendar_id = False
        self.assertEqual(self.times(), FULL_DAY)
        self.assertEqual(self.times(date(2026, 11, 28)), [])

    def test_a_calendar_that_changes_next_week(self):
        self.technician.create_version({
            "date_version": date(2026, 11, 30),
            "resource_calendar_id": self.make_calendar("Mornings", hours=((8, 12),)).id})
        self.assertEqual(self.times(date(2026, 11, 27)), FULL_DAY)
        self.assertEqual(self.times(date(2026, 12, 1)), FULL_DAY[:7])

    def test_nobody_works_after_the_end_of_their_contract(self):
        self.technician.write({
            "contract_date_start": date(2020, 1, 1), "contract_date_end": TOMORROW})
        self.assertEqual(self.times(TOMORROW), FULL_DAY[4:])
        self.assertEqual(self.times(WEDNESDAY), [])

    def test_nobody_works_whose_contract_ended_before_today(self):
        self.technician.write({
            "contract_date_start": date(2020, 1, 1), "contract_date_end": date(2026, 11, 20)})
        self.assertEqual(self.starts(self.contract), [])

    def test_nobody_works_before_their_first_day(self):
        self.technician.active = False
        starter = self.make_technician("Sol", date_version=THURSDAY)
        self.assertEqual(self.times(WEDNESDAY), [])
        self.assertEqual(self.times(THURSDAY), FULL_DAY)
        starter.version_id.date_version = date(2027, 6, 1)
        self.assertEqual(self.starts(self.contract), [])

    def test_two_technicians_offer_what_either_can_do(self):
        self.make_technician("Early Bird", self.make_calendar("Early", hours=((6, 8),)))
        self.assertEqual(self.times(), ["06:00", "06:30", "07:00", *FULL_DAY])


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


class TestSkill(HoursCase):
    """A policy that asks for a skill is served by who has it, at its level, on that day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["hr.skill.type"].create({
            "name": "Lifts", "skill_ids": [Command.create({"name": "Stair lift"})],
            "skill_level_ids": [
                Command.create({"name": name, "level_progress": progress})
                for name, progress in (("Trainee", 20), ("Certified", 70), ("Trainer", 100))]})
        cls.skill = kind.skill_ids
        cls.trainee, cls.certified, cls.trainer = kind.skill_level_ids.sorted("level_progress")
        cls.policy.write({"skill_id": cls.skill.id, "skill_level_id": cls.certified.id})
        # Who has the skill does not need the tick.
        cls.technician.x_fc_technician = False

    def learn(self, level, valid_from=date(2020, 1, 1), valid_to=False):
        return self.env["hr.employee.skill"].create({
            "employee_id": self.technician.id, "skill_type_id": self.skill.skill_type_id.id,
            "skill_id": self.skill.id, "skill_level_id": level.id,
            "valid_from": valid_from, "valid_to": valid_to})

    def test_not_without_the_skill(self):
        self.technician.x_fc_technician = True
        self.assertEqual(self.starts(self.contract), [])

    def test_with_the_skill_at_its_level(self):
        self.learn(self.certified)
        self.assertEqual(self.times(), FULL_DAY)

    def test_with_the_skill_above_its_level(self):
        self.learn(self.trainer)
        self.assertEqual(self.times(), FULL_DAY)

    def test_not_with_the_skill_below_its_level(self):
        self.learn(self.trainee)
        self.assertEqual(self.starts(self.contract), [])

    def test_at_any_level_when_the_policy_names_none(self):
        self.policy.skill_level_id = False
        self.learn(self.trainee)
        self.assertEqual(self.times(), FULL_DAY)

    def test_not_on_days_on_which_it_is_not_valid_yet(self):
        self.learn(self.certified, valid_from=WEDNESDAY)
        self.assertEqual(self.times(TOMORROW), [])
        self.assertEqual(self.times(WEDNESDAY), FULL_DAY)

    def test_not_on_days_on_which_it_has_expired(self):
        self.learn(self.certified, valid_to=WEDNESDAY)
        self.assertEqual(self.times(WEDNESDAY), FULL_DAY)
        self.assertEqual(self.times(THURSDAY), [])

    def test_a_lower_level_that_is_valid_does_not_stretch_the_higher_one(self):
        self.learn(self.certified, valid_to=TOMORROW)
        self.learn(self.trainee, valid_from=WEDNESDAY)
        self.assertEqual(self.times(WEDNESDAY), [])

    def test_a_booking_obeys_it_too(self):
        self.learn(self.certified, valid_to=WEDNESDAY)
        self.assertEqual(self.book(self.contract, utc(THURSDAY, 9)).code, "slot_taken")
        self.assertEqual(self.book(self.contract, utc(WEDNESDAY, 9)).code, "booked")


class TestWindow(HoursCase):
    """From when to when, and on which minutes."""

    def test_not_within_the_notice(self):
        self.policy.notice_hours = 26  # until 12:00 tomorrow
        self.assertEqual(self.times(TOMORROW), FULL_DAY[7:])

    def test_the_first_minute_after_the_notice(self):
        self.policy.notice_hours = 0
        self.assertEqual(self.times(TODAY)[0], "10:00")
        with self.at("2026-11-23 10:01"):
            self.assertEqual(self.times(TODAY)[0], "10:30")

    def test_not_beyond_the_horizon(self):
        self.policy.horizon_days = 2
        self.assertEqual(self.times(WEDNESDAY), FULL_DAY)
        self.assertEqual(self.times(THURSDAY), [])

    def test_on_the_step_of_the_local_clock(self):
        newfoundland = ZoneInfo("America/St_Johns")  # three and a half hours from UTC
        east = self.make_company("East", newfoundland.key)
        self.make_technician("Gus", company=east)
        contract = self.make_contract(
            company_id=east.id, policy_id=self.policy.copy({"company_id": east.id, "step": 60}).id)
        self.assertEqual(
            self.local_times(contract, WEDNESDAY),
            ["08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"])

    def test_the_hours_stay_when_the_clocks_change(self):
        self.policy.horizon_days = 200
        for day in (date(2027, 3, 12), date(2027, 3, 15)):
            self.assertEqual(self.times(day), FULL_DAY)

    def test_no_start_in_the_hour_that_is_skipped(self):
        self.policy.write({"horizon_days": 200, "step": 30})
        self.technician.resource_calendar_id = self.make_calendar(
            "Nights", hours=((0, 5),), days=[6])
        self.assertEqual(
            self.times(date(2027, 3, 14)), ["00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00"])
        self.assertEqual(self.times(date(2027, 3, 21))[4:6], ["02:00", "02:30"])
