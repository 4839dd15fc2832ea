from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from .common import TOMORROW, utc
from .reminder_case import ReminderCase


class TestStop(ReminderCase):
    """One action ends contracts and everything planned."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")
        cls.client = cls.make_client()
        cls.contract = cls.make_contract(due="2026-12-23", partner_id=cls.client.id)
        cls.other = cls.make_contract(due="2026-12-23", partner_id=cls.client.id)
        cls.stranger = cls.make_contract(due="2026-12-23")

    def stop(self, contracts, reason, user=None, **values):
        """Fill in the dialog and press the button."""
        action = contracts.with_user(user or self.dispatcher).action_stop()
        with Form(self.env[action["res_model"]].with_user(user or self.dispatcher).with_context(
                **action["context"])) as form:
            form.reason = reason
            for name, value in values.items():
                form[name] = value
        form.record.action_stop()
        return form.record

    def test_each_reason_ends_and_is_kept(self):
        for reason in ("deceased", "moved", "sold", "scrapped", "returned", "declined"):
            with self.subTest(reason):
                contract = self.make_contract()
                self.stop(contract, reason)
                self.assertRecordValues(contract, [
                    {"state": "ended", "stop_reason": reason, "stage": False}])

    def test_the_mail_about_a_cancelled_visit_offers_no_other_time(self):
        self.booked(self.contract, utc(TOMORROW, 13))
        self.env["mail.mail"].search([]).unlink()
        self.stop(self.contract, "sold")
        mail = self.env["mail.mail"].search([])
        self.assertIn("is cancelled", mail.body_html)
        self.assertNotIn("/maintenance/book/", mail.body_html)

    def test_resold_is_not_for_a_person_to_choose(self):
        reasons = dict(self.env["fusion.maintenance.stop"]._fields["reason"].selection)
        self.assertEqual(set(reasons), {
            "deceased", "moved", "sold", "scrapped", "returned", "declined"})

    def test_who_has_died_or_moved_away_is_stopped_with_all_units(self):
        for reason in ("deceased", "moved"):
            with self.subTest(reason):
                self.other.state = "active"
                self.stop(self.contract, reason)
                self.assertEqual(self.other.state, "ended")
                self.assertEqual(self.stranger.state, "active")

    def test_a_unit_that_was_sold_or_scrapped_is_stopped_alone(self):
        for reason in ("sold", "scrapped"):
            with self.subTest(reason):
                self.contract.state = "active"
                self.stop(self.contract, reason)
                self.assertEqual([self.contract.state, self.other.state], ["ended", "active"])

    def test_the_choice_is_the_dispatchers(self):
        self.stop(self.contract, "deceased", whole_client=False)
        self.assertEqual(self.other.state, "active")

    def test_a_booked_visit_is_cancelled_with_all_that_hangs_on_it(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        repair, order, event = visit.repair_id, visit.sale_order_id, visit.event_id
        self.stop(self.contract, "scrapped")
        self.assertEqual([visit.state, repair.state, order.state], ["cancelled", "cancel", "cancel"])
        self.assertFalse(event.exists())
        self.assertFalse(visit.reservation_id)

    def test_a_queued_reminder_does_not_leave(self):
        self.run_job()
        rows = (self.contract | self.other).reminder_ids
        self.assertEqual(rows.mapped("state"), ["queued", "queued"])
        self.stop(self.contract, "deceased")
        self.assertEqual(rows.mapped("skip_reason"), ["ended", "ended"])
        self.assertEqual(
            [message["To"] for message in self.send_queue()],
            [f'"{self.stranger.partner_id.name}" <ellen@example.com>'])

    def test_who_has_died_is_not_reminded_of_a_relatives_unit(self):
        self.stranger.holder_ids = [(0, 0, {"partner_id": self.client.id})]
        self.client.x_fc_maintenance_consent_basis = "express"
        self.run_job()
        self.assertEqual(len(self.stranger.reminder_ids), 2)
        self.stop(self.contract, "deceased")
        self.assertFalse(self.stranger.holder_ids)
        copy = self.stranger.reminder_ids.filtered("copy_of_id")
        self.assertRecordValues(copy, [{"state": "skipped", "skip_reason": "holder"}])

    def test_who_has_died_is_not_reminded_by_another_company(self):
        company = self.make_company("Elsewhere")
        elsewhere = self.Contract.create({
            "partner_id": self.client.id, "company_id": company.id, "product_id": self.contract.product_id.id,
            "policy_id": self.env["fusion.maintenance.policy"]._default_for(company).id,
            "next_due_date": "2026-12-23", "state": "active"})
        dialog = self.env["fusion.maintenance.stop"].with_user(self.dispatcher).create({
            "contract_ids": [(6, 0, self.contract.ids)], "reason": "moved"})
        self.assertIn("2 contracts end.", dialog.planned)
        dialog.reason = "deceased"
        self.assertIn("3 contracts end.", dialog.planned)
        self.assertIn("That includes contracts that you do not see.", dialog.planned)
        dialog.action_stop()
        self.assertEqual(elsewhere.stop_reason, "deceased")

    def test_the_family_of_who_has_died_gets_no_mail(self):
        self.booked(self.contract, utc(TOMORROW, 13))
        self.send_queue()
        self.stop(self.contract, "deceased")
        self.assertEqual(self.send_queue(), [])

    def test_a_client_whose_unit_is_scrapped_is_told_of_the_cancelled_visit(self):
        self.booked(self.contract, utc(TOMORROW, 13))
        self.send_queue()
        self.stop(self.contract, "scrapped")
        self.assertEqual(len(self.send_queue()), 1)

    def test_the_to_dos_are_gone(self):
        self.contract._alert("Call the client.")
        self.assertTrue(self.contract.activity_ids)
        self.stop(self.contract, "scrapped")
        self.assertFalse(self.contract.activity_ids)

    def test_the_history_stays(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        visit.action_done()
        self.stop(self.contract, "scrapped")
        self.assertEqual(visit.state, "done")
        self.assertTrue(self.contract.last_service_date)

    def test_the_dialog_says_what_will_happen(self):
        self.booked(self.contract, utc(TOMORROW, 13))
        wizard = self.env["fusion.maintenance.stop"].create({
            "contract_ids": self.contract.ids, "reason": "deceased"})
        self.assertRegex(wizard.planned, (
            r"^2 contracts end\. One booked visit is cancelled, with its repair order, calendar event "
            r"and draft order\. The history stays\.$"))

    def test_without_a_reason_it_says_what_is_missing(self):
        wizard = self.env["fusion.maintenance.stop"].with_user(self.dispatcher).create(
            {"contract_ids": self.contract.ids})
        with self.assertRaisesRegex(UserError, "Choose why"):
            wizard.action_stop()
        self.assertEqual(self.contract.state, "active")

    def stop_client(self, partner, reason, user=None):
        """The same from the client: the action's menu on a contact."""
        action = self.env.ref("fusion_maintenance.action_stop_client")
        context = safe_eval(action.context, {"active_ids": partner.ids})
        with Form(self.env[action.res_model].with_user(user or self.dispatcher).with_context(**context)) as form:
            form.reason = reason
        form.record.action_stop()
        return form.record

    def test_from_the_client_all_units_stop_at_once(self):
        visit = self.booked(self.other, utc(TOMORROW, 13))
        self.contract.action_pause()
        self.stop_client(self.client, "sold")
        self.assertEqual([self.contract.state, self.other.state, visit.state], ["ended", "ended", "cancelled"])
        self.assertEqual(self.other.stop_reason, "sold")
        self.assertEqual(self.stranger.state, "active")

    def test_the_client_is_asked_about_before_anything_stops(self):
        self.booked(self.other, utc(TOMORROW, 13))
        wizard = self.env["fusion.maintenance.stop"].with_user(self.dispatcher).create(
            {"partner_ids": self.client.ids})
        self.assertEqual(wizard.contract_ids, self.contract | self.other)
        self.assertIn("2 contracts end. One booked visit is cancelled", wizard.planned)
        self.assertEqual([self.contract.state, self.other.state], ["active", "active"])

    def test_a_client_without_contracts_has_nothing_to_stop(self):
        wizard = self.env["fusion.maintenance.stop"].with_user(self.dispatcher).create(
            {"partner_ids": self.make_client("Ruth Vale").ids})
        self.assertEqual(wizard.planned, "There is no contract to stop.")

    def test_the_clients_form_counts_the_contracts_that_run(self):
        partner = self.client.with_user(self.dispatcher)
        self.assertEqual(partner.x_fc_maintenance_contract_count, 2)
        self.stop(self.other, "scrapped")
        partner.invalidate_recordset()
        self.assertEqual(partner.x_fc_maintenance_contract_count, 1)

    def test_a_returned_unit_that_is_sold_again_lives_again(self):
        self.stop(self.contract, "returned")
        self.contract.action_activate()
        self.assertRecordValues(self.contract, [{"state": "active", "stop_reason": False}])

    def test_several_at_once(self):
        self.stop(self.contract | self.stranger, "scrapped")
        self.assertEqual((self.contract | self.stranger).mapped("state"), ["ended", "ended"])

    def test_not_by_who_only_reads(self):
        reader = self.make_user("rosa", "group_user")
        with self.assertRaises(AccessError):
            self.stop(self.contract, "scrapped", user=reader)
        self.assertEqual(self.contract.state, "active")
