from datetime import timedelta
from unittest.mock import patch

from odoo.tests import Form

from .common import TODAY
from .reminder_case import SWITCH, ReminderCase

CRON = "odoo.addons.fusion_maintenance.models.reminder_cron"


class TestOutbox(ReminderCase):
    """Why a reminder does not leave is written on it, and what leaves is on the contract."""

    def setUp(self):
        super().setUp()
        self.contract = self.make_contract(due="2026-12-23")
        self.run_job()
        self.row = self.contract.reminder_ids
        self.assertEqual(self.row.state, "queued")

    def assert_skipped(self, reason):
        """The reminder was taken back for this reason, and no mail is left."""
        self.assertRecordValues(self.row, [{"state": "skipped", "skip_reason": reason}])
        self.assertFalse(self.env["mail.mail"].search([("state", "=", "outgoing"), ("subject", "ilike", "due")]))

    def test_switched_off(self):
        self.env["fusion.maintenance.switch"].create({}).action_off()
        self.assert_skipped("off")

    def test_switched_on_again_the_next_band_goes(self):
        self.env["fusion.maintenance.switch"].create({}).action_off()
        self.env["fusion.maintenance.switch"].create({}).action_on()
        with self.at("2026-12-16 08:00"):
            self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "skipped"), ("7", "queued")])

    def test_what_was_held_back_goes_when_it_is_still_its_turn(self):
        def paused():
            self.contract.action_pause()
            self.contract.action_activate()

        def switched():
            self.env["fusion.maintenance.switch"].create({}).action_off()
            self.env["fusion.maintenance.switch"].create({}).action_on()

        for held in (paused, switched):
            held()
            self.assertEqual(self.bands(self.contract), [("30", "skipped")])
            self.run_job()
            self.assertEqual(self.bands(self.contract), [("30", "queued")])
        self.assertEqual(len(self.send_queue()), 1)
        paused()
        self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "sent")], "what was sent is sent once")

    def test_what_was_held_back_too_long_gives_way_to_the_next(self):
        self.contract.action_pause()
        with self.at("2026-12-16 08:00"):
            self.contract.action_activate()
            self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "skipped"), ("7", "queued")])

    def test_the_switch_that_is_thrown_elsewhere_stops_the_job(self):
        self.env["ir.config_parameter"].set_param(SWITCH, "False")
        with self.at("2026-12-16 08:00"):
            self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "queued")])

    def test_a_newer_band_goes_instead(self):
        with self.at("2026-12-16 08:00"):
            self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "skipped"), ("7", "queued")])
        self.assertEqual(self.row.skip_reason, "newer")
        self.assertEqual(len(self.send_queue()), 1)

    def test_a_newer_band_ends_the_tries_of_one_that_failed(self):
        self.row._mark_failed("No route to host")
        with self.at("2026-12-16 08:00"):
            self.run_job()
        self.assertEqual(self.row.skip_reason, "newer")

    def test_booked(self):
        self.make_technician()
        self.booked(self.contract)
        self.assert_skipped("booked")

    def test_opted_out(self):
        self.contract.partner_id.x_fc_maintenance_opt_out = True
        self.assert_skipped("opted_out")

    def test_what_was_queued_while_they_opted_out_does_not_leave(self):
        # As two transactions that did not see each other leave it.
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET x_fc_maintenance_opt_out = TRUE WHERE id = %s",
                            [self.contract.partner_id.id])
        self.env.invalidate_all()
        self.assertEqual(self.send_queue(), [])
        self.assert_skipped("opted_out")

    def test_what_was_queued_while_the_unit_came_back_does_not_leave(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE fusion_maintenance_contract SET state = 'returned' WHERE id = %s", [self.contract.id])
        self.env.invalidate_all()
        self.assertEqual(self.send_queue(), [])
        self.assert_skipped("returned")

    def test_a_turn_with_nothing_outdated_looks_once(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.Reminder.sudo()._take_back_outdated()

    def test_a_mail_that_was_cancelled_by_hand(self):
        self.row.mail_id.cancel()
        self.assertEqual(self.send_queue(), [])
        self.assertEqual(self.row.skip_reason, "deleted")

    def test_switched_off_while_the_job_is_at_work(self):
        contracts = [self.make_contract(due="2026-12-23") for _number in range(3)]
        Cron = type(self.env["ir.cron"])

        def switch_off(cron, *_args, **_kwargs):
            cron.env["ir.config_parameter"].sudo().set_param(SWITCH, "False")
            return 60

        with patch(f"{CRON}.BATCH", 1), patch.object(Cron, "_commit_progress", switch_off):
            self.run_job()
        self.assertEqual([self.bands(contract) for contract in contracts], [[("30", "queued")], [], []])

    def test_paused(self):
        self.contract.action_pause()
        self.assert_skipped("paused")

    def test_ended(self):
        self.contract._stop("scrapped")
        self.assert_skipped("ended")

    def test_the_service_was_done(self):
        self.contract._roll_next_due_date(TODAY)
        self.assert_skipped("rolled")

    def test_the_due_date_was_moved(self):
        self.contract.next_due_date = TODAY + timedelta(days=90)
        self.assert_skipped("moved")

    def test_deleted_by_hand(self):
        self.row.mail_id.unlink()
        self.assert_skipped("deleted")
        self.run_job()
        self.assertEqual(len(self.contract.reminder_ids), 1)

    def test_the_contract_shows_its_history(self):
        self.send_queue()
        dispatcher = self.make_user("dana", "group_dispatcher")
        with Form(self.contract.with_user(dispatcher)) as form:
            line, = form.reminder_ids._records
        self.assertEqual((line["occasion"], line["state"]), ("30 days before", "sent"))

    def test_the_list_of_failures_has_try_again_for_a_dispatcher(self):
        self.row._mark_failed("No route to host")
        dispatcher = self.make_user("dana", "group_dispatcher")
        view = self.env["fusion.maintenance.reminder"].with_user(dispatcher).get_view(view_type="list")
        self.assertIn('name="action_retry"', view["arch"])
        self.row.with_user(dispatcher).action_retry()
        self.assertEqual(self.row.state, "queued")

    def test_many_failures_are_left_to_the_job(self):
        """Nobody waits in front of a screen while thousands of mails are made."""
        contracts = self.Contract.concat(self.contract, *(self.make_contract(
            due="2026-12-23", partner_id=self.make_client(f"C{number}", f"c{number}@x.ca").id)
            for number in range(4)))
        self.run_job()
        contracts.reminder_ids._mark_failed("No route to host")
        contracts[0].action_pause()
        with patch("odoo.addons.fusion_maintenance.models.reminder.MANY", 2):
            contracts.reminder_ids.action_retry()
        self.assertEqual(set(contracts[1:].reminder_ids.mapped("state")), {"queued"})
        self.assertFalse(contracts.reminder_ids.mail_id)
        self.run_job()
        self.assertEqual(len(self.send_queue()), 4)
        self.assertEqual(
            contracts.reminder_ids.sorted("id").mapped("state"), ["skipped", "sent", "sent", "sent", "sent"])

    def test_the_queue_goes_on_until_the_backlog_is_gone(self):
        """Odoo sends one batch an hour: what is left asks for the next one at once."""
        for number in range(4):
            self.make_contract(due="2026-12-23", partner_id=self.make_client(f"C{number}", f"c{number}@x.ca").id)
        self.run_job()
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        Trigger = self.env["ir.cron.trigger"].search
        with self.mock_mail_gateway(mail_unlink_sent=True):
            for left in (3, 1, 0):
                Trigger([("cron_id", "=", cron.id)]).unlink()
                self.env["mail.mail"].process_email_queue(batch_size=2)
                self.assertEqual(self.env["mail.mail"].search_count([("state", "=", "outgoing")]), left)
                self.assertEqual(bool(Trigger([("cron_id", "=", cron.id)])), bool(left))

    def test_a_queue_that_does_not_move_is_not_asked_again(self):
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        self.env["ir.cron.trigger"].search([]).unlink()
        with patch.object(type(self.env["mail.mail"]), "send", lambda *_args, **_kwargs: True):
            self.env["mail.mail"].process_email_queue()
        self.assertFalse(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))


class TestDomain(ReminderCase):
    """Links carry the company's own domain, in a job too, where there is no request to look at."""

    def test_each_company_its_own(self):
        other = self.make_company("Prairie Lifts")
        self.env["website"].search([]).write({"domain": False})
        self.env["website"].create({
            "name": "Prairie", "company_id": other.id, "domain": "https://service.prairie.example"})
        self.env["ir.config_parameter"].set_param("web.base.url", "https://erp.example")
        ours = self.make_contract(due="2026-12-23")
        theirs = self.make_contract(
            due="2026-12-23", company_id=other.id, policy_id=other.x_fc_maintenance_policy_id.id)
        self.run_job()
        for contract, domain in ((ours, "https://erp.example"), (theirs, "https://service.prairie.example")):
            mail = contract.reminder_ids.mail_id
            self.assertIn(f'href="{domain}/maintenance/book/', mail.body_html)
            self.assertIn(f'href="{domain}/maintenance/stop/', mail.body_html)
            self.assertIn(f"<{domain}/maintenance/stop/", mail.headers)
