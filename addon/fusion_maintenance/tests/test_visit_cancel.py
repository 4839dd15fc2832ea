from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import TOMORROW, utc
from .test_visit_done import DoneCase


class TestCancel(DoneCase):
    """Cancelling either cancels both, frees the time, and the contract can be booked again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order, cls.event = cls.visit.sale_order_id, cls.visit.event_id
        cls.reservation = cls.visit.reservation_id
        cls.env["mail.mail"].search([]).unlink()  # the confirmation has left

    def _assert_cancelled(self):
        self.assertEqual(self.visit.state, "cancelled")
        self.assertEqual(self.order.state, "cancel")
        self.assertFalse(self.event.exists())
        self.assertFalse(self.reservation.exists())
        self.assertRecordValues(self.contract, [
            {"visit_id": False, "booking_repair_id": False, "stage": "due", "state": "active"}])
        # The time is free and the contract can be booked again.
        self.assertEqual(self.book(self.contract, utc(TOMORROW, 13)).code, "booked")

    def _assert_told(self):
        # A fresh link, to book another time with.
        self.assertIn("Book another time", self.env["mail.mail"].search([]).body_html)
        link = self.env["fusion.maintenance.link"]._find(self.token(self.env["mail.mail"].search([])))
        self.assertEqual(link.contract_id, self.contract)
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])
        self.assertIn("cancelled", message["Subject"])
        self.assertIn("METHOD:CANCEL", self.calendar_file(message))

    def test_a_cancelled_visit_cancels_the_repair(self):
        self.visit.action_cancel()
        self.assertEqual(self.repair.state, "cancel")
        self._assert_told()
        self._assert_cancelled()

    def test_a_cancelled_repair_cancels_the_visit(self):
        self.repair.action_repair_cancel()
        self._assert_told()
        self._assert_cancelled()

    def test_a_cancelled_order_cancels_both(self):
        self.order._action_cancel()
        self.assertEqual(self.repair.state, "cancel")
        self._assert_told()
        self._assert_cancelled()

    def test_a_confirmed_order_is_cancelled_too(self):
        self.order.action_confirm()
        self.visit.action_cancel()
        self._assert_cancelled()

    def test_a_deleted_draft_repair_cancels_the_visit(self):
        self.repair.state = "draft"
        self.repair.unlink()
        self.assertFalse(self.visit.repair_id)
        self._assert_told()
        self._assert_cancelled()

    def test_a_deleted_confirmed_repair_cancels_the_visit(self):
        self.repair.unlink()
        self._assert_told()
        self._assert_cancelled()

    def test_it_is_told_once(self):
        self.visit.action_cancel()
        self.visit.action_cancel()
        self.assertEqual(len(self.send_queue()), 1)

    def test_a_deleted_order_leaves_the_visit(self):
        self.order.unlink()
        self.assertEqual(self.visit.state, "booked")
        self.visit.action_cancel()
        self.assertEqual(self.repair.state, "cancel")

    def test_a_booked_visit_is_not_deleted_and_a_cancelled_one_is(self):
        with self.assertRaisesRegex(UserError, "Cancel it"):
            self.visit.unlink()
        self.visit.action_cancel()
        self.visit.unlink()
        self.assertFalse(self.visit.exists())

    def test_a_booked_contract_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "Cancel the visit first"):
            self.contract.unlink()

    def test_nobody_can_have_been_there_before_it_has_begun(self):
        with self.at("2026-11-24 12:59"):
            with self.assertRaisesRegex(UserError, "has not begun yet"):
                self.visit.action_no_show()
        self.assertEqual(self.visit.state, "booked")
        arch = self.Visit.get_view(view_type="form")["arch"]
        button = etree.fromstring(arch).find(".//button[@name='action_no_show']")
        self.assertIn("not begun", button.get("invisible"))

    def test_nobody_there_keeps_the_time_and_frees_the_contract(self):
        with self.at("2026-11-24 13:15"):
            self.visit.action_no_show()
        self.assertEqual(self.visit.state, "no_show")
        self.assertEqual(self.repair.state, "cancel")
        self.assertTrue(self.reservation.exists())
        self.assertEqual(self.send_queue(), [])
        self.assertFalse(self.contract.visit_id)
        self.assertEqual(self.book(self.contract, utc(TOMORROW, 13)).code, "slot_taken")
        self.assertEqual(self.book(self.contract, utc(TOMORROW, 15)).code, "booked")

    def test_when_it_is_cancelled_reminders_go_on(self):
        self.visit.action_cancel()
        self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "queued")])


class TestOneBookedVisit(DoneCase):
    """The database, not a check, refuses a second booked visit of a contract."""

    def _insert(self, state):
        self.env.flush_all()
        self.cr.execute("""
            INSERT INTO fusion_maintenance_visit
                   (name, company_id, contract_id, employee_id, start, stop, state, channel)
            SELECT 'V/X', company_id, contract_id, employee_id, start, stop, %s, channel
              FROM fusion_maintenance_visit WHERE id = %s
        """, [state, self.visit.id])

    def test_raw_sql_is_refused(self):
        with self.assertRaisesRegex(IntegrityError, "one_booked"), mute_logger("odoo.sql_db"), \
                self.cr.savepoint():
            self._insert("booked")

    def test_history_is_not(self):
        for state in ("cancelled", "done", "no_show"):
            self._insert(state)

    def test_a_cancelled_one_cannot_come_back_beside_another(self):
        self.visit.action_cancel()
        self.booked(self.contract, utc(TOMORROW, 15))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.visit.state = "booked"
            self.visit.flush_recordset()

    def test_a_second_visit_of_one_form_is_refused(self):
        self.cr.execute("UPDATE fusion_maintenance_visit SET request_key = 'k' WHERE id = %s", [self.visit.id])
        other = self.booked(self.make_contract(), utc(TOMORROW, 15))
        with self.assertRaisesRegex(IntegrityError, "request_key"), mute_logger("odoo.sql_db"), \
                self.cr.savepoint():
            self.cr.execute(
                "UPDATE fusion_maintenance_visit SET request_key = 'k' WHERE id = %s", [other.id])


class TestBookedVisitsAreNotEdited(DoneCase):
    """Time, technician and state change by moving, cancelling and finishing, never by themselves."""

    def test_not_by_a_dispatcher(self):
        visit = self.visit.with_user(self.make_user("dana", "group_dispatcher"))
        for values in ({"start": utc(TOMORROW, 15), "note": "Later"},
                       {"employee_id": self.make_technician("Bo").id}, {"state": "done"},
                       {"contract_id": self.make_contract().id}, {"reservation_id": False}):
            with self.subTest(values), self.assertRaises(UserError):
                visit.write(values)

    def test_what_a_dispatcher_notes_down_is(self):
        visit = self.visit.with_user(self.make_user("dana", "group_dispatcher"))
        visit.write({"phone": "416-555-0101", "note": "Second floor"})
        self.assertEqual(self.visit.note, "Second floor")
