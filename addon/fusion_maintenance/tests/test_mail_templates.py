import ast
from datetime import timedelta

from lxml import html

from odoo.tests import tagged

from .common import TOMORROW, MaintenanceCase, utc

DUE = "fusion_maintenance.email_template_maintenance_due_reminder"
VISIT_MAILS = ("email_template_visit_confirmed", "email_template_visit_moved",
               "email_template_visit_cancelled")


@tagged("fc_page")
class TestMailTemplates(MaintenanceCase):
    """What the client's mail program gets: the page, the text, and the headers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.company.write({
            "name": "Northside Mobility", "phone": "416-555-0142", "email": "service@example.com",
            "street": "120 Lakeshore Road", "city": "Toronto", "zip": "M5V 2T6"})
        cls.contract = cls.make_contract()
        cls.contract.product_id.name = "Power Wheelchair Q6"
        cls.client = cls.contract.partner_id

    def due_mail(self, contract=None):
        """The reminder as it would leave, and the links in it."""
        contract = contract or self.contract
        Link = self.env["fusion.maintenance.link"]
        _link, token = Link._issue(contract, contract.partner_id)
        links = {"book": Link._url(contract, token), "stop": Link._url(contract, token, "stop")}
        mail = self.env.ref(DUE).with_context(
            links={contract.id: links["book"]}, stops={contract.id: links["stop"]},
        ).send_mail_batch([contract.id])
        mail.headers = repr(Link._mail_headers(contract, token))
        return mail, links

    def outgoing(self, mail):
        """What is handed to the mail server."""
        sent, = mail._prepare_outgoing_list()
        return sent

    def visit_mail(self, name, visit):
        return self.env.ref(f"fusion_maintenance.{name}").with_context(
            links={visit.id: "https://www.example.com/maintenance/book/TOKEN"},
        ).send_mail_batch([visit.id])

    def test_the_reminder_has_one_button_and_the_link_to_copy(self):
        mail, links = self.due_mail()
        tree = html.fromstring(self.outgoing(mail)["body"])
        buttons = tree.xpath("//a[contains(@class, 'fm-mail-button')]")
        self.assertEqual([button.get("href") for button in buttons], [links["book"]])
        self.assertEqual(len(tree.xpath("//a")), 2, "the button and the opt-out, nothing else to press")
        self.assertIn(links["book"], tree.text_content())

    def test_the_reminder_says_who_sends_it_where_they_are_and_how_to_stop_it(self):
        mail, links = self.due_mail()
        text = self.outgoing(mail)["body_alternative"]
        for part in ("Northside Mobility", "120 Lakeshore Road", "M5V 2T6", "416-555-0142",
                     links["book"], links["stop"], "December 23, 2026", self.contract.name):
            self.assertIn(part, text)

    def test_the_subject_names_no_device(self):
        mail, _links = self.due_mail()
        self.assertTrue(mail.subject)
        for word in ("Wheelchair", "Q6", self.client.name, self.contract.name):
            self.assertNotIn(word, mail.subject)

    def test_the_one_click_header_arrives(self):
        mail, links = self.due_mail()
        headers = self.outgoing(mail)["headers"]
        self.assertEqual(headers["List-Unsubscribe"], f"<{links['stop']}/one-click>")
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertTrue(ast.literal_eval(mail.headers))

    def test_the_reminder_deletes_itself_and_goes_to_the_client_alone(self):
        mail, _links = self.due_mail()
        self.assertTrue(mail.auto_delete)
        self.assertEqual(mail.recipient_ids, self.client)
        self.assertFalse(mail.email_to or mail.email_cc)
        self.assertIn("service@example.com", mail.email_from)

    def test_each_mail_carries_its_own_link(self):
        contracts = self.contract | self.make_contract() | self.make_contract()
        links = {contract.id: f"https://www.example.com/b/{contract.id}-" for contract in contracts}
        stops = {contract.id: f"https://www.example.com/s/{contract.id}-" for contract in contracts}
        mails = self.env.ref(DUE).with_context(links=links, stops=stops).send_mail_batch(contracts.ids)
        for mail in mails:
            own, others = links[mail.res_id], [url for key, url in links.items() if key != mail.res_id]
            self.assertIn(own, mail.body_html)
            self.assertIn(stops[mail.res_id], mail.body_html)
            self.assertFalse([url for url in others if url in mail.body_html])

    def test_an_overdue_unit_was_due(self):
        self.contract.next_due_date = "2026-11-20"
        mail, _links = self.due_mail()
        self.assertIn("was due on", self.outgoing(mail)["body_alternative"])

    def test_the_mail_is_laid_out_for_phones_and_for_the_dark(self):
        mail, _links = self.due_mail()
        body = self.outgoing(mail)["body"]
        tree = html.fromstring(body)
        self.assertIn("prefers-color-scheme: dark", body)
        self.assertTrue(tree.xpath("//meta[@name='color-scheme']"))
        self.assertTrue(tree.xpath("//td[@height='4' and @bgcolor='#1f7a4d']"), "the accent bar")
        self.assertIn("max-width:600px", tree.xpath("//table[@width='600']")[0].get("style"))
        self.assertFalse(tree.xpath("//img"), "nothing is loaded, nothing tells that it was opened")

    def test_mails_speak_the_clients_language(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.client.lang = "fr_CA"
        mail, _links = self.due_mail()
        self.assertIn("23 décembre 2026", mail.body_html)
        self.assertIn('lang="fr-CA"', mail.body_html)
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        self.assertIn("mardi 24 novembre", self.visit_mail(VISIT_MAILS[0], visit).subject)

    def test_visit_mails_give_the_companys_time_whoever_sends_them(self):
        visit = self.booked(self.contract, utc(TOMORROW + timedelta(days=1), 9))
        for name in VISIT_MAILS:
            mail = self.visit_mail(name, visit.with_context(tz="Asia/Tokyo"))
            text = self.outgoing(mail)["body_alternative"]
            for part in ("Wednesday, November 25, 2026, 9:00 AM – 10:00 AM", "416-555-0142", visit.name):
                self.assertIn(part, text, name)
            self.assertIn("Wednesday, November 25, 9:00 AM", mail.subject)
            self.assertNotIn("Wheelchair", mail.subject)

    def test_the_confirmation_names_the_technician_and_shows_the_visit(self):
        visit = self.booked(self.contract)
        text = self.outgoing(self.visit_mail(VISIT_MAILS[0], visit))["body_alternative"]
        for part in ("Priya", "1 King Street West, Toronto", "95.00",
                     "https://www.example.com/maintenance/book/TOKEN"):
            self.assertIn(part, text)
        self.assertNotIn("Nair", text)

    def test_the_confirmation_has_the_apartment(self):
        self.client.street2 = "Apartment 1207"
        text = self.outgoing(self.visit_mail(VISIT_MAILS[0], self.booked(self.contract)))["body_alternative"]
        self.assertIn("1 King Street West, Apartment 1207, Toronto", text)

    def test_a_hostile_name_stays_text(self):
        self.client.name = "<script>x</script>"
        self.contract.product_id.name = "<b>Chair</b>"
        mail, _links = self.due_mail()
        self.assertNotIn("<script>", mail.body_html)
        self.assertNotIn("<b>Chair", mail.body_html)
