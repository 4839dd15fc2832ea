"""A client is on the phone: the one search field finds the contract by what it is that they say."""
from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .common import MaintenanceCase


class TestContractSearch(MaintenanceCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        client = cls.make_client("Rosa Marchetti", phone="+1 905-555-0138", city="Brampton")
        cls.contract = cls.make_contract(partner_id=client.id)
        cls.other = cls.make_contract(partner_id=cls.make_client(phone="(416) 555-0199").id)
        arch = etree.fromstring(cls.Contract.get_view(view_type="search")["arch"])
        cls.domain = arch.find("field").get("filter_domain")

    def found(self, text):
        """What typing this and Enter finds, of our two."""
        return self.Contract.search(safe_eval(self.domain, {"self": text})) & (self.contract | self.other)

    def test_a_phone_number_however_it_is_written(self):
        for text in ("905-555-0138", "9055550138", "+1 905 555 0138", "1 (905) 555.0138", "555-0138", "+1 905"):
            with self.subTest(text):
                self.assertEqual(self.found(text), self.contract)
        self.assertEqual(self.found("416 555 0199"), self.other)
        self.assertFalse(self.found("905-555-0139"))

    def test_a_number_that_was_just_changed(self):
        self.env.flush_all()
        self.other.partner_id.phone = "+1 613-555-0177"
        self.assertEqual(self.Contract.search([("phone_digits", "ilike", "613-555-0177")]), self.other)

    def test_the_number_at_the_address_where_the_unit_is(self):
        home = self.make_client("Maplecrest Home", phone="705.555.0111")
        self.other.service_address_id = home
        self.assertEqual(self.found("7055550111"), self.other)

    def test_the_city_the_client_the_reference_and_the_serial(self):
        for text in ("brampton", "Marchetti", self.contract.name, self.contract.serial):
            with self.subTest(text):
                self.assertEqual(self.found(text), self.contract)

    def test_what_is_no_number_is_not_taken_for_one(self):
        for text in ("12", "--", "SN-9055550138"):
            with self.subTest(text):
                self.assertFalse(self.Contract.search([("phone_digits", "ilike", text)]))

    def test_nothing_found_does_not_say_that_there_are_none(self):
        words = self.env.ref("fusion_maintenance.action_contract").help
        self.assertNotIn("yet", words)
        self.assertIn("phone number", words)
