from datetime import timedelta
from unittest.mock import patch

from odoo.tools import mute_logger

from .common import TODAY
from .reminder_case import ReminderCase
from .test_reminder_mail import RENDER_LOGGERS


class TestTogether(ReminderCase):
    """Units of one client that are due together: one mail, and a row for each in the outbox."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.make_client("Maple Court", "office@maple.example", is_company=True)
        cls.lift = cls.make_product("Ceiling Lift", tracking="none")

    def _lifts(self, *days, **values):
        return self.Contract.concat(*(self.make_contract(
            due=TODAY + timedelta(days=left), partner_id=self.home.id, product_id=self.lift.id,
            **values) for left in days))

    def _mail(self):
        return self.env["mail.mail"].search([("state", "=", "outgoing")])

    def test_thirty_lifts_within_three_weeks_get_three_mails_not_ninety(self):
        lifts = self._lifts(*(40 + number % 22 for number in range(30)))
        sent = []
        for number in range(75):
            with self.at(f"{TODAY + timedelta(days=number)} 08:00"):
                self.run_job()
                sent += [number] * len(self.send_queue())
                self._mails.clear()
        self.assertEqual(sent, [10, 33, 39])
        for lift in lifts:
            self.assertEqual(self.bands(lift), [("30", "sent"), ("7", "sent"), ("1", "sent")])
            self.assertEqual(lift.last_reminder_band, "1")

    def test_the_mail_names_them_all_and_opens_the_page_of_the_first(self):
        later, first = self._lifts(44, 30)
        self.run_job()
        mail = self._mail()
        self.assertEqual((first.reminder_ids.mail_id, later.reminder_ids.mail_id), (mail, mail))
        self.assertEqual(self.env["fusion.maintenance.link"]._find(self.token(mail)).contract_id, first)
        message, = self.send_queue()
        body = " ".join(message.get_body(("html",)).get_content().split())
        for lift, due in ((first, "December 23, 2026"), (later, "January 6, 2027")):
            self.assertIn(lift.serial, body)
            self.assertIn(due, body)
        self.assertNotIn("Lift", message["Subject"])

    def test_one_that_is_due_later_than_the_window_gets_its_own(self):
        self._lifts(30, 52)
        self.run_job()
        self.assertEqual(len(self._mail()), 1)
        with self.at(f"{TODAY + timedelta(days=22)} 08:00"):
            self.run_job()
        self.assertEqual(len(self._mail()), 2)

    def test_without_a_window_each_day_is_for_itself(self):
        self.company.x_fc_maintenance_together_days = 0
        self._lifts(30, 29)
        self.run_job()
        self.assertEqual(len(self._mail()), 2)

    def test_another_clients_unit_is_in_no_mail_of_this_one(self):
        self._lifts(30)
        self.make_contract(due=TODAY + timedelta(days=30))
        self.run_job()
        self.assertEqual(len(self._mail()), 2)

    def test_a_booked_one_is_not_named(self):
        booked, other = self._lifts(32, 30)
        self.make_technician()
        self.booked(booked)
        self._mail().unlink()
        self.run_job()
        self.assertNotIn(booked.serial, self._mail().body_html)
        self.assertIn(other.serial, self.Contract.browse(other.id).serial)
        self.assertFalse(booked.reminder_ids)

    def test_of_another_policy_it_has_had_the_band_it_is_in(self):
        early = self.make_policy(reminder_bands="60, 14")
        lift = self._lifts(7)
        chair = self.make_contract(
            due=TODAY + timedelta(days=20), partner_id=self.home.id, policy_id=early.id)
        self.run_job()
        self.assertEqual([self.bands(lift), self.bands(chair)], [[("7", "queued")], [("14", "queued")]])
        self.send_queue()
        with self.at(f"{TODAY + timedelta(days=6)} 08:00"):  # its own 14 days before; the lift's last
            self.run_job()
        self.assertIn(chair.serial, self._mail().body_html)
        self.assertEqual(self.bands(chair), [("14", "sent")])

    def test_a_booking_before_the_mail_leaves_takes_that_unit_out_of_it(self):
        booked, other = self._lifts(30, 31)
        self.run_job()
        self.make_technician()
        self.booked(booked)
        self.assertEqual(booked.reminder_ids.skip_reason, "booked")
        self.assertEqual((other.reminder_ids.state, bool(other.reminder_ids.mail_id)), ("queued", False))
        self.run_job()
        body = other.reminder_ids.mail_id.body_html
        self.assertNotIn(booked.serial, body)
        self.assertEqual(self.env["fusion.maintenance.link"]._find(
            self.token(other.reminder_ids.mail_id)).contract_id, other)
        self.send_queue()
        self.assertEqual(other.reminder_ids.state, "sent")

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_mail_that_failed_is_tried_again_for_all_of_them(self):
        lifts = self._lifts(30, 31, 32)
        self.run_job()
        with self.mail_server_down():
            self.send_queue()
        self.assertEqual(lifts.reminder_ids.mapped("state"), ["failed"] * 3)
        lifts[1].reminder_ids.action_retry()
        self.assertEqual(len(self.send_queue()), 1)
        self.assertEqual(lifts.reminder_ids.mapped("state"), ["sent"] * 3)

    def test_one_mail_that_cannot_be_made_fails_for_its_units_alone(self):
        lifts, other = self._lifts(30, 31), self.make_contract(due=TODAY + timedelta(days=30))
        page = type(self.env["fusion.maintenance.booking.page"])
        greeting = page._greeting

        def fail(records, partner):
            if partner == self.home:
                raise ValueError("Broken greeting")
            return greeting(records, partner)

        with patch.object(page, "_greeting", fail), mute_logger(*RENDER_LOGGERS):
            self.run_job()
        self.assertEqual(lifts.reminder_ids.mapped("state"), ["failed"] * 2)
        self.assertEqual(self.bands(other), [("30", "queued")])

    def test_reminders_by_hand_of_several_units_are_one_mail(self):
        lifts = self._lifts(100, 101, 102)
        lifts.action_send_reminder()
        self.assertEqual(len(self._mail()), 1)
        self.assertEqual([self.bands(lift) for lift in lifts], [[("manual", "queued")]] * 3)

    def test_what_was_sent_by_hand_leaves_also_when_reminders_are_off(self):
        sold, kept = self._lifts(60, 61)
        self.env["fusion.maintenance.switch"].create({}).action_off()
        (sold | kept).action_send_reminder()
        sold._stop("sold")
        self.assertFalse(self._mail(), "it named the one that is sold")
        self.run_job()
        self.assertEqual(self._mail(), kept.reminder_ids.mail_id)
        self.assertEqual(self.bands(kept), [("manual", "queued")])

    def test_one_to_do_for_a_home_without_address(self):
        self.home.email = False
        lifts = self._lifts(30, 31, 32)
        self.run_job()
        self.assertEqual(len(lifts.activity_ids), 1)
        self.assertEqual(lifts.reminder_ids.mapped("skip_reason"), ["no_address"] * 3)

    def test_a_hundred_cost_no_more_queries_than_ten(self):
        """Apart from what Odoo's own batch of mails costs, for which there is a benchmark."""
        counts = []
        for number in (10, 40):
            homes = [self.make_client(f"Home {one}", f"h{number}.{one}@x.ca") for one in range(number)]
            made = [self.make_contract(
                due=TODAY + timedelta(days=30 + lift), partner_id=home.id, product_id=self.lift.id)
                for home in homes for lift in range(2)]
            self.env.flush_all()
            self.env.invalidate_all()
            due = self.Contract._reminders_due(self.company)
            before = self.env.cr.sql_log_count
            bundles = self.Contract._bundles_due(self.company, due)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(bundles), number)
            self.Contract.concat(*made).write({"state": "draft"})
        self.assertEqual(counts[0], counts[1])
