import re
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext, mute_logger

from .common import TODAY
from .page_case import PageCase
from .reminder_case import ReminderCase

CRON = "odoo.addons.fusion_maintenance.models.reminder_cron"


@tagged("fc_page")
class TestRemindedHolders(PageCase, ReminderCase):
    """Who else may book is reminded too, with consent: by a mail, a link and an opt-out of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.next_due_date = "2026-12-23"
        cls.contract.state = "active"
        cls.env["res.lang"]._activate_lang("fr_CA")
        cls.daughter = cls.make_client(
            "Anna Moss", email="anna@example.com", lang="fr_CA", x_fc_maintenance_consent_basis="express")
        cls.holder = cls.hold(cls.contract, cls.daughter)

    @classmethod
    def hold(cls, contract, partner):
        """Somebody who may book for a contract."""
        return cls.env["fusion.maintenance.holder"].create(
            {"contract_id": contract.id, "partner_id": partner.id})

    def run_job(self):
        """As the scheduler does; a test with pages is in test mode already."""
        self.env.ref("fusion_maintenance.cron_send_reminders").method_direct_trigger()

    def test_the_chatter_names_everybody_it_was_sent_to(self):
        self.tokens()
        self.env.flush_all()
        note = html2plaintext(self.contract.message_ids[:1].body)
        for name in (self.client.name, "Anna Moss"):
            self.assertIn(f"sent to {name}.", note)

    def test_a_copy_that_has_left_does_not_go_again_with_what_was_held_back(self):
        self.run_job()
        rows = self.contract.reminder_ids
        rows.filtered("copy_of_id")._mark_sent()
        rows.filtered(lambda row: not row.copy_of_id)._mark_failed("No such user")
        self.contract.action_pause()
        self.contract.action_activate()
        self.run_job()
        self.assertEqual(self.rows(self.daughter), [("30", "sent", False)])
        self.assertEqual(self.rows(self.client), [("30", "queued", False)])

    def rows(self, partner):
        """Band, state and reason of the rows of one person."""
        rows = self.contract.reminder_ids.filtered(lambda row: row.partner_id == partner)
        return [(row.band, row.state, row.skip_reason) for row in rows.sorted("id")]

    def tokens(self):
        """Run the job and let the mails leave: address → token of the link in its mail."""
        self.run_job()
        found = {}
        for message in self.send_queue():
            token, = set(re.findall(
                r"/maintenance/book/([\w-]{43})", message.get_body(("html",)).get_content()))
            found[re.search(r"<(.*)>", message["To"])[1]] = token
        return found

    def test_each_gets_a_mail_with_a_link_of_their_own(self):
        tokens = self.tokens()
        self.assertEqual(set(tokens), {"ellen@example.com", "anna@example.com"})
        for address, token in tokens.items():
            link = self.Link._find(token)
            self.assertEqual((link.contract_id, link.partner_id.email), (self.contract, address))
        self.assertEqual(self.rows(self.client), [("30", "sent", False)])
        self.assertEqual(self.rows(self.daughter), [("30", "sent", False)])
        self.assertEqual(self.contract.last_reminder_band, "30")

    def test_each_is_written_to_in_their_language(self):
        self.run_job()
        mails = {mail.recipient_ids: mail for mail in self.contract.reminder_ids.mail_id}
        self.assertIn('lang="fr-CA"', mails[self.daughter].body_html)
        self.assertIn('lang="en-US"', mails[self.client].body_html)

    def test_a_holder_reads_whose_unit_it_is(self):
        self.run_job()
        hers = self.contract.reminder_ids.filtered("copy_of_id").mail_id
        self.assertIn("Ellen Moss", hers.body_html)
        self.assertIn(self.contract.product_id.name, hers.body_html)

    def test_nobody_is_reminded_without_consent(self):
        for basis, since in ((False, False), ("sale", "2024-11-23"), ("inquiry", "2026-05-23")):
            self.daughter.write({
                "x_fc_maintenance_consent_basis": basis, "x_fc_maintenance_consent_date": since})
            self.assertFalse(self.holder.reminded)
        self.assertEqual(set(self.tokens()), {"ellen@example.com"})
        self.assertEqual(self.rows(self.daughter), [])

    def test_a_consent_has_a_date(self):
        self.assertEqual(self.daughter.x_fc_maintenance_consent_date, TODAY)
        self.daughter.x_fc_maintenance_consent_basis = False
        self.assertFalse(self.daughter.x_fc_maintenance_consent_date)

    def test_a_clients_contract_implies_it_since_the_delivery(self):
        client = self.make_client()
        self.assertFalse(client.x_fc_maintenance_consent_basis)
        self.make_contract(partner_id=client.id, delivered_date="2025-06-01")
        self.assertEqual(
            (client.x_fc_maintenance_consent_basis, str(client.x_fc_maintenance_consent_date)),
            ("contract", "2025-06-01"))

    def test_what_a_contract_implies_ends_with_it(self):
        own = self.make_contract(partner_id=self.daughter.id)
        self.daughter.x_fc_maintenance_consent_basis = "contract"
        self.assertIn(self.daughter, self.contract._reminded_holders())
        own._stop("sold")
        self.assertNotIn(self.daughter, self.contract._reminded_holders())

    def test_a_dispatcher_notes_it_on_the_contract(self):
        dispatcher = self.make_user("dana", "group_dispatcher")
        other = self.make_client("Tim Moss", email="tim@example.com")
        holder = self.hold(self.contract, other).with_user(dispatcher)
        with Form(self.contract.with_user(dispatcher)) as form, form.holder_ids.edit(1) as line:
            self.assertFalse(line.reminded)
            line.consent_basis = "express"
        self.assertTrue(holder.reminded)
        self.assertEqual(other.x_fc_maintenance_consent_date, TODAY)

    def test_opting_out_by_their_link_stops_theirs_and_not_the_clients(self):
        self.run_job()
        hers = self.token_in("anna@example.com")
        self.fetch(f"/maintenance/stop/{hers}/one-click", "POST", {"List-Unsubscribe": "One-Click"})
        self.assertEqual(self.rows(self.daughter), [("30", "skipped", "opted_out")])
        self.assertEqual(self.rows(self.client), [("30", "queued", False)])
        with self.at("2026-12-16 08:00"):
            self.assertEqual(set(self.tokens()), {"ellen@example.com"})

    def token_in(self, address):
        """The token in the queued mail to an address."""
        mail, = self.contract.reminder_ids.mail_id.filtered(
            lambda mail: mail.recipient_ids.email == address)
        return self.token_of(mail)

    def token_of(self, mail):
        """The token of the booking link in a queued mail."""
        return re.search(r"/maintenance/book/([\w-]{43})", mail.body_html)[1]

    def test_their_mail_has_the_one_click_header_and_it_works_for_longer_than_60_days(self):
        self.policy.link_days = 5
        self.run_job()
        token = self.token_in("anna@example.com")
        headers = [message["List-Unsubscribe"] for message in self.send_queue()]
        self.assertTrue(any(token in header for header in headers))
        with self.at("2027-01-25 12:00"):
            self.fetch(f"/maintenance/stop/{token}/one-click", "POST", {"a": "b"})
        self.assertTrue(self.daughter.x_fc_maintenance_opt_out)

    def test_the_client_who_opted_out_leaves_the_daughters_alone(self):
        self.client.x_fc_maintenance_opt_out = True
        self.assertEqual(set(self.tokens()), {"anna@example.com"})
        self.assertEqual(self.rows(self.client), [("30", "skipped", "opted_out")])

    def test_a_client_without_address_whose_daughter_is_told_is_no_to_do(self):
        self.client.email = False
        self.assertEqual(set(self.tokens()), {"anna@example.com"})
        self.assertFalse(self.contract.activity_ids)

    def test_a_booking_takes_all_of_them_back(self):
        self.run_job()
        self.booked(self.contract)
        self.assertEqual(set(self.contract.reminder_ids.mapped("skip_reason")), {"booked"})

    def test_who_is_removed_is_told_nothing_more(self):
        self.run_job()
        self.holder.unlink()
        self.assertEqual(self.rows(self.daughter), [("30", "skipped", "holder")])
        self.assertEqual(self.rows(self.client), [("30", "queued", False)])

    def test_opting_out_of_reminders_is_not_opting_out_of_confirmations(self):
        (self.client | self.daughter).x_fc_maintenance_opt_out = True
        self.booked(self.contract, holder=self.daughter)
        self.assertEqual(len(self.send_queue()), 2)

    def test_twice_on_one_day_is_once(self):
        self.run_job()
        self.run_job()
        self.assertEqual(len(self.contract.reminder_ids), 2)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_the_one_that_failed_is_tried_again_and_no_other(self):
        self.run_job()
        hers = self.contract.reminder_ids.filtered("copy_of_id")
        hers._mark_failed("550 no such user")
        hers.mail_id.state = "exception"
        self.send_queue()
        self._mails.clear()
        self.assertEqual(self.rows(self.client), [("30", "sent", False)])
        hers.action_retry()
        message, = self.send_queue()
        self.assertIn("anna@example.com", message["To"])

    def test_who_does_not_consent_any_more_is_not_tried_again(self):
        self.run_job()
        hers = self.contract.reminder_ids.filtered("copy_of_id")
        hers._mark_failed("550 no such user")
        self.holder.unlink()
        with self.assertRaises(UserError):
            hers.action_retry()

    def test_who_looks_after_two_units_gets_one_mail_that_names_those(self):
        """Of three that are due together; the client's names all of them."""
        hers, his = (self.make_contract(due="2026-12-28", partner_id=self.client.id) for _number in range(2))
        self.hold(hers, self.daughter)
        self.run_job()
        self.assertEqual(len(self.env["mail.mail"].search([("state", "=", "outgoing")])), 2)
        mail = hers.reminder_ids.filtered("copy_of_id").mail_id
        self.assertIn(hers.serial, mail.body_html)
        self.assertNotIn(his.serial, mail.body_html)
        self.assertIn(his.serial, his.reminder_ids.mail_id.body_html)

    def test_who_holds_a_later_unit_only_has_the_link_of_that(self):
        tim = self.make_client("Tim Moss", "tim@example.com", x_fc_maintenance_consent_basis="express")
        later = self.make_contract(due="2026-12-28", partner_id=self.client.id)
        self.hold(later, tim)
        tokens = self.tokens()
        self.assertEqual(self.Link._find(tokens["tim@example.com"]).contract_id, later)
        self.assertEqual(self.Link._find(tokens["ellen@example.com"]).contract_id, self.contract)

    def home(self, number):
        """A care home that may book for so many more clients, whose units are due on the same day."""
        home = self.make_client("Maple Court", "office@maple.example", x_fc_maintenance_consent_basis="express")
        residents = self.Contract.concat(*(self.make_contract(
            due="2026-12-23", partner_id=self.make_client(f"Resident {one}", f"r{one}@example.com").id)
            for one in range(number)))
        for contract in residents:
            self.hold(contract, home)
        return home, residents

    def test_a_care_home_gets_one_mail_for_thirty_clients_with_a_page_for_each(self):
        home, residents = self.home(30)
        self.run_job()
        messages = self.send_queue()
        self.assertEqual(len(messages), 30 + 3, "each client, the daughter, and the home once")
        message, = [message for message in messages if "office@maple.example" in message["To"]]
        body = message.get_body(("html",)).get_content()
        links = [self.Link._find(token) for token in dict.fromkeys(
            re.findall(r"/maintenance/book/([\w-]{43})", body))]
        self.assertEqual({link.contract_id for link in links}, set(residents))
        self.assertEqual({link.partner_id for link in links}, {home})
        for contract in residents:
            self.assertIn(contract.serial, body)
            self.assertIn(contract.partner_id.name, body)
            copy = contract.reminder_ids.filtered("copy_of_id")
            self.assertEqual((copy.state, copy.link_id.contract_id), ("sent", contract))
        self.assertNotIn(self.contract.serial, body, "that is not theirs to book")

    def test_no_client_reads_of_another_in_the_homes_company(self):
        _home, residents = self.home(3)
        self.run_job()
        for message in self.send_queue():
            if "office@maple.example" not in message["To"]:
                body = message.get_body(("html",)).get_content()
                named = [contract for contract in residents if contract.serial in body]
                self.assertLessEqual(len(named), 1)
                self.assertTrue(all(contract.partner_id.email in message["To"] for contract in named))

    def test_the_homes_mail_is_one_however_many_batches_there_are(self):
        with patch(f"{CRON}.BATCH", 2):
            self.home(5)
            self.run_job()
        self.assertEqual(len([one for one in self.send_queue() if "office@maple" in one["To"]]), 1)

    def test_one_resident_who_books_leaves_the_home_one_mail_about_the_others(self):
        _home, residents = self.home(4)
        self.run_job()
        self.booked(residents[0])
        self.send_queue()
        self._mails.clear()
        self.run_job()
        message, = [one for one in self.send_queue() if "office@maple" in one["To"]]
        body = message.get_body(("html",)).get_content()
        self.assertEqual([contract.serial in body for contract in residents], [False, True, True, True])
