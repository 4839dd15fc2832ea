from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import TOMORROW
from .reminder_case import ReminderCase

RENDER_LOGGERS = (
    "odoo.addons.fusion_maintenance.models.reminder_cron",
    "odoo.addons.mail.models.mail_render_mixin",
    "odoo.addons.mail.models.mail_template",
)


class TestMail(ReminderCase):
    """What happens to a reminder after it was queued."""

    def setUp(self):
        super().setUp()
        self.contract = self.make_contract(due="2026-12-23")

    def _queued(self):
        self.run_job()
        self.assertEqual(self.contract.reminder_ids.state, "queued")
        return self.contract.reminder_ids

    def test_sent_is_what_the_mail_server_has_taken(self):
        row = self._queued()
        messages = self.send_queue()
        self.assertEqual([message["To"] for message in messages], ['"Ellen Moss" <ellen@example.com>'])
        self.assertRecordValues(row, [{"state": "sent", "reason": False}])
        self.assertTrue(row.sent_date)

    def test_each_mail_carries_its_own_link(self):
        other = self.make_contract(due="2026-12-23", partner_id=self.make_client("Omar", "o@x.ca").id)
        self.run_job()
        for contract in (self.contract, other):
            mail = contract.reminder_ids.mail_id
            link = self.env["fusion.maintenance.link"]._find(self.token(mail))
            self.assertEqual(link.contract_id, contract)
            self.assertEqual(link.partner_id, contract.partner_id)
            self.assertEqual(mail.recipient_ids, contract.partner_id)
            self.assertIn(f"{self.token(mail)}/one-click", mail.headers)

    def test_the_mail_has_the_one_click_header(self):
        row = self._queued()
        token = self.token(row.mail_id)
        message, = self.send_queue()
        self.assertIn(f"/maintenance/stop/{token}/one-click", message["List-Unsubscribe"])
        self.assertEqual(message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")

    def test_the_mail_is_not_in_the_chatter_before_it_is_sent(self):
        row = self._queued()
        token = self.token(row.mail_id)
        self.assertFalse(self.contract.message_ids.filtered(lambda message: token in (message.body or "")))
        reader = self.make_user("rosa", "group_user")
        seen = self.env["mail.message"].with_user(reader).search([("body", "like", token)])
        self.assertFalse(seen)

    def test_the_chatter_says_that_it_was_sent_without_the_link(self):
        token = self.token(self._queued().mail_id)
        self.send_queue()
        bodies = " ".join(self.contract.message_ids.mapped("body"))
        self.assertIn("Reminder (30 days before)", bodies)
        self.assertEqual(self.contract.last_reminder, "30 days before")
        self.assertIn("Ellen Moss", bodies)
        self.assertNotIn(token, bodies)

    def test_the_token_is_nowhere_in_the_database_once_the_mail_has_left(self):
        token = self.token(self._queued().mail_id)
        self.assertIn("mail_message", self.tables_with(token), "the search finds what is there")
        self.send_queue()
        self.assertEqual(self.tables_with(token), [])

    def test_the_token_is_nowhere_in_the_database_once_it_was_taken_back(self):
        token = self.token(self._queued().mail_id)
        self.contract.partner_id.x_fc_maintenance_opt_out = True
        self.assertEqual(self.tables_with(token), [])

    def test_an_opt_out_takes_the_queued_mail_back(self):
        row = self._queued()
        self.contract.partner_id.x_fc_maintenance_opt_out = True
        self.assertRecordValues(row, [{"state": "skipped", "skip_reason": "opted_out"}])
        self.assertFalse(row.mail_id)
        self.assertEqual(self.send_queue(), [])

    def test_a_booking_takes_the_queued_mail_back(self):
        row = self._queued()
        self.make_technician()
        self.booked(self.contract)
        self.assertEqual((row.state, row.skip_reason), ("skipped", "booked"))
        self.assertNotIn("is due", " ".join(message["Subject"] for message in self.send_queue()))

    def test_a_pause_takes_the_queued_mail_back(self):
        row = self._queued()
        self.contract.action_pause()
        self.assertEqual((row.state, row.skip_reason), ("skipped", "paused"))
        self.assertEqual(self.send_queue(), [])

    def test_what_was_sent_stays_sent(self):
        row = self._queued()
        self.send_queue()
        self.contract.partner_id.x_fc_maintenance_opt_out = True
        self.assertEqual(row.state, "sent")

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_mail_server_that_refuses_makes_it_failed_and_a_person_tries_again(self):
        row = self._queued()
        with self.mail_server_down():
            self.send_queue()
        self.assertEqual(row.state, "failed")
        self.assertIn("Connection refused", row.reason)
        row.action_retry()
        self.assertEqual(row.state, "queued")
        self.assertEqual(len(self.send_queue()), 1)
        self.assertEqual((row.state, row.reason), ("sent", False))

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_failed_band_is_not_sent_again_by_itself(self):
        self._queued()
        with self.mail_server_down():
            self.send_queue()
        self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "failed")])

    def test_only_what_failed_is_tried_again(self):
        row = self._queued()
        with self.assertRaises(UserError):
            row.action_retry()


