from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .call_case import CallCase
from .common import TODAY, TOMORROW, utc


@tagged("post_install", "-at_install")
class TestCallOutcome(CallCase):
    """What came of a call is one press, stands in the chatter, and decides when they are called again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client()
        cls.contract = cls.make_contract(due="2026-11-10", partner_id=cls.client.id)

    def said(self):
        """The newest entry of the chatter, as text."""
        self.env.flush_all()
        return html2plaintext(self.contract.message_ids[:1].body)

    def test_nobody_picked_up(self):
        answer = self.seen(self.contract).action_call_no_answer()
        self.assertIn("no answer", answer["params"]["message"])
        self.assertFalse(self.call_list())
        with self.at("2026-11-24 08:00"):
            self.assertEqual(self.call_list(), self.contract)
            self.assertEqual(self.seen(self.contract).call_reason, "again")
            self.seen(self.contract).action_call_no_answer()
        self.assertRecordValues(self.contract, [{"call_outcome": "no_answer", "call_tries": 2}])
        self.assertIn("No answer. Call again on November 25, 2026.", self.said())

    def test_call_again_hides_until_that_day_of_the_companys(self):
        self.outcome(self.contract, "again", when="week", note="Is at her sister's")
        self.assertEqual(self.contract.call_on, date(2026, 11, 30))
        with self.at("2026-11-29 23:30"):
            self.assertFalse(self.call_list())
        with self.at("2026-11-30 00:30"):
            self.assertEqual(self.call_list(), self.contract)
        self.assertIn("Reached. Call again on November 30, 2026. Is at her sister's", self.said())

    def test_the_call_to_make_is_an_activity_of_who_put_it_off(self):
        self.outcome(self.contract, "again", when="day", day=date(2026, 12, 1))
        activity = self.contract.activity_ids
        self.assertRecordValues(activity, [{
            "user_id": self.dispatcher.id, "date_deadline": date(2026, 12, 1), "activity_category": "phonecall"}])
        activity.date_deadline = TODAY
        self.assertEqual(self.call_list(), self.contract, "moved in the calendar, moved on the list")
        activity.unlink()
        self.assertFalse(self.contract.call_on)

    def test_a_day_that_is_over_is_refused(self):
        with self.assertRaisesRegex(UserError, "after today"):
            self.outcome(self.contract, "again", when="day", day=TODAY)

    def test_a_call_put_off_puts_off_all_units_of_the_client(self):
        self.make_contract(due="2026-11-11", partner_id=self.client.id)
        self.outcome(self.contract, "again", when="week")
        self.assertFalse(self.call_list())

    def test_who_asks_meanwhile_is_called_today(self):
        self.outcome(self.contract, "again", when="month")
        self.contract._ask_for_call("416-555-0199")
        self.assertEqual(self.call_list(), self.contract)
        self.assertEqual(len(self.contract.activity_ids), 1)

    def test_not_this_time_is_asked_again_an_interval_later(self):
        self.Reminder._queue(self.contract, "manual")
        self.outcome(self.contract, "declined", for_good="once")
        self.assertRecordValues(self.contract, [{
            "next_due_date": date(2027, 11, 10), "last_service_date": False, "state": "active",
            "call_outcome": "declined"}])
        self.assertEqual(self.contract.reminder_ids.skip_reason, "declined")
        self.assertFalse(self.call_list())
        self.assertIn("Does not want this service. Due again on November 10, 2027.", self.said())

    def test_who_is_not_interested_is_not_visited(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        self.contract._ask_for_call("416-555-0199")
        self.outcome(self.contract, "declined", for_good="once")
        self.assertEqual(visit.state, "cancelled")
        self.assertFalse(self.contract.visit_id)

    def test_never_again_stops_all_the_call_was_about(self):
        other = self.make_contract(due="2026-11-11", partner_id=self.client.id)
        later = self.make_contract(due="2027-11-11", partner_id=self.client.id)
        self.outcome(self.contract, "declined", for_good="good")
        self.assertEqual((self.contract | other).mapped("stop_reason"), ["declined", "declined"])
        self.assertEqual(later.state, "active")

    def test_a_wrong_number_is_not_called_again_until_there_is_another(self):
        self.seen(self.contract).action_call_wrong_number()
        self.assertFalse(self.call_list())
        self.assertEqual(self.call_list("to_write"), self.contract)
        self.assertIn("416-555-0100 is a wrong number.", self.said())
        self.client.phone = "416-555-0188"
        self.assertEqual(self.call_list(), self.contract)
        self.assertEqual(self.seen(self.contract).call_number, "416-555-0188")

    def test_two_wrong_numbers_are_not_called_in_turn(self):
        self.contract.holder_ids = [(0, 0, {
            "partner_id": self.make_client("Anna Moss", "anna@example.com", phone="416-555-0177").id})]
        answer = self.seen(self.contract).action_call_wrong_number()
        self.assertIn("416-555-0177 is the next one", answer["params"]["message"])
        self.assertEqual(self.seen(self.contract).call_number, "416-555-0177")
        self.seen(self.contract).action_call_wrong_number()
        self.assertFalse(self.call_list())
        self.assertEqual(self.call_list("to_write"), self.contract)

    def test_booking_on_the_phone_is_the_outcome(self):
        self.contract._ask_for_call("416-555-0199")
        start = f"{self.starts(self.contract)[0]:%Y-%m-%dT%H:%M:%SZ}"
        answer = self.seen(self.contract).book_slot(start, "key", {})
        self.assertEqual(answer["answer"], "booked")
        self.assertFalse(self.call_list())
        self.assertFalse(self.contract.activity_ids)
        self.assertRecordValues(self.contract, [{"call_outcome": "booked", "call_asked": False}])

    def test_who_books_online_before_the_call_needs_none(self):
        self.contract._ask_for_call("416-555-0199")
        self.booked(self.contract, utc(TOMORROW, 13), holder=self.client)
        self.assertFalse(self.contract.activity_ids)
        self.assertEqual(self.contract.call_outcome, "booked")

    def test_the_entry_is_in_the_offices_language_and_in_the_callers_name(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.company.partner_id.lang = "en_US"
        self.dispatcher.lang = "fr_CA"
        self.seen(self.contract).with_context(lang="fr_CA").action_call_no_answer()
        self.assertIn("No answer.", self.said())
        self.assertEqual(self.contract.message_ids[:1].author_id, self.dispatcher.partner_id)

    def test_nobody_is_mailed_about_a_call(self):
        self.seen(self.contract).with_context(mail_notrack=False).action_call_no_answer()
        self.outcome(self.contract, "again", when="week")
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_not_by_who_only_reads(self):
        reader = self.contract.with_user(self.make_user("rosa", "group_user"))
        for kind in ("no_answer", "again", "declined", "wrong_number"):
            with self.subTest(kind), self.assertRaises(AccessError):
                getattr(reader, f"action_call_{kind}")()
