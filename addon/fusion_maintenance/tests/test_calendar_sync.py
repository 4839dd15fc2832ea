from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import TOMORROW, MaintenanceCase, utc

LOGGER = "odoo.addons.fusion_maintenance.models.calendar_event"


class TestCalendarSync(MaintenanceCase):
    """A calendar that is synced from outside is never refused: the visit is flagged instead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.visit = cls.booked(cls.make_contract(), utc(TOMORROW, 13))
        cls.event = cls.visit.event_id
        cls.was = cls.visit.start

    def notes(self):
        return " ".join(self.visit.message_ids.mapped("body"))

    def failing(self, name):
        """The visits cannot do this any more."""
        def fail(*_args, **_values):
            raise UserError("No sender's address is set")
        return patch.object(type(self.Visit), name, fail)

    def sync(self, **values):
        """What a synced calendar writes on the event."""
        self.event.with_context(dont_notify=True).write(values)

    def test_a_moved_event_flags_the_visit_which_stays(self):
        self.sync(start=self.was + timedelta(hours=1), stop=self.was + timedelta(hours=2))
        self.assertTrue(self.visit.calendar_changed)
        self.assertEqual(self.visit.start, self.was)
        self.assertIn("synced calendar", self.notes())

    def test_a_deletion_flags_the_visit_however_it_comes(self):
        for delete in (lambda: self.sync(active=False), self.event.unlink):
            self.visit.calendar_changed = False
            delete()
            self.assertTrue(self.visit.calendar_changed)
            self.assertEqual([self.visit.state, bool(self.visit.reservation_id)], ["booked", True])
        self.assertFalse(self.event.exists())

    def test_moving_the_visit_brings_a_deleted_event_back(self):
        self.event.unlink()
        self.assertEqual(self.booking._move(self.visit, utc(TOMORROW, 15)).code, "booked")
        self.assertRecordValues(self.visit.event_id, [{
            "start": utc(TOMORROW, 15), "stop": utc(TOMORROW, 16),
            "partner_ids": self.visit.employee_id.work_contact_id.ids}])
        self.assertFalse(self.visit.calendar_changed)

    def test_moving_the_visit_brings_an_archived_event_back(self):
        self.sync(active=False)
        self.assertEqual(self.booking._move(self.visit, utc(TOMORROW, 15)).code, "booked")
        self.assertRecordValues(self.event, [{"active": True, "start": utc(TOMORROW, 15)}])
        self.assertEqual(self.visit.event_id, self.event)

    def test_moving_the_visit_gives_an_all_day_event_its_hours_back(self):
        self.sync(allday=True, start_date=TOMORROW, stop_date=TOMORROW)
        self.assertTrue(self.visit.calendar_changed)
        self.assertEqual(self.booking._move(self.visit, utc(TOMORROW, 15)).code, "booked")
        self.assertRecordValues(self.event, [{
            "allday": False, "start": utc(TOMORROW, 15), "stop": utc(TOMORROW, 16)}])

    def test_a_note_that_fails_does_not_break_the_sync(self):
        start = self.was + timedelta(hours=1)
        with self.failing("message_post"), self.assertLogs(LOGGER, "ERROR"):
            self.sync(start=start, stop=start + timedelta(hours=1))
        self.assertEqual(self.event.start, start)
        self.assertTrue(self.visit.calendar_changed, "it is listed all the same")

    def test_a_note_that_fails_does_not_break_a_deletion(self):
        with self.failing("message_post"), mute_logger(LOGGER):
            self.event.unlink()
        self.assertFalse(self.event.exists())
        self.assertTrue(self.visit.calendar_changed)

    def test_nor_does_the_flag_itself(self):
        with self.failing("write"), mute_logger(LOGGER):
            self.sync(active=False)
            self.event.unlink()
        self.assertFalse(self.event.exists())

    def test_nor_does_a_refusal_of_the_database(self):
        def refuse(records, **_values):
            records.env.cr.execute("SELECT 1 / 0")
        with patch.object(type(self.Visit), "message_post", refuse), mute_logger(LOGGER, "odoo.sql_db"):
            self.event.unlink()
        self.assertFalse(self.event.exists())
        self.assertTrue(self.visit.calendar_changed)
