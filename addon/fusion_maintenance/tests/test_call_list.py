from datetime import date

from odoo.tests import tagged

from .call_case import CallCase
from .common import TODAY, TOMORROW, utc


@tagged("post_install", "-at_install")
class TestCallList(CallCase):
    """Who is on the call list, why, and since when. Today is Monday, November 23; bands are 30, 7, 1."""

    def reason(self, contract):
        contract = self.seen(contract)
        return contract.call_reason, contract.call_since

    def test_after_the_last_reminder_nothing_is_booked(self):
        contract = self.make_contract(due="2026-11-24")
        self.assertFalse(self.call_list(), "the last reminder goes today")
        with self.at("2026-11-24 08:00"):
            self.assertEqual(self.call_list(), contract)
            self.assertEqual(self.reason(contract), ("unanswered", TOMORROW))

    def test_a_band_after_the_due_date_is_waited_for(self):
        self.policy.reminder_bands = "30, -7"
        contract = self.make_contract(due="2026-11-16")
        self.assertFalse(self.call_list())
        with self.at("2026-11-24 08:00"):
            self.assertEqual(self.call_list(), contract)

    def test_a_policy_without_reminders_calls_from_the_due_date_on(self):
        self.policy.reminder_bands = ""
        today, tomorrow = self.make_contract(due=TODAY), self.make_contract(due=TOMORROW)
        self.assertEqual(self.call_list(), today)
        self.assertFalse(self.seen(tomorrow).call_reason)

    def test_the_day_is_the_companys(self):
        contract = self.make_contract(due="2026-11-24")
        with self.at("2026-11-23 23:30"):
            self.assertFalse(self.call_list(), "in London it is the 24th already")
        with self.at("2026-11-24 00:30"):
            self.assertEqual(self.call_list(), contract)

    def test_who_books_is_not_called(self):
        contract = self.make_contract(due="2026-11-10")
        self.assertEqual(self.call_list(), contract)
        self.booked(contract, utc(TOMORROW, 13))
        self.assertFalse(self.call_list())

    def test_who_has_no_mail_starts_there(self):
        contract = self.make_contract(due="2026-12-10", partner_id=self.make_client(email=False).id)
        self.assertEqual(self.call_list(), contract)
        self.assertEqual(self.reason(contract), ("no_email", date(2026, 11, 10)))
        contract.next_due_date = "2026-12-24"
        self.assertFalse(self.call_list(), "not before a reminder would have gone")

    def test_who_wants_no_reminders_is_called_instead(self):
        contract = self.make_contract(due="2026-12-10")
        contract.partner_id.x_fc_maintenance_opt_out = True
        self.assertEqual(self.call_list(), contract)
        self.assertEqual(self.reason(contract)[0], "opted_out")

    def test_who_could_not_be_reminded_is_called(self):
        contract = self.make_contract(due="2026-12-10")
        self.Reminder._queue(contract, "30")
        self.assertFalse(self.call_list())
        contract.reminder_ids._mark_failed("550 no such user")
        self.assertEqual(self.call_list(), contract)
        self.assertEqual(self.reason(contract)[0], "failed")
        self.Reminder._queue(contract, "7")
        contract.reminder_ids.filtered(lambda row: row.band == "7")._mark_sent()
        self.assertFalse(self.call_list(), "a later one has arrived")

    def test_a_contract_born_overdue_goes_there_at_once(self):
        self.long_ago = None
        type(self).long_ago = "2026-11-23 14:00:00"
        self.addCleanup(setattr, type(self), "long_ago", "2025-01-15 12:00:00")
        contract = self.make_contract(due="2026-11-20")
        self.policy.reminder_bands = "30, -30"
        self.assertEqual(self.call_list(), contract)
        self.assertEqual(self.reason(contract), ("overdue", TODAY))

    def test_what_is_not_active_is_nobodys_to_call(self):
        contract = self.make_contract(due="2026-11-10")
        contract.action_pause()
        self.assertFalse(self.call_list())

    def test_who_asks_while_the_contract_is_paused_or_the_unit_is_with_us_is_called(self):
        paused, returned = (self.make_contract(due=day) for day in ("2026-11-10", "2026-11-11"))
        for contract in (paused, returned):
            contract._ask_for_call("416-555-0199")
        paused.action_pause()
        returned._suspend_returned()
        self.assertEqual(self.call_list(), paused + returned)
        self.seen(paused)._log_call("letter", "Told.")
        self.assertEqual(self.call_list(), returned)

    def test_who_asked_comes_first_also_with_a_visit(self):
        overdue = self.make_contract(due="2026-11-01")
        asking = self.make_contract(due="2027-05-01")
        self.booked(asking, utc(TOMORROW, 13))
        asking._ask_for_call("416-555-0199")
        self.assertEqual(self.call_list().ids, [asking.id, overdue.id])
        self.assertEqual(self.seen(asking).call_number, "416-555-0199")
        self.assertEqual(self.reason(asking), ("asked", TODAY))

    def test_one_call_is_about_all_units_of_a_client_at_an_address(self):
        client = self.make_client("Maplecrest Manor")
        units = [self.make_contract(due=f"2026-11-{day:02}", partner_id=client.id) for day in (12, 10, 11)]
        self.make_contract(due="2027-08-01", partner_id=client.id)
        east = self.env["res.partner"].create({"name": "East Wing", "type": "delivery", "parent_id": client.id})
        other = self.make_contract(due="2026-11-09", partner_id=client.id, service_address_id=east.id)
        self.assertEqual(self.call_list().ids, [other.id, units[1].id])
        lead = self.seen(units[1])
        self.assertEqual(lead.call_units, "Power Wheelchair and 2 more")
        self.assertEqual(set(lead._called_together().ids), {unit.id for unit in units})

    def test_without_a_number_there_is_only_a_letter(self):
        contract = self.make_contract(due="2026-11-10", partner_id=self.make_client(phone=False).id)
        self.assertFalse(self.call_list())
        self.assertEqual(self.call_list("to_write"), contract)

    def test_a_relatives_number_will_do(self):
        contract = self.make_contract(due="2026-11-10", partner_id=self.make_client(phone=False).id)
        self.env["fusion.maintenance.holder"].create({
            "contract_id": contract.id, "partner_id": self.make_client("Anna", phone="416-555-0177").id})
        self.assertEqual(self.call_list(), contract)
        self.assertEqual(self.seen(contract).call_number, "416-555-0177")

    def test_each_company_has_its_own(self):
        elsewhere = self.make_company("Elsewhere")
        self.make_contract(due="2026-11-10", company_id=elsewhere.id,
                           policy_id=self.env["fusion.maintenance.policy"]._default_for(elsewhere).id,
                           partner_id=self.make_client().id)
        self.assertFalse(self.call_list())
