"""A booked visit gets another time or another technician, and everything made for it follows."""
from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form

from .common import TOMORROW, utc
from .hours_case import THURSDAY, WEDNESDAY
from .reminder_case import ReminderCase


class MoveCase(ReminderCase):
    """A visit that is booked for Wednesday at nine, with one technician."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.contract = cls.make_contract()
        cls.visit = cls.booked(cls.contract, utc(WEDNESDAY, 9))
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")
        cls.env["mail.mail"].search([]).unlink()  # the confirmation has left

    def meeting(self, start, stop, **values):
        """An event of the technician that is no visit."""
        return self.env["calendar.event"].create({
            "name": "Van inspection", "start": start, "stop": stop,
            "partner_ids": [Command.set(self.technician.work_contact_id.ids)], **values})

    def taken(self):
        """When the technician's time is reserved, oldest first."""
        reservations = self.Reservation.search([("employee_id", "=", self.technician.id)])
        return sorted((row.start, row.stop) for row in reservations)

    def move_wizard(self, **values):
        """The dispatcher's Move dialog, filled in."""
        wizard = Form(self.env["fusion.maintenance.move"].with_user(self.dispatcher).with_context(
            default_visit_id=self.visit.id))
        for name, value in values.items():
            setattr(wizard, name, value)
        return wizard.save()