class TestOneBadContract(ReminderCase):
    """One contract whose mail cannot be rendered does not stop the others."""

    def test_the_others_are_queued_and_the_one_says_why(self):
        contracts = [self.make_contract(
            due="2026-12-23", partner_id=self.make_client(f"Client {number}", f"c{number}@x.ca").id)
            for number in range(5)]
        bad = contracts[2]
        with self._unrenderable(bad), mute_logger(*RENDER_LOGGERS):
            self.run_job()
        self.assertEqual(
            [self.bands(contract)[0][1] for contract in contracts],
            ["queued", "queued", "failed", "queued", "queued"])
        self.assertIn("Broken greeting", bad.reminder_ids.reason)
        self.assertEqual(len(self.send_queue()), 4)
        for contract in contracts:
            self.assertEqual(len(contract.reminder_ids), 1)
            if contract != bad:
                self.assertEqual(contract.reminder_ids.state, "sent")

    def test_it_is_tried_again_when_the_cause_is_gone(self):
        bad = self.make_contract(due="2026-12-23")
        with self._unrenderable(bad), mute_logger(*RENDER_LOGGERS):
            self.run_job()
        self.assertEqual(self.bands(bad), [("30", "failed")])
        bad.reminder_ids.action_retry()
        self.assertEqual(len(self.send_queue()), 1)
        self.assertEqual(self.bands(bad), [("30", "sent")])

    def test_who_else_may_book_is_tried_again_too(self):
        daughter = self.make_client("Anna Moss", "anna@example.com", x_fc_maintenance_consent_basis="express")
        bad = self.make_contract(due="2026-12-23", holder_ids=[(0, 0, {"partner_id": daughter.id})])
        with self._unrenderable(bad), mute_logger(*RENDER_LOGGERS):
            self.run_job()
        self.assertEqual(self.bands(bad), [("30", "failed"), ("30", "failed")])
        bad.reminder_ids.action_retry()
        self.assertEqual(len(self.send_queue()), 2)

    def test_a_client_who_wants_no_reminders_has_not_failed(self):
        daughter = self.make_client("Anna Moss", "anna@example.com", x_fc_maintenance_consent_basis="express")
        client = self.make_client("Tom Moss", "tom@example.com", x_fc_maintenance_opt_out=True)
        bad = self.make_contract(
            due="2026-12-23", partner_id=client.id, holder_ids=[(0, 0, {"partner_id": daughter.id})])
        with self._unrenderable(bad, daughter), mute_logger(*RENDER_LOGGERS):
            self.run_job()
        self.assertEqual([row.state for row in bad.reminder_ids.sorted("id")], ["skipped", "failed"])

    def test_no_link_is_left_of_a_mail_that_was_never_made(self):
        bad = self.make_contract(due="2026-12-23")
        with self._unrenderable(bad), mute_logger(*RENDER_LOGGERS):
            self.run_job()
        self.assertFalse(bad.link_ids)

    def _unrenderable(self, contract, reader=None):
        """The template fails on one reader, the client unless given."""
        page = type(self.env["fusion.maintenance.booking.page"])
        greeting = page._greeting
        client = reader or contract.partner_id

        def fail_on_one(records, partner):
            if partner == client:
                raise ValueError("Broken greeting")
            return greeting(records, partner)

        return patch.object(page, "_greeting", fail_on_one)


