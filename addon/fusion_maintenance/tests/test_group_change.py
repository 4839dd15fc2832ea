from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .common import TOMORROW, utc
from .group_case import GroupCase
from .reminder_case import ReminderCase

THURSDAY = TOMORROW.replace(day=26)


class TestGroupChange(GroupCase, ReminderCase):
    """What is planned for several units is moved and cancelled together; each is done by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visits = cls.booked_together()
        cls.one, cls.two, cls.three = cls.visits
        cls.event, cls.order = cls.visits.event_id, cls.visits.sale_order_id
        cls.env["mail.mail"].search([]).unlink()

    def move(self, start):
        """The dispatcher moves what is left."""
        answer = self.booking._reassign(self.two, self.technician, start)
        self.assertEqual(answer.code, "booked")

    def mails(self):
        """The mails queued since the visits were booked."""
        return self.env["mail.mail"].search([], order="id")

    def calendar_entry(self, visit, name):
        """A line of the visit's calendar file."""
        line, = [line for line in visit._ics().decode().split("\r\n") if line.startswith(name)]
        return line

    # -- moved -------------------------------------------------------------------------------------

    def test_any_of_them_moves_all_and_the_client_is_told_once(self):
        old, start = self.visits.reservation_id, utc(THURSDAY, 13)
        self.assertEqual(self.booking._move(self.two, start).code, "booked")
        self.assertEqual(set(self.visits.mapped("start")), {start})
        self.assertEqual(len(self.visits.reservation_id), 1)
        self.assertFalse(old.exists())
        self.assertEqual((self.event.start, self.event.stop), (start, start + timedelta(hours=3)))
        self.assertEqual(set(self.visits.repair_id.mapped("schedule_date")), {start})
        self.assertEqual(len(self.mails()), 1)
        for lift in self.lifts:
            self.assertIn("moved to", str(lift.message_ids[0].body))

    def test_their_own_time_is_no_obstacle_to_moving_them_by_half_an_hour(self):
        self.assertIn(utc(TOMORROW.replace(day=25), 8, 30), self.starts(self.visits.contract_id))
        self.assertEqual(self.booking._move(self.three, utc(TOMORROW.replace(day=25), 8, 30)).code, "booked")

    def test_a_drag_of_the_event_or_of_one_visit_moves_all(self):
        self.event.write({"start": utc(THURSDAY, 8), "stop": utc(THURSDAY, 11)})
        self.assertEqual(set(self.visits.mapped("start")), {utc(THURSDAY, 8)})
        dispatcher = self.make_user("dan", "group_dispatcher")
        self.three.with_user(dispatcher).write({"start": utc(THURSDAY, 13), "stop": utc(THURSDAY, 16)})
        self.assertEqual(set(self.visits.mapped("start")), {utc(THURSDAY, 13)})
        self.assertEqual(self.event.start, utc(THURSDAY, 13))

    def test_it_is_one_entry_in_the_clients_calendar_wherever_it_is_moved(self):
        entries = {self.calendar_entry(visit, "UID:") for visit in self.visits}
        self.booking._move(self.two, utc(THURSDAY, 13))
        entries |= {self.calendar_entry(visit, "UID:") for visit in self.visits}
        self.assertEqual(len(entries), 1)
        self.assertEqual({self.calendar_entry(visit, "SEQUENCE:") for visit in self.visits}, {"SEQUENCE:1"})

    def test_the_strictest_cut_off_counts_for_all(self):
        self.third.policy_id.move_cutoff_hours = 24
        with self.at("2026-11-24 09:01"):
            self.assertEqual(self.booking._move(self.one, utc(THURSDAY, 13)).code, "too_late")
        self.three.policy_id = self.make_policy(move_cutoff_hours=48)
        self.assertEqual(self.booking._move(self.one, utc(THURSDAY, 13)).code, "too_late")

    def test_who_holds_one_of_them_changes_nothing_of_the_others(self):
        nora = self.make_holder(self.second)
        self.assertFalse(self.booking._client_may_change(self.two, nora))
        self.assertEqual(
            self.booking._move(self.two, utc(THURSDAY, 13), holder=nora).code, "too_late")
        self.assertEqual(self.booking._cancel_by_client(self.two, nora).code, "too_late")
        self.assertTrue(self.booking._client_may_change(self.two, self.home))
        self.assertTrue(self.booking._client_may_change(self.two, self.make_holder(self.lifts, "Lee Moss")))

    # -- cancelled ---------------------------------------------------------------------------------

    def assert_all_cancelled(self):
        self.assertEqual(self.visits.mapped("state"), ["cancelled"] * 3)
        self.assertEqual(self.visits.repair_id.mapped("state"), ["cancel"] * 3)
        self.assertEqual(self.order.state, "cancel")
        self.assertFalse(self.visits.reservation_id or self.event.exists())

    def test_any_of_them_cancels_all_and_the_client_is_told_once(self):
        self.assertEqual(self.booking._cancel_by_client(self.three, self.home).code, "cancelled")
        self.assert_all_cancelled()
        self.assertEqual(len(self.mails()), 1)
        self.assertEqual(self.lifts.mapped("visit_id"), self.Visit)

    def test_a_dispatcher_cancels_all_with_one_of_them(self):
        self.two.with_user(self.make_user("dan", "group_dispatcher")).action_cancel()
        self.assert_all_cancelled()
        self.assertEqual(len(self.mails()), 1)

    def test_cancelling_the_order_cancels_all(self):
        self.order._action_cancel()
        self.assert_all_cancelled()
        self.assertEqual(len(self.mails()), 1)

    def test_cancelling_one_repair_order_takes_only_that_unit_out(self):
        reservation = self.visits.reservation_id
        self.one.repair_id.action_repair_cancel()
        self.assertEqual(self.visits.mapped("state"), ["cancelled", "booked", "booked"])
        self.assertEqual((self.two + self.three).reservation_id, reservation)
        self.assertEqual(self.first.stage, "due")
        self.assertEqual(self.order.order_line.mapped("product_uom_qty"), [0, 1, 1])
        self.assertEqual(self.order.state, "draft")
        self.assertIn("2 × Power Wheelchair", str(self.event.description))
        self.assertIn("2 units", self.event.name)

    def test_the_client_is_told_what_is_left_and_keeps_the_calendar_entry(self):
        entry = self.calendar_entry(self.one, "UID:")
        self.one.repair_id.action_repair_cancel()
        message, = self.send_queue()
        self.assertIn("has changed", message["Subject"])
        body = message.get_body().get_content()
        self.assertIn(self.second.serial, body)
        self.assertNotIn(self.first.serial, body)
        ics = self.calendar_file(message)
        self.assertIn(entry, ics)
        self.assertIn("METHOD:PUBLISH", ics)
        self.assertIn("SEQUENCE:1", ics)

    def test_what_is_left_is_moved_and_cancelled_together(self):
        self.one.repair_id.action_repair_cancel()
        self.assertEqual(self.booking._move(self.two, utc(THURSDAY, 13)).code, "booked")
        self.assertEqual((self.three.start, self.three.stop), (utc(THURSDAY, 13), utc(THURSDAY, 15)))
        self.three.action_cancel()
        self.assert_all_cancelled()

    def test_the_last_one_taken_out_frees_the_time(self):
        for visit in self.visits:
            visit.repair_id.action_repair_cancel()
        self.assert_all_cancelled()

    def test_a_unit_that_is_scrapped_leaves_the_visit_to_the_others(self):
        self.second._stop("scrapped", notify=True)
        self.assertEqual(self.visits.mapped("state"), ["booked", "cancelled", "booked"])
        self.assertTrue(self.event.exists())

    def test_a_unit_taken_out_can_be_booked_by_itself(self):
        self.one.repair_id.action_repair_cancel()
        visit = self.booked(self.first, utc(THURSDAY, 9))
        self.assertEqual(visit._together(), visit)
        self.assertEqual((self.two + self.three).mapped("start"), [self.nine] * 2)

    # -- done --------------------------------------------------------------------------------------

    def test_each_is_done_with_its_repair_order_and_rolls_its_own_contract(self):
        with self.at("2026-11-25 12:00"):
            self.two.repair_id.action_repair_done()
        self.assertEqual(self.visits.mapped("state"), ["booked", "done", "booked"])
        self.assertEqual(self.lifts.mapped("next_due_date"), [
            self.first.next_due_date, fields.Date.to_date("2027-11-25"), self.third.next_due_date])
        self.assertTrue(self.visits.reservation_id and self.event.exists())

    def test_what_is_done_stays_where_it_was_when_the_rest_is_moved(self):
        with self.at("2026-11-25 12:00"):
            self.one.action_done()
            self.move(utc(THURSDAY.replace(day=27), 9))
        self.assertEqual((self.one.start, self.one.event_id, self.event.start), (self.nine, self.event, self.nine))
        self.assertTrue(self.one.reservation_id)
        rest = self.two + self.three
        self.assertEqual(set(rest.mapped("start")), {utc(THURSDAY.replace(day=27), 9)})
        self.assertEqual(len(rest.event_id), 1)
        self.assertNotEqual(rest.event_id, self.event)
        self.assertNotEqual(rest.reservation_id, self.one.reservation_id)

    def test_the_rest_moved_twice_and_cancelled_leaves_nothing_behind(self):
        with self.at("2026-11-25 12:00"):
            self.one.action_done()
            for hour in (9, 13):
                self.move(utc(THURSDAY.replace(day=27), hour))
            moved = self.two.event_id
            self.assertEqual(self.Reservation.search([]), self.one.reservation_id + self.two.reservation_id)
            self.two.action_cancel()
        self.assertEqual(self.Reservation.search([]), self.one.reservation_id)
        self.assertFalse(moved.exists())
        self.assertTrue(self.event.exists())
        self.assertEqual(self.order.state, "draft")

    def test_what_is_done_keeps_its_order_and_time_when_the_rest_is_cancelled(self):
        with self.at("2026-11-25 12:00"):
            self.one.action_done()
            self.two.action_cancel()
        self.assertEqual(self.visits.mapped("state"), ["done", "cancelled", "cancelled"])
        self.assertEqual(self.order.state, "draft")
        self.assertEqual(self.order.order_line.mapped("product_uom_qty"), [1, 0, 0])
        self.assertTrue(self.one.reservation_id and self.event.exists())

    def test_nobody_there_is_true_of_all(self):
        with self.at("2026-11-25 12:00"):
            self.three.action_no_show()
        self.assertEqual(self.visits.mapped("state"), ["no_show"] * 3)
        self.assertTrue(self.event.exists())

    # -- seen --------------------------------------------------------------------------------------

    def test_each_visit_knows_the_others(self):
        self.assertEqual(self.two.together_ids, self.one + self.three)
        self.assertEqual(self.two.unit_count, 3)
        self.one.repair_id.action_repair_cancel()
        self.visits.invalidate_recordset()
        self.assertEqual((self.two.together_ids, self.one.together_ids), (self.three, self.Visit))

    def test_nobody_makes_a_visit_part_of_another(self):
        with self.assertRaises(UserError):
            self.two.with_user(self.make_user("dan", "group_dispatcher")).write({"lead_id": self.three.id})
