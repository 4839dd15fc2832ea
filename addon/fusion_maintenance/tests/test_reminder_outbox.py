from datetime import timedelta
from unittest.mock import patch

from odoo.tests import Form
from odoo.tools import mute_logger

from .common import TODAY
from .reminder_case import SWITCH, ReminderCase
from .smtp_case import SmtpCase

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


class TestSmtpAnswer(SmtpCase):
    """What the mail server answered is kept, in its own words."""

    def setUp(self):
        super().setUp()
        self.contract = self.make_contract(due="2026-12-23")
        self.run_job()
        self.row = self.contract.reminder_ids

    def test_a_mail_that_is_taken_is_sent(self):
        (address, message), = self.send_by_smtp()
        self.assertEqual(address, "ellen@example.com")
        self.assertIn("/one-click", message["List-Unsubscribe"])
        self.assertEqual(self.row.state, "sent")

    def test_what_has_left_is_deleted_once_for_all(self):
        """Odoo deletes each as it leaves, and reads everything anew for the next one."""
        second = self.make_contract(due="2026-12-23", partner_id=self.make_client("Carol", "carol@x.ca").id)
        self.run_job()
        mails = self.row.mail_id + second.reminder_ids.mail_id
        deleted = []
        Message = type(self.env["mail.message"])
        unlink = Message.unlink
        self.patch(Message, "unlink", lambda messages: deleted.append(len(messages)) or unlink(messages))
        self.assertEqual(len(self.send_by_smtp()), 2)
        self.assertFalse(mails.exists())
        self.assertEqual(deleted, [2])

    def test_what_a_killed_turn_left_behind_is_deleted_by_the_next(self):
        mail = self.row.mail_id
        self.row._mark_sent()
        mail.state = "sent"
        self.assertEqual(self.send_by_smtp(), [])
        self.assertFalse(mail.exists())
        self.assertEqual(self.row.state, "sent")

    def test_a_mail_of_something_else_deletes_none_of_a_turn_that_is_under_way(self):
        mail = self.row.mail_id
        self.row._mark_sent()
        mail.state = "sent"
        self.env["mail.mail"].create({"subject": "Lunch", "body_html": "At noon?", "email_to": "carol@x.ca"}).send()
        self.assertTrue(mail.exists())

    def test_a_mail_that_is_to_be_kept_is_kept(self):
        mail = self.row.mail_id
        mail.auto_delete = False
        self.send_by_smtp()
        self.assertEqual(mail.state, "sent")

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_a_refused_address_says_why_and_is_tried_again(self):
        self.postbox.refused["ellen@example.com"] = "550 5.1.1 No such user here"
        self.assertEqual(self.send_by_smtp(), [])
        self.assertEqual(self.row.state, "failed")
        self.assertIn("550", self.row.reason)
        self.assertIn("No such user here", self.row.reason)
        self.postbox.refused.clear()
        self.row.action_retry()
        self.assertEqual(len(self.send_by_smtp()), 1)
        self.assertRecordValues(self.row, [{"state": "sent", "reason": False}])

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_a_connection_that_breaks_says_so_and_is_tried_again(self):
        self.postbox.dropped.add("ellen@example.com")
        self.assertEqual(self.send_by_smtp(), [])
        self.assertEqual(self.row.state, "failed")
        self.assertIn("broke off the connection", self.row.reason)
        self.postbox.dropped.clear()
        self.row.action_retry()
        self.assertEqual(len(self.send_by_smtp()), 1)
        self.assertRecordValues(self.row, [{"state": "sent", "reason": False}])

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_a_server_that_does_not_answer_says_so(self):
        self.env["ir.mail_server"].search([]).smtp_port = 1
        self.assertEqual(self.send_by_smtp(), [])
        self.assertEqual(self.row.state, "failed")
        self.assertIn("Connection refused", self.row.reason)
