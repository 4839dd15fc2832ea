from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import TOMORROW, MaintenanceCase, utc


@tagged("post_install", "-at_install")
class TestBookingChatter(MaintenanceCase):
    """A booking makes its records quietly; what becomes of them is told as everywhere in Odoo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.seller = cls.make_user("sam", "group_dispatcher")
        cls.contract = cls.make_contract(user_id=cls.seller.id)

    def _book(self):
        """A visit at 13:00 tomorrow, booked as the page does it: with tracking."""
        loud = self.booking.with_context(tracking_disable=False)
        answer = loud._book(
            self.contract.with_env(loud.env), utc(TOMORROW, 13), key="key", channel="client_portal")
        self.assertEqual(answer.code, "booked")
        self.cr.flush()
        return answer.visit

    def _tracked(self, record):
        """The fields whose changes the record's chatter tells."""
        self.cr.flush()
        return set(record.message_ids.sudo().tracking_value_ids.field_id.mapped("name"))

    def test_that_it_is_booked_is_told_once_and_where_people_look(self):
        visit = self._book()
        told = [message.body for message in self.contract.message_ids if visit.name in message.body]
        self.assertEqual(len(told), 1)
        for record in visit, visit.repair_id, visit.sale_order_id:
            self.assertFalse(record.message_ids)

    def test_nobody_in_the_office_gets_a_mail_for_it(self):
        """Odoo writes "You have been assigned" for each repair order and each order."""
        self.technician.user_id = self.make_user("priya", "group_technician")
        self._book()
        self.assertEqual(self.env["mail.mail"].search([]).recipient_ids, self.contract.partner_id)

    def test_moving_a_visit_is_tracked(self):
        visit = self._book()
        visit.env[self.booking._name]._move(visit, utc(TOMORROW, 15))
        self.assertEqual(self._tracked(visit), {"start"})

    def test_cancelling_is_tracked_on_visit_repair_order_and_order(self):
        visit = self._book()
        visit.env[self.booking._name]._cancel(visit)
        self.assertEqual(self._tracked(visit), {"state"})
        self.assertIn("state", self._tracked(visit.repair_id))
        self.assertIn("state", self._tracked(visit.sale_order_id))

    def _authors(self, records):
        self.cr.flush()
        return records.message_ids.sudo().author_id

    def test_what_a_client_does_is_theirs_in_the_chatter_and_in_the_offices_words(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        client = self.contract.partner_id
        client.lang = "fr_CA"
        page = self.booking.with_user(self.env.ref("base.public_user")).sudo().with_context(
            tracking_disable=False, lang="fr_CA", allowed_company_ids=self.company.ids)
        contract = self.contract.with_env(page.env)
        visit = page._book(
            contract, utc(TOMORROW, 13), key="key", channel="client_portal", holder=client).visit
        self.assertIn("Ellen Moss, Toronto – service visit", visit.event_id.name)
        page._move(visit.with_env(page.env), utc(TOMORROW, 15), holder=client)
        page._cancel_by_client(visit.with_env(page.env), client)
        records = [self.contract, visit, visit.repair_id, visit.sale_order_id]
        for record in records:
            self.assertEqual(self._authors(record), client, record)
        said = [html2plaintext(body) for body in self.contract.message_ids.sorted("id").mapped("body")]
        self.assertEqual([text.split(" for ")[0].split(" to ")[0] for text in said], [
            f"Visit {visit.name} booked", f"Visit {visit.name} moved",
            f"The client cancelled visit {visit.name}."])
        states = visit.message_ids.sudo().tracking_value_ids.filtered("old_value_char")
        self.assertEqual(states.mapped("new_value_char"), ["Cancelled"])

    def test_a_daughter_who_cancels_is_named(self):
        visit = self._book()
        daughter = self.make_client("Anna Moss", email="anna@example.com")
        self.booking._cancel_by_client(visit, daughter)
        said = self.contract.message_ids.sorted("id")[-1]
        self.assertEqual(html2plaintext(said.body), f"Anna Moss cancelled visit {visit.name}.")
        self.assertEqual(said.author_id, daughter)

    def test_what_a_dispatcher_does_is_theirs(self):
        visit = self._book().with_user(self.seller).with_context(tracking_disable=False)
        visit.action_cancel()
        self.assertIn(f"Visit {visit.name} cancelled.", self.contract.message_ids[:1].body)
        self.assertEqual(self.contract.message_ids[:1].author_id, self.seller.partner_id)

    def test_a_french_office_reads_french(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.seller.lang = "fr_CA"
        visit = self._book()
        self.assertIn("visite d’entretien", visit.event_id.name)

    def test_who_is_responsible_follows_the_order(self):
        self.assertIn(self.seller.partner_id, self._book().sale_order_id.message_partner_ids)
