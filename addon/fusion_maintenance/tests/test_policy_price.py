from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .group_case import GroupCase


@tagged("post_install", "-at_install")
class TestPolicyPrice(GroupCase):
    """What page, mail, letter and phone say is what the order says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.policy.service_product_id = cls.env["product.product"].create(
            {"name": "Lift service", "type": "service", "list_price": 200})
        cls.policy.price = 95
        cls.root = cls.env.ref("base.user_root")
        cls.root.group_ids += cls.env.ref("product.group_product_pricelist")
        cls.page = cls.env["fusion.maintenance.booking.page"]

    def make_pricelist(self, currency=None, **rule):
        """A pricelist of the care home's; with a rule for the service if one is given."""
        pricelist = self.env["product.pricelist"].create({
            "name": "Care homes", "company_id": self.company.id, "currency_id": (currency or self.company.currency_id).id,
            "item_ids": [Command.create({"applied_on": "0_product_variant", "product_id": self.service.id, **rule})] if rule else []})
        self.home.with_company(self.company).property_product_pricelist = pricelist
        return pricelist

    def told_and_billed(self, contract):
        """What everybody says before the booking, and then; and what the order says."""
        before = {
            self.page._facts(contract)["cost"], self.page._units(contract)[0]["terms"].split(" · ")[1],
            contract._facts_for_caller()[2],
            self.env["report.fusion_maintenance.report_letter"]._letter(contract)["cost"]}
        visit = self.booked(contract)
        after = self.page._visit(visit)["cost"]
        self.assertEqual(before, {after})
        return after, visit.sale_order_id.amount_untaxed, visit.sale_order_id.currency_id

    def alone(self):
        """A lift that nothing is due together with."""
        return self.make_contract(partner_id=self.home.id, due="2027-09-01")

    def test_the_policys_price_whatever_the_pricelist_has(self):
        self.make_pricelist(compute_price="fixed", fixed_price=60)
        self.assertEqual(self.told_and_billed(self.alone())[:2], ("$95.00 plus taxes", 95))

    def test_the_policys_price_is_not_discounted_once_more(self):
        self.root.group_ids += self.env.ref("sale.group_discount_per_so_line")
        self.make_pricelist(compute_price="percentage", percent_price=10)
        self.assertEqual(self.told_and_billed(self.alone())[:2], ("$95.00 plus taxes", 95))

    def test_the_clients_pricelist(self):
        self.policy.price_rule = "pricelist"
        self.make_pricelist(compute_price="fixed", fixed_price=60)
        self.assertEqual(self.told_and_billed(self.alone())[:2], ("$60.00 plus taxes", 60))

    def test_a_discount_of_the_pricelist_is_in_its_price(self):
        self.policy.price_rule = "pricelist"
        self.root.group_ids += self.env.ref("sale.group_discount_per_so_line")
        self.make_pricelist(compute_price="percentage", percent_price=10)
        self.assertEqual(self.told_and_billed(self.alone())[:2], ("$180.00 plus taxes", 180))

    def test_where_the_pricelist_has_no_rule_the_policys_price(self):
        self.policy.price_rule = "pricelist"
        self.make_pricelist()
        self.assertEqual(self.told_and_billed(self.alone())[:2], ("$95.00 plus taxes", 95))

    def test_a_pricelist_in_another_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create({
            "currency_id": euro.id, "rate": 0.5 * self.company.currency_id.rate, "company_id": self.company.id,
            "name": "2026-01-01"})
        self.make_pricelist(euro)
        self.assertEqual(self.told_and_billed(self.alone()), ("€47.50 plus taxes", 47.5, euro))
        self.policy.price_rule = "pricelist"
        self.make_pricelist(euro, compute_price="fixed", fixed_price=33.33)
        self.assertEqual(self.told_and_billed(self.alone()), ("€33.33 plus taxes", 33.33, euro))

    def test_units_together_cost_what_each_costs(self):
        self.policy.price_rule = "pricelist"
        self.make_pricelist(compute_price="fixed", fixed_price=60)
        self.second.policy_id = self.make_policy(price=10, price_rule="policy")
        self.assertEqual(self.page._facts(self.lifts)["cost"], "$130.00 plus taxes")
        self.assertEqual(self.booked_together()[:1].sale_order_id.amount_untaxed, 130)

    def test_a_visit_keeps_the_price_it_was_booked_at(self):
        self.policy.price_rule = "pricelist"
        pricelist = self.make_pricelist(compute_price="fixed", fixed_price=60)
        visit = self.booked(self.first)
        pricelist.item_ids.fixed_price = 75
        self.policy.price_rule = "policy"
        self.assertEqual(self.page._visit(visit)["cost"], "$60.00 plus taxes")

    def test_while_pricelists_are_off_the_policys_price_and_the_form_says_so(self):
        self.make_pricelist(compute_price="fixed", fixed_price=60)
        self.policy.price_rule = "pricelist"
        self.assertFalse(self.policy.pricelists_off)
        self.root.group_ids -= self.env.ref("product.group_product_pricelist")
        self.env.invalidate_all()
        self.assertEqual(self.told_and_billed(self.alone())[:2], ("$95.00 plus taxes", 95))
        self.assertTrue(Form(self.policy, "fusion_maintenance.view_policy_form").pricelists_off)

    # -- when the order is confirmed ---------------------------------------------------------------

    def test_an_order_that_waits_for_the_visit(self):
        self.policy.write({"revenue_mode": "order", "confirm_when": "done"})
        visit = self.booked(self.first)
        order = visit.sale_order_id
        self.assertEqual(order.state, "draft")
        visit.action_done()
        self.assertEqual((order.state, order.order_line.qty_delivered, order.invoice_status), ("sale", 1, "to invoice"))
        self.assertEqual(order.sudo().repair_order_ids, visit.repair_id)

    def test_finishing_the_repair_order_confirms_it_too(self):
        self.policy.write({"revenue_mode": "order", "confirm_when": "done"})
        visit = self.booked(self.first)
        visit.repair_id.action_repair_done()
        self.assertEqual((visit.state, visit.sale_order_id.state), ("done", "sale"))

    def test_an_order_for_several_waits_for_the_last_of_them(self):
        self.policy.write({"revenue_mode": "order", "confirm_when": "done"})
        self.second.policy_id = self.make_policy(revenue_mode="order", confirm_when="booked")
        visits = self.booked_together()
        order = visits.sale_order_id
        visits[0].action_done()
        visits[1].action_done()
        self.assertEqual(order.state, "draft")
        visits[2].repair_id.action_repair_cancel()
        self.assertEqual((visits[2].state, order.state), ("cancelled", "sale"))

    def test_a_quotation_stays_one(self):
        self.policy.write({"revenue_mode": "quotation", "confirm_when": "done"})
        visit = self.booked(self.first)
        visit.action_done()
        self.assertEqual(visit.sale_order_id.state, "draft")

    def test_nothing_done_nothing_confirmed(self):
        self.policy.write({"revenue_mode": "order", "confirm_when": "done"})
        visit = self.booked(self.first)
        visit.action_cancel()
        self.assertEqual(visit.sale_order_id.state, "cancel")

    def test_an_order_that_cannot_be_confirmed_does_not_stop_the_technician(self):
        self.policy.write({"revenue_mode": "order", "confirm_when": "done"})
        visit = self.booked(self.first)
        with patch.object(type(visit.sale_order_id), "action_confirm", side_effect=UserError("Over the credit limit.")):
            visit.action_done()
        self.assertEqual((visit.state, visit.sale_order_id.state), ("done", "draft"))
        self.assertIn("Over the credit limit.", self.first.message_ids.mapped("body")[0])
