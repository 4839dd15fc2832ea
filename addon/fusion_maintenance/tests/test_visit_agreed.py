from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TOMORROW, utc
from .page_case import PageCase


@tagged("fc_page")
class TestVisitAgreed(PageCase):
    """What was agreed when a visit was booked holds for it, whatever is decided later."""

    def setUp(self):
        super().setUp()
        self.link = self.token()
        self.visit = self.booked(self.contract, utc(TOMORROW, 13))

    def facts(self):
        """What the page says of the booked visit."""
        return self.text(self.fetch(f"/maintenance/book/{self.link}"))

    def mail(self):
        """What the next mail about the visit says."""
        return self.visit._mail("email_template_visit_moved", self.visit.partner_id).body_html

    def test_another_policy_of_the_contract_is_for_later_visits(self):
        other = self.make_policy(price=300.0, move_cutoff_hours=1000)
        self.contract.policy_id = other
        self.env.flush_all()
        self.assertEqual(self.visit.policy_id, self.policy)
        self.assertIn("$95.00 plus taxes", self.facts())
        self.visit.action_cancel()
        self.assertEqual(self.booked(self.contract).policy_id, other)

    def test_nobody_writes_another_one(self):
        visit = self.visit.with_user(self.make_user("dana", "group_dispatcher"))
        with self.assertRaises(UserError):
            visit.policy_id = self.make_policy()

    def test_a_new_price_of_the_policy_is_for_later_visits(self):
        self.policy.price = 140.0
        for text in (self.facts(), self.mail()):
            self.assertIn("$95.00 plus taxes", text)
            self.assertNotIn("140", text)

    def test_the_price_is_that_of_the_visits_order(self):
        self.visit.sale_order_id.order_line = [
            Command.update(self.visit.sale_order_id.order_line.id, {"price_unit": 60.0, "discount": 50})]
        self.assertIn("$30.00 plus taxes", self.facts())
        self.assertIn("$30.00 plus taxes", self.mail())

    def test_an_order_over_nothing_is_included(self):
        self.visit.sale_order_id.order_line.price_unit = 0
        self.assertIn("Included in your plan", self.facts())

    def test_a_visit_without_an_order_costs_what_its_policy_says(self):
        self.visit.sudo().sale_order_id = False
        self.assertIn("$95.00 plus taxes", self.facts())

    def test_one_booked_by_itself_is_included(self):
        policy = self.make_policy(revenue_mode="none")
        contract = self.make_contract(policy_id=policy.id)
        token = self.token(contract)
        self.booked(contract)
        contract.policy_id = self.policy
        self.assertIn("Included in your plan", self.text(self.fetch(f"/maintenance/book/{token}")))
