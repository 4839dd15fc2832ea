import re
from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .page_case import PageCase
from .reminder_case import ReminderCase

ASK = "/maintenance/new-link"


@tagged("fc_page")
class TestNewLink(PageCase, ReminderCase):
    """Who has no working link any more gets a new one by email, and nobody learns whose is known."""

    def ask(self, email):
        action, typed = self.form_of(self.fetch(ASK), email=email)
        return self.fetch(action, "POST", typed)

    def answered(self):
        """Run the job, let the mails leave."""
        self.env.ref("fusion_maintenance.cron_answer_link_requests").method_direct_trigger()
        return self.send_queue()

    def links(self, message):
        body = message.get_body(("html",)).get_content()
        return sorted(set(re.findall(r"/maintenance/book/([\w-]{43})", body)))

    def test_a_link_that_is_not_valid_offers_it(self):
        page = self.fetch(f"/maintenance/book/{'A' * 43}")
        self.assert_ours(page, 404)
        action, typed = self.form_of(page, email="ellen@example.com")
        answer = self.fetch(action, "POST", typed)
        self.assert_ours(answer, 303)
        thanks = self.fetch(answer.headers["Location"])
        self.assert_ours(thanks, 200)
        self.assertIn("If we know your email address", self.text(thanks))

    def test_a_link_that_was_cut_off_entirely_offers_it_too(self):
        for path in ("/maintenance/book", "/maintenance/book/"):
            page = self.fetch(path)
            self.assert_ours(page, 404)
            self.assertIn("Send me a new link", self.text(page))

    def test_who_comes_from_a_letter_may_never_have_had_a_mail(self):
        page = self.fetch("/maintenance/go")
        self.assert_ours(page, 200)
        self.assertEqual(self.title(page), "Book your service visit")
        self.assertNotIn("reminders", self.text(page))

    def test_it_opens_each_unit_of_the_client(self):
        second = self.make_contract(partner_id=self.client.id)
        self.ask(" Ellen@Example.com ")
        message, = self.answered()
        self.assertIn("ellen@example.com", message["To"])
        opened = {self.Link._find(token).contract_id for token in self.links(message)}
        self.assertEqual(opened, {self.contract, second})

    def test_nothing_of_the_unit_is_in_the_subject(self):
        self.ask("ellen@example.com")
        message, = self.answered()
        self.assertNotIn("Wheelchair", message["Subject"])

    def test_the_token_is_nowhere_once_the_mail_has_left(self):
        self.ask("ellen@example.com")
        message, = self.answered()
        token, = self.links(message)
        self.assertFalse(self.tables_with(token))

    def test_an_address_that_is_not_known_gets_the_same_answer_and_no_mail(self):
        known, unknown = self.ask("ellen@example.com"), self.ask("nobody@example.com")
        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(known.headers["Location"], unknown.headers["Location"])
        message, = self.answered()
        self.assertIn("ellen@example.com", message["To"])

    def test_a_contract_that_has_ended_has_no_page_to_open(self):
        self.contract._stop("deceased")
        self.ask("ellen@example.com")
        self.assertFalse(self.answered())

    def test_three_mails_a_day_however_often_it_is_asked(self):
        for _ in range(5):
            self.ask("ellen@example.com")
        self.assertEqual(len(self.answered()), 3)
        with freeze_time(fields.Datetime.now() + timedelta(days=1, minutes=1)):
            self.ask("ellen@example.com")
            self.assertEqual(len(self.answered()), 1)

    def test_several_clients_of_one_address_get_one_mail(self):
        for name in ("Ada Reed", "Ben Cole"):
            self.make_contract(partner_id=self.make_client(name, email="ellen@example.com").id)
        self.ask("ellen@example.com")
        message, = self.answered()
        body = message.get_body(("html",)).get_content()
        self.assertEqual(len(self.links(message)), 3)
        for name in ("Ellen Moss", "Ada Reed", "Ben Cole"):
            self.assertIn(name, body)

    def test_one_request_that_fails_keeps_nobody_waiting(self):
        poisoned = self.make_client("Poisoned", email="poisoned@example.com")
        self.make_contract(partner_id=poisoned.id)
        self.ask("poisoned@example.com")
        self.ask("ellen@example.com")
        link = self.env.registry["fusion.maintenance.link"]
        whole = link._mail_links

        def fails(records, holders):
            if holders[0][1] == poisoned:
                raise ValueError("a template that cannot be rendered")
            return whole(records, holders)

        self.patch(link, "_mail_links", fails)
        with self.assertLogs("odoo.addons.fusion_maintenance.models.link_request", "ERROR"):
            message, = self.answered()
        self.assertIn("ellen@example.com", message["To"])
        self.assertFalse(self.env["fusion.maintenance.link.request"].search([("answered", "=", False)]))

    def test_who_is_archived_gets_none(self):
        self.client.active = False
        self.ask("ellen@example.com")
        self.assertFalse(self.answered())

    def test_from_one_network_address_only_so_often(self):
        self.allow("limit_new_links", 2)
        self.assertEqual([self.ask(f"p{number}@example.com").status_code for number in range(3)], [303, 303, 429])

    def test_what_is_no_address_is_said_so_and_kept(self):
        answer = self.ask("ellen at example")
        self.assert_ours(answer, 422)
        self.assertIn("name@example.com", self.text(answer))
        self.assertEqual(self.tree(answer).xpath("//input[@name='email']/@value"), ["ellen at example"])

    def test_a_press_that_is_not_from_our_page_asks_for_nothing(self):
        answer = self.fetch(ASK, "POST", {"email": "ellen@example.com"})
        self.assert_ours(answer, 400)
        self.assertFalse(self.env["fusion.maintenance.link.request"].search([]))

    def test_requests_are_forgotten_after_a_day(self):
        self.ask("ellen@example.com")
        with freeze_time(fields.Datetime.now() + timedelta(days=1, minutes=1)):
            self.env["fusion.maintenance.link.request"]._gc_old()
        self.assertFalse(self.env["fusion.maintenance.link.request"].search([]))

    def test_in_french(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.client.lang = "fr_CA"
        self.ask("ellen@example.com")
        message, = self.answered()
        self.assertIn('lang="fr-CA"', message.get_body(("html",)).get_content())


@tagged("fc_page")
class TestCallMe(PageCase):
    """Where nothing can be booked online, the client can ask to be called."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")
        cls.contract.user_id = cls.dispatcher
        cls.technician.action_archive()  # so nothing is free

    def test_the_dispatcher_in_charge_gets_a_call_to_make(self):
        token = self.token()
        page = self.fetch(f"/maintenance/book/{token}")
        self.assert_ours(page, 200)
        action, typed = self.form_of(page, phone="647-555-0199")
        answer = self.fetch(action, "POST", typed)
        self.assert_ours(answer, 303)
        self.assertRecordValues(self.contract.activity_ids, [
            {"user_id": self.dispatcher.id, "res_model": "fusion.maintenance.contract",
             "activity_category": "phonecall"}])
        self.assertIn("647-555-0199", self.contract.activity_ids.note)
        thanks = self.fetch(answer.headers["Location"])
        self.assertIn("We will call you as soon as we can, on the number that ends in 99.", self.text(thanks))
        self.assertIn(f"/maintenance/book/{token}", self.tree(thanks).xpath("//main//a/@href"))
        # The page that led there asks no more.
        self.assertNotIn("Please call me", self.text(self.fetch(f"/maintenance/book/{token}")))

    def test_a_number_at_which_nobody_can_be_called_is_refused_and_kept(self):
        action, typed = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"), phone="12")
        answer = self.fetch(action, "POST", typed)
        self.assert_ours(answer, 422)
        self.assertIn("at least 7", self.text(answer))
        self.assertEqual(self.tree(answer).xpath("//input[@name='phone']/@value"), ["12"])
        self.assertFalse(self.contract.activity_ids)

    def test_what_is_typed_is_text(self):
        self.contract._ask_for_call('<img src="//elsewhere.example/x">')
        self.assertNotIn("<img", self.contract.activity_ids.note)

    def test_a_contract_that_has_ended_makes_no_call(self):
        token = self.token()
        action, typed = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        self.contract._stop("deceased")
        self.assert_ours(self.fetch(action, "POST", typed), 422)
        self.assertFalse(self.contract.activity_ids)
        self.assertNotIn("call-me", self.fetch(f"/maintenance/book/{token}").text)

    def test_one_call_however_often_it_is_pressed(self):
        action, typed = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"))
        for phone in ("647-555-0100", "647-555-0199"):
            self.fetch(action, "POST", {**typed, "phone": phone})
        self.assertEqual(len(self.contract.activity_ids), 1)
        for phone in ("0100", "0199"):
            self.assertIn(phone, self.contract.activity_ids.note)

    def test_a_call_that_was_made_can_be_asked_for_again(self):
        self.contract._ask_for_call()
        self.contract.activity_ids.action_done()
        self.assertIn("Please call me", self.text(self.fetch(f"/maintenance/book/{self.token()}")))

    def test_a_press_that_is_not_from_our_page_changes_nothing(self):
        answer = self.fetch(f"/maintenance/book/{self.token()}/call-me", "POST", {"phone": "1"})
        self.assert_ours(answer, 400)
        self.assertFalse(self.contract.activity_ids)

    def test_opening_the_page_changes_nothing(self):
        path = f"/maintenance/book/{self.token()}/call-me"
        self.fetch(path)
        with self.writes("fusion_maintenance_access"):
            self.assert_ours(self.fetch(path), 200)