class TestMove(MoveCase):

    def test_the_new_time_is_taken_and_the_old_one_is_free(self):
        answer = self.booking._move(self.visit, utc(THURSDAY, 14))
        self.assertEqual((answer.code, answer.visit), ("booked", self.visit))
        self.assertEqual(self.taken(), [(utc(THURSDAY, 14), utc(THURSDAY, 15))])
        self.assertEqual(self.book(self.make_contract(), utc(WEDNESDAY, 9)).code, "booked")

    def test_event_and_repair_follow_and_the_client_is_told(self):
        self.booking._move(self.visit, utc(THURSDAY, 14))
        self.assertRecordValues(self.visit.event_id, [
            {"start": utc(THURSDAY, 14), "stop": utc(THURSDAY, 15)}])
        self.assertEqual(self.visit.repair_id.schedule_date, utc(THURSDAY, 14))
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])
        self.assertIn("SEQUENCE:1", self.calendar_file(message))
        self.assertIn("DTSTART;TZID=America/Toronto:20261126T140000", self.calendar_file(message))

    def told(self):
        """The one mail that went since it was last asked, as text."""
        message, = self.send_queue()
        self.assertIn("Your service visit has changed", message["Subject"])
        return " ".join(message.get_body(("html",)).get_content().split())

    def test_a_visit_that_takes_longer_is_told_too(self):
        self.visit.event_id.with_user(self.dispatcher).stop = utc(WEDNESDAY, 11)
        self.assertIn("9:00 a.m. – 11:00 a.m.", self.told().replace("\u202f", " ").replace("AM", "a.m."))
        self.assertIn("to 11:00", self.contract.message_ids[:1].body.replace("\u202f", " "))

    def test_another_technician_at_the_same_time_is_told_too(self):
        self.move_wizard(employee_id=self.make_technician("Omar Reyes")).action_move()
        self.assertIn("Omar, our technician", self.told())
        self.assertIn("Omar Reyes", self.contract.message_ids[:1].body)

    def test_what_the_client_was_not_told_is_not_mailed(self):
        self.policy.arrival_window = 120
        policy = self.make_policy(assignment="dispatcher")
        visit = self.booked(self.make_contract(policy_id=policy.id), utc(THURSDAY, 9))
        self.env["mail.mail"].search([]).unlink()
        visit.with_user(self.dispatcher).action_confirm_technician()
        visit.event_id.with_user(self.dispatcher).stop = utc(THURSDAY, 11)
        self.assertEqual(visit.stop, utc(THURSDAY, 11))
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_half_an_hour_later_is_not_in_its_own_way(self):
        self.assertEqual(self.booking._move(self.visit, utc(WEDNESDAY, 9, 30)).code, "booked")

    def test_a_time_that_was_just_taken_leaves_everything_as_it_was(self):
        self.booked(self.make_contract(), utc(THURSDAY, 14))
        self.env["mail.mail"].search([]).unlink()
        before = self.visit.read()
        self.assertEqual(self.booking._move(self.visit, utc(THURSDAY, 14)).code, "slot_taken")
        self.assertEqual(self.visit.read(), before)
        self.assertIn((utc(WEDNESDAY, 9), utc(WEDNESDAY, 10)), self.taken())
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_the_client_may_until_the_cut_off(self):
        self.policy.move_cutoff_hours = 24
        with self.at("2026-11-24 09:00"):
            self.assertTrue(self.booking._client_may_change(self.visit))
        with self.at("2026-11-24 09:01"):
            answer = self.booking._move(self.visit, utc(THURSDAY, 14))
            self.assertEqual(answer.code, "too_late")
            self.assertEqual(self.booking._cancel_by_client(self.visit).code, "too_late")
        self.assertRecordValues(self.visit, [{"state": "booked", "start": utc(WEDNESDAY, 9)}])

    def test_the_dispatcher_may_after_it(self):
        with self.at("2026-11-25 08:30"):
            wizard = self.move_wizard(start=utc(WEDNESDAY, 15))
            wizard.action_move()
        self.assertEqual(self.visit.start, utc(WEDNESDAY, 15))

    def test_over_another_appointment_only_with_a_reason_which_is_kept(self):
        self.meeting(utc(TOMORROW, 10), utc(TOMORROW, 11))
        with self.assertRaisesRegex(UserError, "another appointment.*give a reason"):
            self.move_wizard(start=utc(TOMORROW, 10)).action_move()
        with self.assertRaisesRegex(UserError, "Say why"):
            self.move_wizard(start=utc(TOMORROW, 10), over_busy=True, reason=" ").action_move()
        self.move_wizard(start=utc(TOMORROW, 10), over_busy=True, reason="The van can wait").action_move()
        self.assertEqual(self.visit.start, utc(TOMORROW, 10))
        self.assertIn("The van can wait", str(self.visit.message_ids.mapped("body")))
        self.assertTrue(self.visit.clash)

    def test_a_tick_where_nothing_is_in_the_way_means_nothing(self):
        self.meeting(utc(TOMORROW, 10), utc(TOMORROW, 11))
        ticked = {"over_busy": True, "over_hours": True}
        wizard = self.move_wizard(start=utc(THURSDAY, 10))
        wizard.write({**ticked, "reason": "To be safe"})
        wizard.action_move()
        self.assertEqual(self.visit.start, utc(THURSDAY, 10))
        self.assertNotIn("To be safe", str(self.visit.message_ids.mapped("body")))
        wizard = self.move_wizard(start=utc(TOMORROW, 10))
        wizard.write({**ticked, "reason": "He agrees"})
        wizard.action_move()
        said = str(self.visit.message_ids.mapped("body"))
        self.assertIn("Put over another appointment: He agrees", said)
        self.assertNotIn("Put outside working hours", said)

    def test_never_over_another_visit(self):
        self.booked(self.make_contract(), utc(THURSDAY, 14))
        wizard = self.move_wizard(start=utc(THURSDAY, 14, 30))
        self.assertIn("already has a visit then", wizard.warning)
        wizard.write({"over_busy": True, "over_hours": True, "reason": "Urgent"})
        with self.assertRaisesRegex(UserError, "already has a visit"):
            wizard.action_move()
        self.assertEqual(self.visit.start, utc(WEDNESDAY, 9))

    def test_outside_working_hours_is_said_at_once_and_wants_a_tick_and_a_reason(self):
        sunday = utc(date(2026, 11, 29), 3)
        wizard = self.move_wizard(start=sunday)
        self.assertEqual(wizard.warning, "Priya Nair does not work then.")
        with self.assertRaisesRegex(UserError, "does not work then.*tick “Outside Working Hours”"):
            wizard.action_move()
        self.assertEqual(self.visit.start, utc(WEDNESDAY, 9))
        with self.assertRaisesRegex(UserError, "Say why"):
            self.move_wizard(start=sunday, over_hours=True, reason=" ").action_move()
        self.move_wizard(start=sunday, over_hours=True, reason="Only then at home").action_move()
        self.assertEqual(self.visit.start, sunday)
        self.assertIn("Only then at home", str(self.visit.message_ids.mapped("body")))

    def test_a_leave_and_a_holiday_are_said_in_words(self):
        self.env["resource.calendar.leaves"].create([
            {"name": "Away", "resource_id": self.technician.resource_id.id,
             "date_from": utc(THURSDAY, 8), "date_to": utc(THURSDAY, 17)},
            {"name": "Holiday", "company_id": self.company.id, "calendar_id": False,
             "date_from": utc(TOMORROW, 0), "date_to": utc(TOMORROW, 23)}])
        for day in (THURSDAY, TOMORROW):
            wizard = self.move_wizard(start=utc(day, 10))
            self.assertEqual((wizard.warning, wizard.is_off), (
                "Priya Nair is on leave then, or it is a holiday.", True))

    def test_another_appointment_and_another_technician_are_looked_at(self):
        self.meeting(utc(THURSDAY, 10), utc(THURSDAY, 11))
        wizard = self.move_wizard(start=utc(THURSDAY, 10, 30))
        self.assertEqual(wizard.warning, "Priya Nair has another appointment then.")
        wizard.employee_id = self.make_technician("Omar Reyes")
        self.assertFalse(wizard.warning)
        self.assertFalse(self.move_wizard(start=utc(THURSDAY, 14)).warning)

    def test_whom_a_dispatcher_sends_needs_no_skill_on_paper(self):
        skill = self.env["hr.skill.type"].create({
            "name": "Lifts", "skill_ids": [Command.create({"name": "Stair lifts"})],
            "skill_level_ids": [Command.create({"name": "Good", "level_progress": 100})]}).skill_ids
        self.policy.skill_id = skill
        self.assertFalse(self.move_wizard(start=utc(THURSDAY, 14)).warning)

    def test_free_times_of_the_technician_are_offered_and_can_be_taken(self):
        self.meeting(utc(TOMORROW, 0), utc(TOMORROW, 23))
        wizard = self.move_wizard(start=utc(date(2026, 11, 29), 3))
        self.assertEqual(wizard.free_first, utc(WEDNESDAY, 8))
        self.assertLess(wizard.free_first, wizard.free_second)
        self.assertTrue(set(self.starts(self.contract)).issuperset(
            {wizard.free_first, wizard.free_second, wizard.free_third}))
        action = wizard.with_context(free_time=1).action_take()
        self.assertEqual((wizard.start, action["res_id"]), (wizard.free_second, wizard.id))
        self.assertFalse(wizard.warning)
        wizard.action_move()
        self.assertEqual(self.visit.start, wizard.start)

    def test_a_visit_that_was_assigned_provisionally_stays_one_visit_when_it_is_confirmed(self):
        policy = self.make_policy(assignment="dispatcher")
        visit = self.booked(self.make_contract(policy_id=policy.id), utc(THURSDAY, 9))
        self.assertTrue(visit.reservation_id.provisional)
        other = self.make_technician("Omar Reyes")
        self.assertEqual(self.booking._reassign(visit, other).code, "booked")
        self.assertEqual((visit.employee_id, visit.reservation_id.provisional), (other, False))
        self.assertEqual(visit.stop - visit.start, timedelta(hours=1))
