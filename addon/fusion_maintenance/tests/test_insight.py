from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models.access import DAYS_KEPT
from .common import TODAY, TOMORROW, utc
from .reminder_case import ReminderCase


@tagged("post_install", "-at_install")
class TestInsight(ReminderCase):
    """What came of the reminders, per policy and month, on real records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.contract = cls.make_contract()

    def remind(self, contract, band="30"):
        """A reminder that has left."""
        rows = self.Reminder._queue(contract, band)
        rows._mark_sent()
        return rows

    def insight(self, *names):
        """What the report says of the company, oldest first."""
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["fusion.maintenance.insight"].search([("company_id", "=", self.company.id)], order="id")
        return [tuple(row[name] for name in names) for row in rows]

    def test_a_reminder_that_nobody_answered(self):
        self.remind(self.contract)
        self.assertEqual(
            self.insight("contract_id", "policy_id", "sent_date", "answer", "opened", "booked", "unanswered"),
            [(self.contract, self.policy, TODAY, "none", 0, 0, 1)])

    def test_one_that_did_not_leave_is_none(self):
        self.Reminder._queue(self.contract, "30")
        self.assertEqual(self.insight("id"), [])

    def test_three_reminders_are_one_service(self):
        for band in ("30", "7", "1"):
            self.remind(self.contract, band)
        self.assertEqual(self.insight("sent", "mails"), [(1, 3)])

    def test_a_due_date_that_is_moved_between_is_still_one_service(self):
        self.remind(self.contract)
        later = self.contract.next_due_date + timedelta(days=14)
        self.contract.next_due_date = later
        self.remind(self.contract, "7")
        self.assertEqual(self.insight("sent", "mails", "due_date"), [(1, 2, later)])
        self.contract._roll_next_due_date(TODAY)
        self.remind(self.contract)
        self.assertEqual(self.insight("mails"), [(2,), (1,)], "the next service is another one")

    def test_opened_booked_done(self):
        rows = self.remind(self.contract)
        self.env["fusion.maintenance.access"]._record("open", rows.link_id)
        self.assertEqual(self.insight("answer", "opened", "unanswered"), [("opened", 1, 1)])
        visit = self.booked(self.contract, utc(TOMORROW, 13), holder=self.contract.partner_id)
        self.assertEqual(self.insight("answer", "booked", "done", "unanswered", "visit_id", "channel"),
                         [("booked", 1, 0, 0, visit, "client_portal")])
        visit.action_done()
        self.assertEqual(self.insight("answer", "opened", "booked", "done"), [("done", 1, 1, 1)])

    def test_who_stops_the_reminders_has_not_opened_the_page(self):
        rows = self.remind(self.contract)
        self.env["fusion.maintenance.access"]._record("stop", rows.link_id)
        self.assertEqual(self.insight("answer", "opened"), [("none", 0)])

    def test_who_was_out_had_booked(self):
        self.remind(self.contract)
        visit = self.booked(self.contract, utc(TOMORROW, 13), holder=self.contract.partner_id)
        with self.at(f"{TOMORROW} 16:00"):
            visit.action_no_show()
        self.assertEqual(self.insight("answer", "booked", "unanswered"), [("booked", 1, 0)])

    def test_a_cancelled_visit_is_no_answer(self):
        self.remind(self.contract)
        self.booked(self.contract, utc(TOMORROW, 13)).action_cancel()
        self.assertEqual(self.insight("booked", "unanswered"), [(0, 1)])

    def test_a_visit_belongs_to_the_service_that_was_reminded_of(self):
        self.remind(self.contract)
        with self.at("2027-12-01 09:00"):
            self.contract.next_due_date = "2027-12-31"
            self.remind(self.contract)
            self.booked(self.contract, utc(TODAY.replace(year=2027, month=12, day=3), 13))
        self.assertEqual(self.insight("due_date", "booked"), [
            (fields.Date.to_date("2026-12-23"), 0), (fields.Date.to_date("2027-12-31"), 1)])

    def test_the_month_is_the_companys(self):
        with self.at("2026-11-30 21:00"):
            self.remind(self.contract)
        self.assertEqual(str(self.insight("sent_date")[0][0]), "2026-11-30")

    def test_that_the_page_was_opened_outlives_the_access_log(self):
        rows = self.remind(self.contract)
        Access = self.env["fusion.maintenance.access"]
        Access._record("open", rows.link_id)
        with self.at("2028-06-01 09:00"):
            self.assertGreater(timedelta(days=600), timedelta(days=DAYS_KEPT))
            Access._gc_old()
            self.assertFalse(Access.search([("link_id", "=", rows.link_id.id)]))
            self.assertEqual(self.insight("opened"), [(1,)])

    def test_what_was_in_one_mail_was_opened_together(self):
        other = self.make_contract(due="2026-12-20", partner_id=self.contract.partner_id.id)
        rows = self.remind(self.contract | other)
        self.assertEqual(len(rows.link_id), 1)
        self.env["fusion.maintenance.access"]._record("open", rows.link_id)
        self.assertEqual(self.insight("opened"), [(1,), (1,)])

    def test_per_policy_and_month(self):
        other = self.make_policy(name="Stair lifts")
        self.remind(self.contract)
        self.remind(self.make_contract(policy_id=other.id))
        with self.at("2026-12-02 09:00"):
            self.remind(self.make_contract(due="2026-12-30", policy_id=other.id))
        self.env.flush_all()
        groups = self.env["fusion.maintenance.insight"]._read_group(
            [("company_id", "=", self.company.id)], ["policy_id", "sent_date:month"], ["sent:sum", "unanswered:sum"],
            order="policy_id, sent_date:month")
        self.assertEqual({(policy.name, f"{month:%Y-%m}", sent, unanswered)
                          for policy, month, sent, unanswered in groups}, {
            (self.policy.name, "2026-11", 1, 1), ("Stair lifts", "2026-11", 1, 1), ("Stair lifts", "2026-12", 1, 1)})

    def test_each_company_sees_its_own(self):
        self.remind(self.contract)
        elsewhere = self.make_company("Elsewhere")
        stranger = self.make_user("stan", "group_manager", company_id=elsewhere.id, company_ids=elsewhere.ids)
        self.env.flush_all()
        self.assertFalse(self.env["fusion.maintenance.insight"].with_user(stranger).with_context(
            allowed_company_ids=elsewhere.ids).search([]))
