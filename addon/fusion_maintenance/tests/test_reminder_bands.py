from datetime import date, timedelta
from zoneinfo import ZoneInfo

from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .common import TODAY, TORONTO, utc
from .reminder_case import SWITCH, ReminderCase


class TestBands(ReminderCase):
    """Who is reminded on which day."""

    def _due_in(self, days, **values):
        return self.make_contract(due=TODAY + timedelta(days=days), **values)

    def test_thirty_seven_and_one_days_before_and_on_no_other_day(self):
        contract = self.make_contract(due="2027-02-01")
        day, sent = TODAY, []
        while day <= date(2027, 2, 10):
            with self.at(f"{day} 08:00"):
                known = contract.reminder_ids
                self.run_job()
                sent += [(str(day), row.band) for row in contract.reminder_ids - known]
            day += timedelta(days=1)
        self.assertEqual(sent, [("2027-01-02", "30"), ("2027-01-25", "7"), ("2027-01-31", "1")])

    def test_bands_written_anew_repeat_nothing(self):
        contract = self._due_in(20)
        self.run_job()
        self.assertEqual(self.bands(contract), [("30", "queued")])
        self.policy.reminder_bands = "45, 7, 1"
        self.run_job()
        self.assertEqual(self.bands(contract), [("30", "queued")])
        self.policy.reminder_bands = "45, 25, 1"
        self.run_job()
        self.assertEqual(self.bands(contract), [("30", "skipped"), ("25", "queued")], "a band of its own, and smaller")

    def test_row_and_queued_mail_come_together(self):
        contract = self._due_in(30)
        self.run_job()
        row = contract.reminder_ids
        self.assertRecordValues(row, [{
            "band": "30", "state": "queued", "due_date": contract.next_due_date,
            "partner_id": contract.partner_id.id, "company_id": self.company.id}])
        self.assertEqual(row.mail_id.state, "outgoing")
        self.assertEqual(row.mail_id.recipient_ids, contract.partner_id)
        self.assertEqual(contract.last_reminder_band, "30")

    def test_twice_on_one_day_is_once(self):
        contract = self._due_in(7)
        self.run_job()
        self.run_job()
        self.assertEqual(self.bands(contract), [("7", "queued")])
        self.assertEqual(self.env["mail.mail"].search_count([]), 1)

    def test_a_second_row_of_a_band_is_impossible(self):
        contract = self._due_in(7)
        self.run_job()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            contract.reminder_ids.copy({"state": "skipped"})
            self.env.flush_all()

    def test_ten_days_down_is_one_mail_of_the_newest_band(self):
        contract = self._due_in(10)
        with self.at("2026-12-03 08:00"):  # on the due date; 7 and 1 were missed
            self.run_job()
            self.run_job()
        self.assertEqual(self.bands(contract), [("1", "queued")])

    def test_a_band_that_was_missed_is_made_up_for(self):
        contract = self._due_in(20)
        self.run_job()
        self.assertEqual(self.bands(contract), [("30", "queued")])

    def test_a_new_cycle_has_all_its_bands_again(self):
        contract = self._due_in(30)
        self.run_job()
        contract._roll_next_due_date(TODAY)
        self.assertFalse(contract.last_reminder_band)
        with self.at("2027-10-24 08:00"):
            self.run_job()
        self.assertEqual(self.bands(contract), [("30", "skipped"), ("30", "queued")])

    def test_bands_after_the_due_date(self):
        self.policy.reminder_bands = "7, -3"
        contract = self._due_in(1)
        self.run_job()
        self.send_queue()
        with self.at("2026-11-26 08:00"):
            self.run_job()
            self.assertEqual(self.bands(contract), [("7", "sent")])
        with self.at("2026-11-27 08:00"):
            self.run_job()
        self.assertEqual(self.bands(contract), [("7", "sent"), ("-3", "queued")])

    def test_each_policy_has_its_own_bands(self):
        early = self.make_policy(reminder_bands="60")
        first, second = self._due_in(45), self._due_in(45, policy_id=early.id)
        self.run_job()
        self.assertEqual([self.bands(first), self.bands(second)], [[], [("60", "queued")]])

    def test_an_archived_policy_still_reminds(self):
        other = self.make_policy()
        contract = self._due_in(30, policy_id=other.id)
        other.active = False
        self.run_job()
        self.assertEqual(self.bands(contract), [("30", "queued")])

    def test_a_contract_that_was_born_overdue_gets_none(self):
        contract = self._due_in(-5)
        self.run_job()
        self.assertEqual(self.bands(contract), [])
        self.assertEqual(contract.stage, "overdue")

    def test_a_contract_born_on_its_due_day_in_the_evening_is_not_overdue(self):
        with self.at("2026-11-23 21:00"):  # already the 24th in UTC
            contract = self._due_in(0)
            self.run_job()
        self.assertEqual(self.bands(contract), [("1", "queued")])

    def test_a_contract_that_became_overdue_is_reminded_once(self):
        contract = self._due_in(2)
        with self.at("2026-11-30 08:00"):
            self.run_job()
            self.run_job()
        self.assertEqual(self.bands(contract), [("1", "queued")])


