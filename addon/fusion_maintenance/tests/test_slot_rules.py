from datetime import date
from zoneinfo import ZoneInfo

from odoo import Command

from .common import TODAY, TOMORROW, utc
from .hours_case import FULL_DAY, THURSDAY, WEDNESDAY, HoursCase


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
