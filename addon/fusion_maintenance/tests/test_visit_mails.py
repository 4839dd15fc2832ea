from datetime import timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import TODAY, TOMORROW, utc
from .group_case import GroupCase
from .reminder_case import ReminderCase

LATER = TODAY + timedelta(days=4)  # Friday


@tagged("post_install", "-at_install")
class TellCase(ReminderCase):

    def tell(self):
        """Run the job as the scheduler does; gives the subjects of the mails that it queued."""
        self.env["mail.mail"].search([]).unlink()
        with self.enter_registry_test_mode():
            self.assertTrue(
                self.env.ref("fusion_maintenance.cron_tell_visits").method_direct_trigger() is True)
        return [subject.split(":")[0] for subject in self.env["mail.mail"].search([], order="id").mapped("subject")]


@tagged("post_install", "-at_install")
class TestVisitMails(TellCase):
    """A mail on the day before, a mail when it is done; each once. Today is Monday, 10:00 in Toronto."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.company.phone = "416-555-0142"
        cls.contract = cls.make_contract()
        cls.client = cls.contract.partner_id

    # -- tomorrow ----------------------------------------------------------------------------------

    def test_the_day_before_the_client_is_reminded_once(self):
        visit = self.booked(self.contract, utc(LATER, 13))
        self.assertEqual(self.tell(), [])
        with self.at("2026-11-26 08:30"):
            self.assertEqual(self.tell(), ["Your service visit is tomorrow"])
            self.assertEqual(self.tell(), [])
        self.assertEqual(visit.tomorrow_start, utc(LATER, 13))

    def test_tomorrow_is_the_companys_and_nobody_is_mailed_at_night(self):
        self.booked(self.contract, utc(LATER, 8))
        with self.at("2026-11-25 23:30"):
            self.assertEqual(self.tell(), [], "in London it is the 26th already")
        with self.at("2026-11-26 07:59"):
            self.assertEqual(self.tell(), [])
        with self.at("2026-11-26 23:30"):
            self.assertEqual(self.tell(), ["Your service visit is tomorrow"])

    def test_who_booked_today_for_tomorrow_knows(self):
        self.booked(self.contract, utc(TOMORROW, 13))
        self.assertEqual(self.tell(), [])

    def test_a_visit_that_is_moved_gets_it_anew(self):
        visit = self.booked(self.contract, utc(LATER, 13))
        with self.at("2026-11-26 08:30"):
            self.assertEqual(len(self.tell()), 1)
            self.booking._move(visit, utc(LATER + timedelta(days=4), 13))
        with self.at("2026-11-30 08:30"):
            self.assertEqual(self.tell(), ["Your service visit is tomorrow"])

    def test_who_moved_it_to_tomorrow_knows(self):
        visit = self.booked(self.contract, utc(LATER, 13))
        with self.at("2026-11-25 09:00"):
            self.booking._move(visit, utc(LATER - timedelta(days=1), 13))
            self.assertEqual(self.tell(), [])

    def test_a_confirmed_technician_is_no_news_that_replaces_it(self):
        self.policy.assignment = "dispatcher"
        visit = self.booked(self.contract, utc(LATER, 13))
        with self.at("2026-11-26 08:00"):
            visit.action_confirm_technician()
            self.assertEqual(self.tell(), ["Your service visit is tomorrow"])

    def test_a_cancelled_visit_is_not_announced(self):
        visit = self.booked(self.contract, utc(LATER, 13))
        visit.action_cancel()
        with self.at("2026-11-26 08:30"):
            self.assertEqual(self.tell(), [])

    def test_the_company_can_do_without(self):
        self.company.x_fc_maintenance_mail_tomorrow = False
        self.booked(self.contract, utc(LATER, 13))
        with self.at("2026-11-26 08:30"):
            self.assertEqual(self.tell(), [])

    def test_the_daughter_who_booked_is_reminded_too_with_her_own_link(self):
        daughter = self.make_client("Anna Moss", email="anna@example.com")
        self.env["fusion.maintenance.holder"].create(
            {"contract_id": self.contract.id, "partner_id": daughter.id})
        self.booked(self.contract, utc(LATER, 13), holder=daughter)
        with self.at("2026-11-26 08:30"):
            self.assertEqual(len(self.tell()), 2)
            mails = self.env["mail.mail"].search([])
            self.assertEqual(mails.recipient_ids, self.client | daughter)
            self.assertEqual(len({self.token(mail) for mail in mails}), 2)

    # -- done --------------------------------------------------------------------------------------

    def test_when_it_is_done_the_client_hears_so_once(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        with self.at("2026-11-24 14:30"):
            visit.action_done()
            self.assertEqual(self.tell(), ["Your service visit is done"])
            text = html2plaintext(self.env["mail.mail"].search([]).body_html)
            for part in ("Priya, our technician, has been with you on", "Tuesday, November 24",
                         "Power Wheelchair", "November 24, 2027", "416-555-0142", visit.name):
                self.assertIn(part, text)
            self.assertFalse(self.env["mail.mail"].search([]).attachment_ids)
            self.assertEqual(self.tell(), [])

    def test_the_subject_of_either_names_no_device(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        with self.at("2026-11-24 14:30"):
            visit.action_done()
            self.tell()
            self.assertNotIn("Wheelchair", self.env["mail.mail"].search([]).subject)

    def test_a_report_of_long_ago_is_no_news(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        visit.action_done()
        visit.sudo().done_date = TODAY - timedelta(days=8)
        self.assertEqual(self.tell(), [])

    def test_the_company_can_do_without_that_too(self):
        self.company.x_fc_maintenance_mail_done = False
        self.booked(self.contract, utc(TOMORROW, 13)).action_done()
        self.assertEqual(self.tell(), [])

    def test_in_french(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.client.lang = "fr_CA"
        self.booked(self.contract, utc(LATER, 13))
        with self.at("2026-11-26 08:30"):
            self.tell()
            self.assertIn('lang="fr-CA"', self.env["mail.mail"].search([]).body_html)
            self.assertIn("vendredi 27 novembre", self.env["mail.mail"].search([]).subject)

    # -- broken ------------------------------------------------------------------------------------

    def test_a_broken_template_fails_its_own_mail_only(self):
        manager = self.make_user("mia", "group_manager", notification_type="inbox")
        template = self.break_template("email_template_visit_confirmed")
        with self.assertLogs("odoo.addons.fusion_maintenance.models.visit_mails", "ERROR"):
            visit = self.booked(self.contract, utc(LATER, 13))
        self.assertEqual(visit.state, "booked")
        self.assertIn("no_such_field", template.x_fc_maintenance_failure)
        told = self.env["mail.message"].search([("partner_ids", "in", manager.partner_id.ids)])
        self.assertIn("could not be made", told.body)
        self.assertTrue([1 for message in self.contract.message_ids if "could not be made" in message.body])
        with self.assertLogs("odoo.addons.fusion_maintenance.models.visit_mails", "ERROR"):
            self.booked(self.make_contract(), utc(LATER, 15))
        self.assertEqual(len(self.env["mail.message"].search(
            [("partner_ids", "in", manager.partner_id.ids)])), 1, "once, not for every client")
        with self.at("2026-11-26 08:30"):
            self.assertEqual(len(self.tell()), 2)

    def test_the_health_check_knows_and_a_corrected_template_is_well(self):
        template = self.break_template("email_template_visit_done")
        template._maintenance_failed(self.contract, ValueError("no such field"))
        findings = self.env["fusion.maintenance.health"]._findings()
        self.assertTrue([message for level, message in findings
                         if level == "error" and "no such field" in message])
        template.body_html = "<p>Good day</p>"
        self.assertFalse(template.x_fc_maintenance_failure)

    def test_a_reminder_that_cannot_be_made_is_told_too(self):
        template = self.break_template("email_template_maintenance_due_reminder")
        with self.assertLogs("odoo.addons.fusion_maintenance.models.reminder_cron", "WARNING"):
            self.run_job()
        self.assertEqual(self.contract.reminder_ids.state, "failed")
        self.assertIn("no_such_field", template.x_fc_maintenance_failure)


@tagged("post_install", "-at_install")
class TestTellDispatchers(ReminderCase):
    """What a client does on the page is on the dispatcher's screen and in the inbox; never a mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.dana = cls.make_user("dana", "group_dispatcher", notification_type="inbox")
        cls.omar = cls.make_user("omar", "group_dispatcher", notification_type="email")
        cls.contract = cls.make_contract(user_id=cls.dana.id)
        cls.contract.message_subscribe(partner_ids=cls.omar.partner_id.ids)
        cls.client = cls.contract.partner_id

    def toasts(self):
        """Who was shown what since the last time: login → sentences."""
        self.cr.precommit.run()
        rows = self.env["bus.bus"].sudo().search([("message", "like", "simple_notification")], order="id")
        found = {}
        for user in self.dana | self.omar:
            mine = [row for row in rows if f'"res.partner", {user.partner_id.id}' in row.channel
                    or f'"res.partner",{user.partner_id.id}' in row.channel]
            found[user.login] = len(mine)
        rows.unlink()
        return found

    def inbox(self, user):
        """What waits in somebody's inbox, as text."""
        messages = self.env["mail.message"].search([
            ("notification_ids.res_partner_id", "=", user.partner_id.id),
            ("notification_ids.notification_type", "=", "inbox")], order="id")
        return [html2plaintext(message.body).strip() for message in messages]

    def test_booked_moved_and_cancelled(self):
        visit = self.booked(self.contract, utc(LATER, 13), holder=self.client)
        self.assertEqual(self.toasts(), {"dana": 1, "omar": 1})
        self.booking._move(visit, utc(LATER, 15), holder=self.client)
        self.booking._cancel_by_client(visit, self.client)
        self.assertEqual(self.toasts(), {"dana": 2, "omar": 2})
        self.assertEqual([text.split(visit.name)[1][:6] for text in self.inbox(self.dana)],
                         [" booke", " moved", "."])
        self.assertEqual(self.inbox(self.omar), [])

    def test_no_mail_goes_to_the_office(self):
        visit = self.booked(self.contract, utc(LATER, 13), holder=self.client)
        self.booking._cancel_by_client(visit, self.client)
        self.assertEqual(self.env["mail.mail"].search([]).recipient_ids, self.client)

    def test_what_the_office_does_itself_is_no_news(self):
        visit = self.booked(self.contract, utc(LATER, 13))
        visit.action_cancel()
        self.assertEqual(self.toasts(), {"dana": 0, "omar": 0})
        self.assertEqual(self.inbox(self.dana), [])

    def test_one_who_has_left_is_not_told(self):
        self.contract.user_id = False
        self.dana.group_ids = [Command.unlink(self.env.ref("fusion_maintenance.group_dispatcher").id)]
        self.booked(self.contract, utc(LATER, 13), holder=self.client)
        self.assertEqual(self.toasts(), {"dana": 0, "omar": 1})