class TestNobody(ReminderCase):
    """Who is not reminded."""

    def setUp(self):
        super().setUp()
        self.contract = self.make_contract(due="2026-12-23")

    def _assert_silent(self):
        self.run_job()
        self.assertEqual(self.bands(self.contract), [])
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_all_the_others_would_be(self):
        self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "queued")])

    def test_nobody_when_switched_off(self):
        self.env["ir.config_parameter"].set_param(SWITCH, "False")
        self._assert_silent()

    def test_nobody_before_a_manager_switched_it_on(self):
        self.env["ir.config_parameter"].search([("key", "=", SWITCH)]).unlink()
        self._assert_silent()

    def test_a_booked_contract(self):
        self.make_technician()
        self.booked(self.contract)
        self.env["mail.mail"].search([]).unlink()  # the confirmation
        self._assert_silent()

    def test_a_client_who_opted_out_and_the_history_says_so(self):
        self.contract.partner_id.x_fc_maintenance_opt_out = True
        self.run_job()
        self.assertRecordValues(self.contract.reminder_ids, [
            {"band": "30", "state": "skipped", "skip_reason": "opted_out"}])
        self.assertFalse(self.env["mail.mail"].search([]))
        self.assertFalse(self.contract.link_ids)

    def test_a_paused_contract(self):
        self.contract.action_pause()
        self._assert_silent()

    def test_a_returned_unit(self):
        self.contract._suspend_returned()
        self._assert_silent()

    def test_an_ended_contract(self):
        self.contract._stop("scrapped")
        self._assert_silent()

    def test_a_draft(self):
        self.contract.state = "draft"
        self._assert_silent()

    def test_an_archived_client(self):
        self.contract.partner_id.active = False
        self._assert_silent()

    def test_a_contract_without_a_date(self):
        self.contract.next_due_date = False
        self._assert_silent()


class TestClock(ReminderCase):
    """Seven o'clock, and "today", are the company's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.west = cls.make_company("West", "America/Vancouver")
        cls.east = cls.make_company("East", "America/St_Johns")

    def _contract_of(self, company, due):
        return self.make_contract(
            due=due, company_id=company.id, policy_id=company.x_fc_maintenance_policy_id.id)

    def test_not_before_seven(self):
        contract = self.make_contract(due="2026-12-24")
        with self.at("2026-11-24 06:59"):
            self.run_job()
            self.assertEqual(self.bands(contract), [])
        with self.at("2026-11-24 07:00"):
            self.run_job()
            self.assertEqual(self.bands(contract), [("30", "queued")])

    def test_each_company_at_its_own_seven(self):
        west, east = (self._contract_of(company, "2026-12-24") for company in (self.west, self.east))
        with self.at("2026-11-24 07:00", ZoneInfo("America/St_Johns")):  # 02:30 in Vancouver
            self.run_job()
        self.assertEqual([self.bands(west), self.bands(east)], [[], [("30", "queued")]])
        with self.at("2026-11-24 07:00", ZoneInfo("America/Vancouver")):
            self.run_job()
        self.assertEqual([self.bands(west), self.bands(east)], [[("30", "queued")]] * 2)

    def test_today_is_each_companys_own(self):
        # 23:30 on the 23rd in Vancouver is 04:00 on the 24th in St. John's.
        west, east = (self._contract_of(company, "2026-12-24") for company in (self.west, self.east))
        with self.at("2026-11-23 23:30", ZoneInfo("America/Vancouver")):
            self.run_job()
        self.assertEqual([self.bands(west), self.bands(east)], [[], []])
        with self.at("2026-11-24 07:00", ZoneInfo("America/Vancouver")):
            self.run_job()
        self.assertEqual(self.bands(west), [("30", "queued")])

    def test_each_mail_is_from_its_company(self):
        contract = self._contract_of(self.west, "2026-12-24")
        with self.at("2026-11-24 07:00", ZoneInfo("America/Vancouver")):
            self.run_job()
        self.assertIn("west@example.com", contract.reminder_ids.mail_id.email_from)

    def test_the_morning_after_the_clocks_changed(self):
        contract = self.make_contract(due="2027-04-13")
        with self.at("2027-03-14 06:59"):
            self.run_job()
            self.assertEqual(self.bands(contract), [])
        with self.at("2027-03-14 07:00"):
            self.run_job()
            self.assertEqual(self.bands(contract), [("30", "queued")])
        self.assertEqual(utc(date(2027, 3, 14), 7).hour, 11, "summer time has begun in Toronto")
        self.assertEqual(TORONTO.key, "America/Toronto")
