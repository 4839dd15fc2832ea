from odoo.tools import mute_logger

from .smtp_case import SmtpCase


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