class TestNoAddress(ReminderCase):
    """A client without an email address: no mail, and a to-do for the dispatcher, once."""

    def test_an_activity_and_no_mail(self):
        dispatcher = self.make_user("dana", "group_dispatcher")
        contract = self.make_contract(
            due="2026-12-23", user_id=dispatcher.id, partner_id=self.make_client(email=False).id)
        self.run_job()
        self.assertRecordValues(contract.reminder_ids, [
            {"band": "30", "state": "skipped", "skip_reason": "no_address"}])
        self.assertFalse(contract.link_ids)
        self.assertEqual(contract.activity_ids.user_id, dispatcher)
        self.assertFalse(self.env["mail.mail"].search([]), "five hundred such clients are not five hundred mails")

    def test_once_for_all_the_bands(self):
        contract = self.make_contract(due="2026-12-23", partner_id=self.make_client(email=False).id)
        for moment in ("2026-11-23 08:00", "2026-12-16 08:00", "2026-12-22 08:00"):
            with self.at(moment):
                self.run_job()
        self.assertEqual(len(contract.reminder_ids), 3)
        self.assertEqual(len(contract.activity_ids), 1)

    def test_an_address_that_is_none(self):
        contract = self.make_contract(
            due="2026-12-23", partner_id=self.make_client(email="not an address").id)
        self.run_job()
        self.assertEqual(contract.reminder_ids.skip_reason, "no_address")
        self.assertEqual(len(contract.activity_ids), 1)

    def test_the_to_do_to_call_is_done_when_the_service_is_booked(self):
        contract = self.make_contract(due="2026-12-23", partner_id=self.make_client(email=False).id)
        self.run_job()
        self.assertEqual(len(contract.activity_ids), 1)
        contract._alert("Something else.")
        self.make_technician()
        self.booked(contract)
        self.assertEqual(contract.activity_ids.mapped("summary"), ["Something else."])

    def test_an_address_that_was_added_gets_the_next_band(self):
        contract = self.make_contract(due="2026-12-23", partner_id=self.make_client(email=False).id)
        self.run_job()
        contract.partner_id.email = "ellen@example.com"
        with self.at("2026-12-16 08:00"):
            self.run_job()
        self.assertEqual(self.bands(contract), [("30", "skipped"), ("7", "queued")])


class TestManual(ReminderCase):
    """"Send a reminder now"."""

    def setUp(self):
        super().setUp()
        self.contract = self.make_contract(due="2027-09-01")

    def test_it_goes_whatever_the_bands_say(self):
        self.contract.action_send_reminder()
        self.assertEqual(self.bands(self.contract), [("manual", "queued")])
        self.assertEqual(self.contract.last_reminder_band, "manual")
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])

    def test_it_goes_again_on_another_day(self):
        self.contract.action_send_reminder()
        with self.at(f"{TOMORROW} 08:00"):
            self.contract.action_send_reminder()
        self.assertEqual(len(self.send_queue()), 2)

    def test_pressed_twice_on_one_day_it_says_that_it_went(self):
        self.contract.action_send_reminder()
        with self.assertRaisesRegex(UserError, f"{self.contract.name}: .* by hand today at .* already"):
            self.contract.action_send_reminder()
        self.assertEqual(len(self.send_queue()), 1)

    def test_one_that_failed_is_sent_again_on_the_same_day(self):
        self.contract.action_send_reminder()
        self.contract.reminder_ids._mark_failed("550 no such user")
        self.contract.action_send_reminder()
        self.assertEqual(len(self.contract.reminder_ids), 2)

    def test_it_goes_in_the_next_cycle_too(self):
        self.contract.action_send_reminder()
        self.contract._roll_next_due_date(self.contract.next_due_date)
        self.contract.action_send_reminder()
        self.assertEqual(len(self.contract.reminder_ids), 2)

    def test_it_takes_no_band_away(self):
        self.contract.action_send_reminder()
        with self.at("2027-08-25 08:00"):
            self.run_job()
        self.assertIn(("7", "queued"), self.bands(self.contract))

    def test_it_says_why_it_cannot(self):
        reasons = {
            "is not active": {"state": "paused"},
            "no reminders": {"partner_id": self.make_client(x_fc_maintenance_opt_out=True).id},
            "no email address": {"partner_id": self.make_client(email=False).id},
        }
        for reason, values in reasons.items():
            with self.subTest(reason), self.assertRaisesRegex(UserError, reason):
                self.make_contract(due="2027-09-01", **values).action_send_reminder()

    def test_not_to_somebody_who_has_booked(self):
        self.make_technician()
        self.booked(self.contract)
        with self.assertRaisesRegex(UserError, "booked visit"):
            self.contract.action_send_reminder()
