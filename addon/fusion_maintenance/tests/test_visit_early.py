"""A unit that is seen to before the day of its visit: the time to come is free again."""
from .common import utc
from .group_case import GroupCase
from .hours_case import THURSDAY, WEDNESDAY
from .test_visit_move import MoveCase


class TestEarly(MoveCase):
    """A visit on Wednesday at nine, repaired at the counter on Monday."""

    def assert_free(self, visit, event):
        self.assertFalse(visit.reservation_id)
        self.assertFalse(event.exists())
        self.assertEqual(self.book(self.make_contract(), utc(WEDNESDAY, 9)).code, "booked")

    def test_a_visit_finished_before_its_day_gives_its_time_back(self):
        event = self.visit.event_id
        self.visit.action_done()
        self.assertEqual(self.visit.state, "done")
        self.assert_free(self.visit, event)

    def test_so_does_its_repair_order(self):
        event = self.visit.event_id
        self.visit.repair_id.action_repair_done()
        self.assertEqual(self.visit.state, "done")
        self.assert_free(self.visit, event)

    def test_nobody_is_mailed_about_it(self):
        self.send_queue()
        self.visit.action_done()
        self.assertFalse(self.send_queue())

    def test_one_that_has_begun_keeps_its_time(self):
        event = self.visit.event_id
        with self.at("2026-11-25 09:00"):
            self.visit.action_done()
        self.assertTrue(self.visit.reservation_id)
        self.assertTrue(event.exists())


class TestEarlyTogether(GroupCase):
    """Three lifts on Wednesday at nine, one of them repaired at the counter on Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visits = cls.booked_together()
        cls.one, cls.two, cls.three = cls.visits
        cls.event = cls.visits.event_id
        cls.one.action_done()

    def test_the_others_keep_the_time(self):
        self.assertTrue(self.two.reservation_id)
        self.assertTrue(self.event.exists())

    def test_the_last_one_finished_gives_it_back(self):
        (self.two | self.three).action_done()
        self.assertFalse(self.Reservation.search([]))
        self.assertFalse(self.event.exists())

    def test_the_others_cancelled_give_it_back(self):
        self.two.action_cancel()
        self.assertFalse(self.Reservation.search([]))
        self.assertFalse(self.event.exists())

    def test_the_others_moved_give_it_back_and_take_the_event_along(self):
        self.assertEqual(self.booking._move(self.two, utc(WEDNESDAY, 9, 30)).code, "booked")
        self.assertEqual(self.booking._move(self.two, utc(THURSDAY, 9)).code, "booked")
        self.assertEqual(self.Reservation.search([]), self.two.reservation_id)
        self.assertEqual(self.event.start, utc(THURSDAY, 9))
        self.assertEqual((self.two + self.three).event_id, self.event)
        self.assertFalse(self.one.event_id)
