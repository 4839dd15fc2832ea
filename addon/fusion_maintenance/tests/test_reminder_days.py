from datetime import datetime, time, timedelta

from .common import TODAY, TORONTO, utc
from .reminder_case import ReminderCase


class TestReminderDays(ReminderCase):
    """Nothing on weekends and public holidays, where the policy says so: earlier, never later."""

    def _sent_days(self, contract, first, count):
        """Run the job on so many days: [(day, band)] of what went."""
        sent = []
        for number in range(count):
            day = first + timedelta(days=number)
            with self.at(f"{day} 08:00"):
                known = contract.reminder_ids
                self.run_job()
                sent += [(str(day), row.band) for row in contract.reminder_ids - known]
        return sent

    def _holiday(self, day, hours=(0, 24), **values):
        start = utc(day, hours[0])
        return self.env["resource.calendar.leaves"].create({
            "name": "Holiday", "calendar_id": self.company.resource_calendar_id.id,
            "company_id": self.company.id, "resource_id": False, "date_from": start,
            "date_to": start + timedelta(hours=hours[1] - hours[0]), **values})

    def test_a_saturday_is_like_any_day_unless_the_policy_says_so(self):
        contract = self.make_contract(due="2026-12-05")  # 7 days before is Saturday the 28th
        self.policy.reminder_bands = "7"
        self.assertEqual(self._sent_days(contract, TODAY, 8), [("2026-11-28", "7")])

    def test_a_reminder_for_saturday_or_sunday_goes_on_friday(self):
        self.policy.write({"reminder_bands": "7", "skip_weekends": True})
        saturday, sunday = self.make_contract(due="2026-12-05"), self.make_contract(due="2026-12-06")
        self.assertEqual(self._sent_days(saturday, TODAY, 8), [("2026-11-27", "7")])
        self.assertEqual(self.bands(sunday), [("7", "queued")])
        self.assertEqual(sunday.reminder_ids.create_date.date(), datetime(2026, 11, 27).date())

    def test_a_reminder_after_the_due_date_goes_earlier_too(self):
        self.policy.write({"reminder_bands": "-5", "skip_weekends": True})
        contract = self.make_contract(due="2026-11-24")  # five days after is Sunday the 29th
        self.assertEqual(self._sent_days(contract, TODAY, 9), [("2026-11-27", "-5")])

    def test_a_public_holiday_of_the_company_moves_it_to_the_day_before(self):
        self.policy.write({"reminder_bands": "7", "skip_holidays": True})
        self._holiday(TODAY + timedelta(days=3))
        contract = self.make_contract(due="2026-12-03")
        self.assertEqual(self._sent_days(contract, TODAY, 8), [("2026-11-25", "7")])

    def test_a_holiday_that_ends_in_a_weekend_moves_it_before_both(self):
        self.policy.write({"reminder_bands": "7", "skip_holidays": True, "skip_weekends": True})
        self._holiday(TODAY + timedelta(days=4))  # Friday
        contract = self.make_contract(due="2026-12-06")
        self.assertEqual(self._sent_days(contract, TODAY, 10), [("2026-11-26", "7")])

    def test_what_is_no_public_holiday_moves_nothing(self):
        """Half a day, somebody's own leave, another company's or another calendar's day, a training."""
        self.policy.write({"reminder_bands": "7", "skip_holidays": True})
        day = TODAY + timedelta(days=1)
        other = self.make_company("Elsewhere")
        self._holiday(day, (13, 24))
        self._holiday(day, resource_id=self.make_technician().resource_id.id)
        self._holiday(day, calendar_id=other.resource_calendar_id.id, company_id=other.id)
        self._holiday(day, calendar_id=self.make_calendar("Night").id)
        self._holiday(day, time_type="other")
        contract = self.make_contract(due=day + timedelta(days=7))
        self.assertEqual(self._sent_days(contract, TODAY, 5), [(str(day), "7")])

    def test_a_holiday_is_the_companys_local_day(self):
        self.policy.skip_holidays = True
        self._holiday(TODAY + timedelta(days=1))
        tomorrow = datetime.combine(TODAY + timedelta(days=1), time(23, 30), TORONTO)
        self.assertEqual(tomorrow.utctimetuple().tm_mday, 25)
        self.assertEqual(
            self.company._maintenance_holidays(TODAY, TODAY + timedelta(days=9)), {tomorrow.date()})

    def test_nothing_goes_on_a_closed_day_after_downtime_either(self):
        self.policy.write({"reminder_bands": "7", "skip_weekends": True})
        contract = self.make_contract(due="2026-12-03")  # the 26th was missed
        with self.at("2026-11-28 08:00"):
            self.run_job()
            self.assertEqual(self.bands(contract), [])
        with self.at("2026-11-30 08:00"):
            self.run_job()
        self.assertEqual(self.bands(contract), [("7", "queued")])

    def test_the_switch_shows_what_would_go_today(self):
        self.policy.write({"reminder_bands": "7", "skip_weekends": True})
        contract = self.make_contract(due="2026-12-06")
        with self.at("2026-11-27 08:00"):
            wizard = self.env["fusion.maintenance.switch"].create({})
            self.assertEqual(wizard.contract_ids, contract)
        with self.at("2026-11-28 08:00"):
            wizard = self.env["fusion.maintenance.switch"].create({})
            self.assertFalse(wizard.contract_ids)


class TestMovedDueDate(ReminderCase):
    """A moved due date starts its bands anew, without repeating what was sent for that date."""

    def setUp(self):
        super().setUp()
        self.contract = self.make_contract(due="2026-12-23")
        self.run_job()
        self.send_queue()
        self.assertEqual(self.bands(self.contract), [("30", "sent")])

    def test_the_new_date_has_all_its_bands(self):
        self.contract.next_due_date = "2026-12-24"
        self.assertFalse(self.contract.last_reminder_band)
        with self.at("2026-11-24 08:00"):
            self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "sent"), ("30", "queued")])

    def test_back_on_a_date_it_had_nothing_is_repeated(self):
        self.contract.next_due_date = "2027-03-01"
        self.contract.next_due_date = "2026-12-23"
        self.assertEqual(self.contract.last_reminder_band, "30")
        self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "sent")])

    def test_a_mail_that_names_the_old_date_does_not_leave(self):
        other = self.make_contract(due="2026-12-23")
        self.run_job()
        self.assertEqual(self.bands(other), [("30", "queued")])
        other.next_due_date = "2027-03-01"
        self.assertRecordValues(other.reminder_ids, [{"state": "skipped", "skip_reason": "moved"}])
        self._mails.clear()
        self.assertEqual(self.send_queue(), [])
