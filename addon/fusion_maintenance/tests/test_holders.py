import re

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .page_case import PageCase
from .reminder_case import ReminderCase


@tagged("fc_page")
class TestHolders(PageCase, ReminderCase):
    """A daughter or a care home may book too, each by links of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.daughter = cls.make_client("Anna Moss", email="anna@example.com")
        cls.holder = cls.env["fusion.maintenance.holder"].create({
            "contract_id": cls.contract.id, "partner_id": cls.daughter.id, "relation": "relative"})
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")

    def sent_token(self):
        """Press Send Link as the dispatcher: the token that the holder gets."""
        self.holder.with_user(self.dispatcher).action_send_link()
        message, = self.send_queue()
        self.assertIn("anna@example.com", message["To"])
        token, = set(re.findall(r"/maintenance/book/([\w-]{43})", message.get_body(("html",)).get_content()))
        return token

    def opens(self, token):
        return self.fetch(f"/maintenance/book/{token}").status_code == 200

    def test_the_link_that_is_sent_books(self):
        response = self.press(self.sent_token())
        self.assertEqual(response.status_code, 303)
        self.assertTrue(self.contract.visit_id)

    def test_who_booked_is_told_as_the_client_is_each_with_their_own_link(self):
        self.press(self.sent_token())
        self.assertRecordValues(self.contract.visit_id, [
            {"holder_id": self.daughter.id, "booked_by": "Anna Moss"}])
        told = {message["To"]: message.get_body(("html",)).get_content() for message in self.send_queue()}
        self.assertEqual(len(told), 2)
        for name, address in (("Ellen", "ellen@example.com"), ("Anna", "anna@example.com")):
            body, = [text for to, text in told.items() if address in to]
            self.assertIn(f"Hello {name}", " ".join(body.split()))
            token = re.search(r"/maintenance/book/([\w-]{43})", body)[1]
            self.assertEqual(self.Link._find(token).partner_id.email, address)

    def test_who_was_revoked_or_removed_is_told_nothing_more(self):
        self.press(self.sent_token())
        visit = self.contract.visit_id
        self.holder.with_user(self.dispatcher).unlink()
        self.env["mail.mail"].search([]).unlink()
        self.booking._move(visit, self.starts(self.contract)[-1])
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])

    def test_a_link_goes_to_its_holder_whatever_became_of_the_template(self):
        template = self.env.ref("fusion_maintenance.email_template_visit_confirmed")
        template.partner_to = "{{ object.partner_id.id }}"
        token = self.sent_token()
        self.press(token)
        self.assertEqual(
            sorted(message["To"].split("<")[-1] for message in self.send_queue()),
            ["anna@example.com>", "ellen@example.com>"])

    def test_who_came_with_the_former_client_goes_with_them(self):
        self.sent_token()
        self.contract.partner_id = self.make_client("New Client", email="new@example.com")
        self.assertFalse(self.contract.holder_ids)
        self.env["fusion.maintenance.link.request"]._ask("anna@example.com", self.company)
        self.env.ref("fusion_maintenance.cron_answer_link_requests").method_direct_trigger()
        self.assertFalse(self.send_queue())

    def test_nobody_writes_themselves_into_a_visit(self):
        visit = self.booked(self.contract)
        with self.assertRaises(UserError):
            visit.with_user(self.dispatcher).write({"holder_id": self.daughter.id})

    def test_the_note_is_shown_to_who_wrote_it_and_the_apartment_to_the_client(self):
        self.client.street2 = "Apt 1207"
        mine, hers = self.token(), self.sent_token()
        self.press(hers, note="Gate code 4711")
        self.assertIn("Gate code 4711", self.text(self.fetch(f"/maintenance/book/{hers}")))
        self.assertNotIn("4711", self.text(self.fetch(f"/maintenance/book/{mine}")))
        for message in self.send_queue():
            self.assertEqual(
                "Apt 1207" in message.get_body(("html",)).get_content(), "ellen" in message["To"], message["To"])

    def test_a_holder_is_told_whose_visit_it_is(self):
        hers = self.sent_token()
        self.assertIn("the regular service for Ellen Moss", self.text(self.fetch(f"/maintenance/book/{hers}")))
        self.press(hers)
        self.assertIn("Ellen Moss", self.text(self.fetch(f"/maintenance/book/{hers}")))

    def test_the_client_who_books_is_told_alone(self):
        self.press(self.token())
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])

    def test_it_is_seen_when_it_was_opened(self):
        token = self.sent_token()
        self.assertEqual((self.holder.live, self.holder.last_opened), (True, False))
        self.opens(token)
        self.env.invalidate_all()
        self.assertTrue(self.holder.last_opened)

    def test_a_new_one_closes_the_one_before(self):
        first, second = self.sent_token(), self.sent_token()
        self.assertEqual((self.opens(first), self.opens(second)), (False, True))

    def test_revoking_it_leaves_the_clients_link(self):
        mine, hers = self.token(), self.sent_token()
        self.holder.with_user(self.dispatcher).action_revoke()
        self.assertEqual((self.opens(mine), self.opens(hers)), (True, False))

    def test_who_is_removed_or_exchanged_has_no_way_in(self):
        token = self.sent_token()
        self.holder.with_user(self.dispatcher).partner_id = self.make_client("Tim Moss", email="tim@example.com")
        self.assertFalse(self.opens(token))
        _link, token = self.Link._issue(self.contract, self.holder.partner_id)
        self.holder.with_user(self.dispatcher).unlink()
        self.assertFalse(self.opens(token))

    def test_a_link_is_copied_for_who_has_no_email(self):
        self.daughter.email = False
        with self.assertRaisesRegex(UserError, "no email address"):
            self.holder.with_user(self.dispatcher).action_send_link()
        action = self.holder.with_user(self.dispatcher).action_copy_link()
        self.assertTrue(self.opens(action["params"]["url"].rsplit("/", 1)[-1]))

    def test_the_client_is_no_further_holder(self):
        with self.assertRaisesRegex(ValidationError, "is the client"):
            self.env["fusion.maintenance.holder"].create({
                "contract_id": self.contract.id, "partner_id": self.client.id})

    def test_a_new_link_can_be_asked_for_by_them_too(self):
        self.env["fusion.maintenance.link.request"]._ask("anna@example.com", self.company)
        self.env.ref("fusion_maintenance.cron_answer_link_requests").method_direct_trigger()
        message, = self.send_queue()
        self.assertIn("anna@example.com", message["To"])
        # Whose unit it is, for who looks after several people.
        self.assertIn("Ellen Moss", message.get_body(("html",)).get_content())

    def test_a_reader_sends_and_copies_nothing(self):
        reader = self.holder.with_user(self.make_user("rosa", "group_user"))
        for press in (reader.action_send_link, reader.action_copy_link, reader.action_revoke):
            with self.assertRaises(AccessError):
                press()
