import re
from datetime import date

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..core.qr import qr_path
from .call_case import CallCase
from .page_case import PageCase


@tagged("post_install", "-at_install")
class TestLetter(CallCase):
    """What a client reads on paper whom no mail and no call reaches."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({
            "name": "Northside Mobility", "phone": "416-555-0142", "street": "120 Lakeshore Road", "city": "Toronto",
            "website": "https://www.northside.example"})
        cls.client = cls.make_client(phone=False, email=False)
        cls.contract = cls.make_contract(due="2026-11-10", partner_id=cls.client.id)

    def letters(self, contracts, user=None):
        """The printed pages, one element each."""
        report = self.env["ir.actions.report"].with_user(user or self.dispatcher)
        page, _kind = report._render_qweb_html("fusion_maintenance.report_letter", contracts.ids)
        return html.fromstring(page).xpath("//div[contains(@class, 'fm-letter') and contains(@class, 'page')]")

    def text(self, letter):
        return " ".join(" ".join(letter.itertext()).split())

    def test_it_says_who_writes_to_whom_what_is_due_and_whom_to_call(self):
        letter, = self.letters(self.contract)
        for part in ("Northside Mobility 120 Lakeshore Road", "Ellen Moss 1 King Street West", "November 23, 2026",
                     "Dear Ellen Moss", "Power Wheelchair was due on November 10, 2026", "Call us 416-555-0142",
                     self.contract.name):
            self.assertIn(part, self.text(letter))

    def test_the_square_is_a_link_of_the_clients_own_and_the_typed_address_is_no_secret(self):
        letter, = self.letters(self.contract)
        link = self.contract.link_ids
        self.assertEqual(link.partner_id, self.client)
        drawn, = letter.xpath(".//*[local-name()='path']/@d")
        sample = self.env["fusion.maintenance.link"]._url(self.contract, "A" * 43)
        self.assertEqual(len(re.findall("M4 4h7", drawn)), 1)
        self.assertEqual(letter.xpath(".//*[local-name()='svg']/@viewbox | .//*[local-name()='svg']/@viewBox"),
                         [f"0 0 {qr_path(sample)[0]} {qr_path(sample)[0]}"])
        typed, = letter.xpath(".//span[@class='fm-letter-typed']/text()")
        self.assertRegex(typed, r"^[\w.:-]+/maintenance/go$")
        self.assertNotIn("/maintenance/book/", self.text(letter))

    def test_one_letter_for_all_units_at_an_address(self):
        other = self.make_contract(due="2026-11-20", partner_id=self.client.id)
        stranger = self.make_contract(due="2026-11-20", partner_id=self.make_client("Ruth Vale").id)
        letters = self.letters(self.contract | other | stranger)
        self.assertEqual(len(letters), 2)
        self.assertIn(f"{self.contract.name}, {other.name}", self.text(letters[0]))
        self.assertIn("one visit", self.text(letters[0]))
        self.assertEqual(len(letters[0].xpath(".//table[@class='fm-letter-units']//tr")), 2)
        self.assertEqual(len(self.letters(self.contract)), 1)

    def test_in_the_clients_language(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.client.lang = "fr_CA"
        letter, = self.letters(self.contract)
        self.assertIn("10 novembre 2026", self.text(letter))
        self.assertEqual(letter.xpath("ancestor::div[@lang]/@lang"), ["fr-CA"])

    def test_printing_leaves_them_time_to_answer(self):
        self.assertEqual(self.call_list("to_write"), self.contract)
        action = self.seen(self.contract).action_print_letter()
        self.assertIn(str(self.contract.id), action.get("url") or str(action))
        self.assertRecordValues(self.contract, [{"call_outcome": "letter", "call_on": date(2026, 12, 14)}])
        self.assertFalse(self.call_list("to_write"))
        with self.at("2026-12-14 08:00"):
            self.assertEqual(self.call_list("to_write"), self.contract)

    def test_not_by_who_only_reads(self):
        reader = self.make_user("rosa", "group_user")
        with self.assertRaises(AccessError):
            self.contract.with_user(reader).action_print_letter()
        with self.assertRaises(AccessError):
            self.letters(self.contract, reader)
        self.assertFalse(self.contract.link_ids)

    def test_a_hostile_name_stays_text(self):
        self.client.name = "<script>x</script>"
        letter, = self.letters(self.contract)
        self.assertFalse(letter.xpath(".//script"))


@tagged("post_install", "-at_install")
class TestShortAddress(PageCase):

    def test_what_is_typed_from_paper_asks_for_the_email_address(self):
        response = self.fetch("/maintenance/go")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(self.tree(response).xpath("//input[@name='email']"))
        self.assertIn("416-555-0142", response.text)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
