"""What happens to a visit whose event is dragged, deleted, imported over or synced (R6)."""
from odoo.exceptions import UserError

from .common import TOMORROW, utc
from .hours_case import THURSDAY, WEDNESDAY
from .test_visit_move import MoveCase

SYNC = {"dont_notify": True}


class TestDrag(MoveCase):
    """A dispatcher in the calendar. A drag is a plain write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.booked(cls.make_contract(), utc(THURSDAY, 14))
        cls.event = cls.visit.event_id.with_user(cls.dispatcher)

    def drag(self, day, hour, minute=0, **context):
        start = utc(day, hour, minute)
        self.event.with_context(**context).write(
            {"start": start, "stop": start + (self.visit.stop - self.visit.start)})

    def test_to_a_free_time_moves_the_visit(self):
        self.drag(THURSDAY, 10)
        self.assertEqual(self.visit.start, utc(THURSDAY, 10))
        self.assertIn((utc(THURSDAY, 10), utc(THURSDAY, 11)), self.taken())
        self.assertEqual(self.visit.repair_id.schedule_date, utc(THURSDAY, 10))

    def test_onto_another_visit_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "Priya Nair already has a visit then"):
            self.drag(THURSDAY, 14, 30)

    def test_onto_another_appointment_says_how_to_put_it_there_all_the_same(self):
        self.meeting(utc(TOMORROW, 10), utc(TOMORROW, 11))
        with self.assertRaisesRegex(UserError, "press Move on the visit and give a reason"):
            self.drag(TOMORROW, 10, 30)

    def test_a_longer_event_is_a_longer_visit(self):
        self.event.write({"stop": utc(WEDNESDAY, 10, 30)})
        self.assertEqual(self.visit.stop, utc(WEDNESDAY, 10, 30))
        self.assertIn((utc(WEDNESDAY, 9), utc(WEDNESDAY, 10, 30)), self.taken())

    def refused(self, sentence, *moment):
        """Dragging it there is refused with a sentence; nothing has moved and no mail goes."""
        with self.assertRaisesRegex(UserError, sentence), self.cr.savepoint():
            self.drag(*moment)
        self.assertEqual((self.visit.start, self.event.start), (utc(WEDNESDAY, 9),) * 2)
        self.assertFalse(self.send_queue())

    def test_outside_working_hours_is_refused_and_where_it_can_be_done_is_said(self):
        self.send_queue()
        for hour in (12, 20):  # also into lunch
            self.refused("Priya Nair does not work then.*press Move on the visit", THURSDAY, hour)

    def test_onto_a_leave_is_refused_likewise(self):
        self.send_queue()
        self.env["resource.calendar.leaves"].create({
            "name": "Away", "resource_id": self.technician.resource_id.id,
            "date_from": utc(THURSDAY, 8), "date_to": utc(THURSDAY, 17)})
        self.refused("Priya Nair is on leave then.*press Move on the visit", THURSDAY, 10)

    def test_whoever_is_on_leave_by_now_can_still_be_confirmed(self):
        policy = self.make_policy(assignment="dispatcher")
        visit = self.booked(self.make_contract(policy_id=policy.id), utc(THURSDAY, 9))
        self.env["resource.calendar.leaves"].create({
            "name": "Away", "resource_id": self.technician.resource_id.id,
            "date_from": utc(THURSDAY, 8), "date_to": utc(THURSDAY, 17)})
        visit.with_user(self.dispatcher).action_confirm_technician()
        self.assertRecordValues(visit, [{"start": utc(THURSDAY, 9), "provisional": False}])

    def test_to_a_whole_day_is_refused(self):
        with self.assertRaisesRegex(UserError, "booked visit"):
            self.event.write({"allday": True, "start_date": WEDNESDAY, "stop_date": WEDNESDAY})

    def test_another_attendee_is_another_technician(self):
        colleague = self.make_technician("Omar Reyes")
        self.event.write({"partner_ids": [(6, 0, colleague.work_contact_id.ids)]})
        self.assertEqual(self.visit.employee_id, colleague)
        self.assertNotIn((utc(WEDNESDAY, 9), utc(WEDNESDAY, 10)), self.taken())

    def test_another_attendee_who_has_a_visit_then_is_refused(self):
        colleague = self.make_technician("Omar Reyes")
        self.booked(self.make_contract(), utc(WEDNESDAY, 9), employee=colleague)
        with self.assertRaisesRegex(UserError, "Omar Reyes already has a visit"):
            self.event.write({"partner_ids": [(6, 0, colleague.work_contact_id.ids)]})

    def test_nobody_who_could_come_is_refused(self):
        with self.assertRaisesRegex(UserError, "needs a technician"):
            self.event.write({"partner_ids": [(6, 0, self.contract.partner_id.ids)]})

    def test_archiving_it_is_refused(self):
        with self.assertRaisesRegex(UserError, "cancel or move the visit itself"):
            self.event.action_archive()

    def test_deleting_it_leaves_the_visit_and_lists_it(self):
        self.event.unlink()
        self.assertRecordValues(self.visit, [{"state": "booked", "calendar_changed": True}])
        self.assertIn((utc(WEDNESDAY, 9), utc(WEDNESDAY, 10)), self.taken())

    def test_an_import_over_it_is_refused_in_words(self):
        # As the import dialog does: the file names the event, and the times are those of the user's clock.
        self.env["ir.model.data"].create({
            "module": "__import__", "name": "event", "model": "calendar.event", "res_id": self.event.id})
        result = self.env["calendar.event"].with_user(self.dispatcher).load(
            ["id", "start", "stop"],
            [["__import__.event", "2026-11-26 14:30:00", "2026-11-26 15:30:00"]])
        self.assertFalse(result["ids"])
        self.assertIn("already has a visit then", result["messages"][0]["message"])

    def test_an_import_to_a_free_time_moves_the_visit(self):
        self.env["ir.model.data"].create({
            "module": "__import__", "name": "event", "model": "calendar.event", "res_id": self.event.id})
        result = self.env["calendar.event"].with_user(self.dispatcher).load(
            ["id", "start", "stop"],
            [["__import__.event", "2026-11-26 10:00:00", "2026-11-26 11:00:00"]])
        self.assertEqual(result["ids"], self.event.ids)
        self.assertEqual(self.visit.start, utc(THURSDAY, 10))

    def test_a_synced_calendar_is_never_refused_and_the_visit_is_listed(self):
        self.drag(THURSDAY, 14, 30, **SYNC)
        self.assertRecordValues(self.visit, [
            {"calendar_changed": True, "start": utc(WEDNESDAY, 9), "state": "booked"}])

    def test_nor_is_it_outside_working_hours(self):
        self.drag(THURSDAY, 20, **SYNC)
        self.assertTrue(self.visit.calendar_changed)

    def test_a_synced_deletion_is_never_refused(self):
        self.event.with_context(**SYNC).action_archive()
        self.assertTrue(self.visit.calendar_changed)
        self.assertIn(self.visit, self.Visit.search([("calendar_changed", "=", True)]))


class TestDragVisit(MoveCase):
    """A dispatcher in the calendar of visits: the visit itself is dragged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.booked(cls.make_contract(), utc(THURSDAY, 14))
        cls.env["mail.mail"].search([]).unlink()

    def drag(self, day, hour, minute=0, user=None):
        self.visit.with_user(user or self.dispatcher).write({
            "start": str(utc(day, hour, minute)), "stop": str(utc(day, hour + 1, minute))})

    def test_to_a_free_time_moves_it_with_its_event_and_tells_the_client(self):
        self.drag(THURSDAY, 10)
        self.assertEqual((self.visit.start, self.visit.event_id.start), (utc(THURSDAY, 10),) * 2)
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])

    def test_to_where_it_is_does_nothing(self):
        self.drag(WEDNESDAY, 9)
        self.assertFalse(self.send_queue())

    def test_onto_another_visit_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "Priya Nair already has a visit then"):
            self.drag(THURSDAY, 13, 30)
        self.env["resource.calendar.leaves"].create({
            "name": "Away", "resource_id": self.technician.resource_id.id,
            "date_from": utc(THURSDAY, 8), "date_to": utc(THURSDAY, 17)})
        with self.assertRaisesRegex(UserError, "already has a visit then"):
            self.drag(THURSDAY, 13, 30)  # what no tick helps against comes first

    def test_outside_working_hours_is_refused_and_where_it_can_be_done_is_said(self):
        for hour in (12, 20):  # also into lunch
            with self.assertRaisesRegex(
                    UserError, "Priya Nair does not work then.*press Move on the visit"):
                self.drag(THURSDAY, hour)
        self.assertEqual(self.visit.start, utc(WEDNESDAY, 9))

    def test_what_is_done_stays(self):
        self.visit.action_done()
        with self.assertRaisesRegex(UserError, "not booked any more"):
            self.drag(THURSDAY, 10)

    def test_a_technician_asks_the_dispatcher(self):
        user = self.make_user("priya", "group_technician", employee=self.technician)
        with self.assertRaisesRegex(UserError, "A dispatcher moves visits"):
            self.drag(THURSDAY, 10, user=user)

    def test_an_import_obeys_it_too(self):
        visits = self.Visit.with_user(self.dispatcher)
        result = visits.load([".id", "start"], [[str(self.visit.id), "2026-11-26 14:30:00"]])
        self.assertFalse(result["ids"])
        self.assertIn("already has a visit then", result["messages"][0]["message"])
        result = visits.load([".id", "start"], [[str(self.visit.id), "2026-11-26 10:00:00"]])
        self.assertEqual(result["ids"], self.visit.ids)
        self.assertEqual((self.visit.start, self.visit.stop), (utc(THURSDAY, 10), utc(THURSDAY, 11)))