@tagged("post_install", "-at_install")
class TestGroupMails(GroupCase, TellCase):
    """A care home with three lifts gets one mail about one journey."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dana = cls.make_user("dana", "group_dispatcher", notification_type="inbox")
        cls.lifts.user_id = cls.dana
        cls.lifts.product_id.name = "Ceiling Lift"

    def test_one_mail_on_the_day_before(self):
        self.booked_together(start=utc(LATER, 9))
        with self.at("2026-11-26 08:30"):
            self.assertEqual(self.tell(), ["Your service visit is tomorrow"])
            self.assertEqual(self.env["mail.mail"].search([]).body_html.count("Ceiling Lift"), 3)
            self.assertEqual(self.tell(), [])

    def test_one_mail_when_the_last_unit_is_done(self):
        visits = self.booked_together(start=utc(LATER, 9))
        with self.at("2026-11-27 11:00"):
            visits[0].action_done()
            self.assertEqual(self.tell(), [], "the technician is still there")
            visits[1:].action_done()
            self.assertEqual(self.tell(), ["Your service visit is done"])
            self.assertEqual(self.env["mail.mail"].search([]).body_html.count("Ceiling Lift"), 3)
            self.assertEqual(self.tell(), [])

    def test_a_relative_of_one_resident_learns_of_no_other_unit(self):
        nora = self.make_holder(self.first)
        visits = self.booked_together(start=utc(LATER, 9), holder=nora)
        with self.at("2026-11-27 11:00"):
            visits.action_done()
            self.tell()
            mails = self.env["mail.mail"].search([])
            bodies = {mail.recipient_ids: mail.body_html.count("Ceiling Lift") for mail in mails}
        self.assertEqual(bodies, {self.home: 3, nora: 1})

    def test_the_dispatcher_is_told_once(self):
        self.booked_together(start=utc(LATER, 9), holder=self.home)
        self.cr.precommit.run()
        rows = self.env["bus.bus"].sudo().search([("message", "like", "simple_notification")])
        self.assertEqual(len(rows), 1)
        notes = self.env["mail.message"].search([
            ("notification_ids.res_partner_id", "=", self.dana.partner_id.id), ("model", "=", self.lifts._name)])
        self.assertEqual(len(notes), 1)
        for lift in self.lifts:
            self.assertTrue([message for message in lift.message_ids if "booked for" in message.body])
