from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .delivery_case import DeliveryCase
from .source_case import SourceCase


@tagged("post_install", "-at_install")
class TestSourceAsleep(DeliveryCase):
    """A database without any of the fields that claims are recorded in."""

    # Before those whose manual fields the registry remembers beyond their transaction.
    test_sequence = -1

    def setUp(self):
        super().setUp()
        self.Source = self.env["fusion.maintenance.source"]

    def test_every_company_has_both_sources_and_the_claims_sleep(self):
        shop = self.make_company("New shop")
        sources = self.Source.search([("company_id", "=", shop.id)])
        self.assertEqual(
            [(source.shipped, source.state) for source in sources], [("delivery", "on"), ("adp", "asleep")])
        self.assertIn("x_fc_", sources[1].problem)
        sources[1].unlink()
        for _update in range(2):
            self.Source._give_companies_theirs()
        self.assertEqual(
            self.Source.search([("company_id", "=", shop.id)]).mapped("shipped"), ["delivery", "adp"])

    def test_a_path_that_leads_nowhere_is_refused_in_words(self):
        for values, words in (
                ({"serial_path": "x_serial_nowhere"}, "Sales Order Line has no field “x_serial_nowhere”"),
                ({"serial_path": "name.size"}, "“name” in “name.size” leads to no other record"),
                ({"client_path": "order_id.company_id"}, "of another kind (res.company)"),
                ({"delivery_paths": "order_id.date_order, order_id.nothing"}, "no field “nothing”"),
                ({"domain": "[('nothing', '=', 1)]"}, "no field “nothing”"),
                ({"domain": "[('order_id', 'any', [('nothing', '=', 1)])]"},
                 "Sales Order has no field “nothing” (in “order_id.nothing”)"),
                ({"domain": "['!', ('order_id', 'not any', [('id', 'any', [('partner_id', 'any', [('x', '=', 1)])])])]"},
                 "no field “x” (in “order_id.partner_id.x”)"),
                ({"domain": "[('name', 'any', [])]"}, "“name” in “name.id” leads to no other record"),
                ({"domain": "[('order_id', 'any', 'sold')]"}, "The condition on order lines cannot be read"),
                ({"delivery_paths": False}, "day of delivery")):
            with self.subTest(**values), self.assertRaises(ValidationError) as refused:
                self.Source.create({"name": "Mine", "delivery_paths": "order_id.date_order", **values})
            self.assertIn(words, str(refused.exception))

    def test_deliveries_make_no_contracts_while_their_source_is_switched_off(self):
        self.Source._of_stock(self.company).active = False
        self.assertFalse(self.sold("SN-1"))

    def test_what_was_delivered_and_gets_no_contract_is_listed_with_the_reason(self):
        cushion = self.make_product("Cushion", months=0, tracking="none")
        self.sold_untracked(1, cushion)
        listed = self.env["fusion.maintenance.omission"].search([("product_id", "=", cushion.id)])
        self.assertEqual([(row.cause, row.reason) for row in listed], [("policy", "No policy asks for “Cushion”.")])

    def test_nothing_is_made_for_a_client_who_is_archived(self):
        self.stock(self.chair, "SN-1")
        order = self.sell((self.chair, 1))
        self.client.active = False
        self.deliver(order, "SN-1")
        self.assertFalse(self.contracts(order))
        listed = self.env["fusion.maintenance.omission"].search([("order_id", "=", order.id)])
        self.assertEqual([(row.cause, row.lot_id.name) for row in listed], [("archived", "SN-1")])


@tagged("post_install", "-at_install")
class TestSource(SourceCase):
    """Claims, from order lines to contracts."""

    def test_a_claim_that_the_stock_knows_nothing_of_becomes_a_contract(self):
        self.map_type()
        self.assertEqual(self.claims.state, "on")
        line = self.claim("pb 1001")
        contract = self.scan(line)
        self.assertRecordValues(contract, [{
            "partner_id": self.client.id, "product_id": self.base.id, "serial": "pb 1001",
            "policy_id": self.bases.id, "x_fc_policy_id": self.bases.id, "interval_months": 6, "state": "active",
            "delivered_date": date(2026, 11, 2), "next_due_date": date(2027, 5, 2),
            "x_fc_source_claim_line_id": line.id, "x_fc_device_type": "Power Base",
            "prescriber_id": self.therapist.id, "source_id": self.claims.id}])
        self.assertEqual(self.scan(line), contract)

    def test_the_client_is_whom_the_path_names_never_who_pays(self):
        self.addCleanup(self.registry.reset_changes)
        self.map_type()
        self.make_field("sale.order", "x_fc_user_id", ttype="many2one", relation="res.partner")
        self.claims.client_path = "order_id.x_fc_user_id"
        user = self.make_client("Tom Reed")
        line = self.claim("pb 1", client=self.make_client("The Ministry"), x_fc_user_id=user.id)
        self.assertEqual(self.scan(line).partner_id, user)
        waits = self.claim("w", label="Tilt base", x_fc_user_id=user.id)
        self.scan(waits)
        listed = self.Omission.search([("sale_line_id", "=", waits.id)])
        self.assertEqual(listed.partner_id, user, "whom the contract would be for")
        nobody = self.claim("pb 2")
        self.assertEqual(self.scan(nobody).ids, [])
        self.assertEqual(self.left_out(nobody), [("client", "Nobody is named as the client.")])

    def test_a_client_who_is_corrected_on_the_order_is_corrected_on_the_contract(self):
        self.map_type()
        line = self.claim("a")
        contract = self.scan(line)
        right = self.make_client("Right Person", email="right@example.com")
        line.order_id.partner_id = right
        self.assertEqual(self.scan(line), contract)
        self.assertEqual((contract.partner_id, contract.state), (right, "active"))
        # Whom a person has put on the contract stays.
        daughter = self.make_client("Daughter", email="daughter@example.com")
        contract.partner_id = daughter
        self.assertEqual(self.scan(line), contract)
        self.assertEqual((contract.partner_id, contract.state), (daughter, "active"))

    def test_of_an_approval_in_words_only_the_values_listed_count(self):
        self.map_type()
        self.addCleanup(self.registry.reset_changes)
        self.make_field("sale.order.line", "x_decision", ttype="char")
        with self.assertRaisesRegex(ValidationError, "Say which of its values mean approved"):
            self.claims.approval_path = "x_decision"
        self.claims.write({"approval_path": "x_decision", "approval_values": "approved, partial"})
        denied, granted = self.claim("a"), self.claim("b")
        denied.x_decision, granted.x_decision = "denied", "Approved "
        self.assertEqual(self.scan(denied | granted).mapped("serial"), ["b"])
        self.assertEqual([cause for cause, _why in self.left_out(denied)], ["approval"])

    def test_approval_is_asked_for_the_sale_types_listed_only(self):
        self.map_type()
        adp, wsib = self.claim("a", approved=False), self.claim("w", approved=False, sale_type="wsib")
        private = self.claim("p", sale_type="direct")
        self.assertEqual(self.scan(adp | wsib | private).mapped("serial"), ["w"])
        self.assertEqual(self.left_out(adp), [("approval", "The claim is not approved yet.")])
        self.assertEqual(self.left_out(private), [])
        adp.x_fc_adp_approved = True
        self.assertEqual(self.scan(adp).serial, "a")
        self.assertEqual(self.left_out(adp), [])

    def test_the_first_day_of_delivery_that_is_filled_in_counts_and_without_one_it_waits(self):
        self.map_type()
        line = self.claim("a", delivered=False)
        self.assertFalse(self.scan(line))
        self.assertEqual(self.left_out(line), [])
        line.order_id.x_fc_service_start_date = "2026-10-01"
        contract = self.scan(line)
        self.assertEqual(contract.delivered_date, date(2026, 10, 1))
        line.order_id.x_fc_adp_delivery_date = "2026-11-05"
        self.scan(line)
        self.assertRecordValues(contract, [
            {"delivered_date": date(2026, 11, 5), "next_due_date": date(2027, 5, 5)}])

    def test_a_new_type_waits_until_somebody_maps_it_and_an_ignored_one_is_a_part(self):
        line = self.claim("a", label="Power base - TILT")
        self.assertFalse(self.scan(line))
        label = self.Type.search([("company_id", "=", self.company.id)])
        self.assertRecordValues(label, [{"name": "Power base - TILT", "state": "waiting"}])
        self.assertEqual(self.left_out(line), [("waiting", "“Power base - TILT” is under no policy yet.")])
        label.ignored = True
        self.scan(line)
        self.assertEqual(self.left_out(line), [("ignored", "“Power base - TILT” is ignored.")])
        label.policy_id = self.bases
        self.assertEqual(self.scan(line).policy_id, self.bases)
        self.assertEqual(self.left_out(line), [])

    def test_a_type_is_read_in_the_language_of_the_company_whoever_delivers(self):
        self.addCleanup(self.registry.reset_changes)
        self.env["res.lang"]._activate_lang("fr_CA")
        self.company.partner_id.lang = "en_US"
        kind = self.make_field("sale.order.line", "x_kind", ttype="selection", selection_ids=[
            Command.create({"value": "base", "name": "Base"})])
        kind.selection_ids.with_context(lang="fr_CA").name = "Socle"
        self.base.uom_id = self.env["uom.uom"].create({"name": "Chair"})
        self.base.uom_id.with_context(lang="fr_CA").name = "Fauteuil"
        line = self.claim("a")
        line.x_kind = "base"
        for path, label in (("x_kind", "Base"), ("product_id.uom_id", "Chair"), ("product_id.uom_id.name", "Chair")):
            for lang in ("fr_CA", "en_US", None):
                with self.subTest(path=path, lang=lang):
                    source = self.claims.with_context(lang=lang)
                    self.assertEqual(source._text(line.with_env(source.env), path), label)
        self.company.partner_id.lang = "fr_CA"
        self.assertEqual(self.claims._text(line, "x_kind"), "Socle")

    def test_a_sale_type_that_is_a_record_is_its_name_in_the_language_of_the_company_whoever_reads(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.map_type()
        line = self.claim("a", approved=False)
        line.order_id.team_id = team = self.env["crm.team"].create({"name": "Insured", "company_id": self.company.id})
        team.with_context(lang="fr_CA").name = "Assurance"
        self.claims.sale_type_path = "order_id.team_id"
        for own, name in (("en_US", "Insured"), ("fr_CA", "Assurance")):
            self.company.partner_id.lang = own
            for lang in ("fr_CA", "en_US", None):
                source, asked = self.claims.with_context(lang=lang), line.with_context(lang=lang)
                source.write({"sale_types": name, "approval_sale_types": name, "domain": "[]"})
                with self.subTest(own=own, lang=lang):
                    self.assertEqual(source._covered(asked), line)
                    self.assertFalse(source._facts(asked).approved)
                    self.assertIn(line.id, source._unaccounted(line.id - 1, 10))
                    source.write({"sale_types": False, "domain": f"[('order_id.team_id', '=', '{name}')]"})
                    self.assertEqual(source._covered(asked), line)
                    self.assertIn(line.id, source._unaccounted(line.id - 1, 10))

    def test_several_units_of_one_line_are_told_apart_by_serial_or_number(self):
        self.map_type()
        contracts = self.scan(self.claim("S-1, S-2", quantity=3))
        self.assertEqual(
            [(contract.serial, contract.unit_number) for contract in contracts], [("S-1", 1), ("S-2", 2), (False, 3)])

    def test_a_line_that_was_dropped_or_credited_is_no_unit(self):
        self.map_type()
        lines = self.claim("a", quantity=0) | self.claim("b", quantity=-1) | self.claim("c", quantity=0.5)
        self.assertEqual(self.scan(lines).mapped("serial"), [])
        self.assertEqual(self.left_out(lines), [])
        self.assertEqual(self.claims._unaccounted(0, 10), [], "nor is it looked for every night")
        self.assertEqual(len(self.scan(self.claim("d", quantity=1.5))), 1)

    def test_the_serial_of_a_tracked_product_gets_a_lot_unless_there_is_one_however_it_was_typed(self):
        self.map_type()
        base = self.make_product("Base T", months=0)
        lot = self.make_lot(base, "PB-77 01")
        known, new = self.scan(self.claim("pb7701", product=base) | self.claim("pb7702", product=base))
        self.assertEqual(known.lot_id, lot)
        self.assertEqual([new.lot_id.name, new.lot_id.product_id], ["pb7702", base])

    def test_one_that_fails_is_listed_and_the_others_are_made(self):
        self.map_type()
        lines = self.claim("a") | self.claim("b") | self.claim("c")
        # As an import by SQL leaves it: Odoo refuses a contract with a client of another company.
        elsewhere = self.make_client("Far", company_id=self.make_company("Far away").id)
        self.cr.execute("UPDATE sale_order SET partner_id = %s WHERE id = %s", [elsewhere.id, lines[1].order_id.id])
        self.env.invalidate_all()
        with mute_logger("odoo.addons.fusion_maintenance.models.source_sync"):
            self.assertEqual(self.scan(lines).mapped("serial"), ["a", "c"])
        self.assertEqual([cause for cause, _why in self.left_out(lines)], ["error"])

    def test_a_computed_field_that_is_not_stored_works_too(self):
        self.addCleanup(self.registry.reset_changes)
        self.map_type()
        self.make_field(
            "sale.order.line", "x_told", ttype="char", store=False, depends="name",
            compute="for record in self: record['x_told'] = 'yes' if record.product_uom_qty > 1 else 'no'")
        self.claims.domain = "[('x_told', '=', 'yes')]"
        one, two = self.claim("a"), self.claim("b", quantity=2)
        found = self.env["sale.order.line"].search(self.claims._search_domain())
        self.assertLessEqual(one | two, found)
        self.assertEqual(set(self.scan(one | two).mapped("x_fc_source_claim_line_id")), set(two))

    def test_a_computed_field_inside_a_sub_domain_works_too(self):
        self.addCleanup(self.registry.reset_changes)
        self.map_type()
        self.make_field(
            "sale.order", "x_told", ttype="char", store=False, depends="name",
            compute="for record in self: record['x_told'] = 'yes'")
        line = self.claim("a")
        for inside, found in (("yes", line), ("no", line.browse())):
            self.claims.domain = f"[('order_id', 'any', [('x_told', '=', '{inside}')])]"
            self.assertEqual(self.scan(line).x_fc_source_claim_line_id, found)
            self.assertIn(line, self.env["sale.order.line"].search(self.claims._search_domain()))

    def test_a_field_that_disappears_from_a_sub_domain_pauses_the_source(self):
        self.addCleanup(self.registry.reset_changes)
        field = self.make_field("sale.order", "x_branch", ttype="char")
        self.claims.domain = "[('order_id', 'any', [('x_branch', '=', 'north')])]"
        self.assertIn(self.claims.id, self.Source._working_ids(self.company.id))
        with mute_logger("odoo.models.unlink"):
            field.unlink()
        self.assertEqual(self.claims.state, "paused")
        self.assertIn("Sales Order has no field “x_branch” (in “order_id.x_branch”).", self.claims.problem)
        self.assertNotIn(self.claims.id, self.Source._working_ids(self.company.id))

    def test_a_field_that_disappears_pauses_the_source_and_its_return_wakes_it(self):
        self.addCleanup(self.registry.reset_changes)
        self.map_type()
        self.assertTrue(self.scan(self.claim("a")))
        field = self.env["ir.model.fields"]._get("sale.order.line", "x_fc_serial_number")
        with mute_logger("odoo.models.unlink"):
            field.unlink()
        self.assertEqual(self.claims.state, "paused")
        self.assertIn("x_fc_serial_number", self.claims.problem)
        self.assertIn(("error", f"No units come from “ADP claims”: {self.claims.problem}"),
                      list(self.env["fusion.maintenance.health"]._sources(self.company)))
        self.make_field("sale.order.line", "x_fc_serial_number", ttype="char")
        self.assertEqual(self.claims.state, "on")


@tagged("post_install", "-at_install")
class TestSourceAndStock(SourceCase):
    """A unit that both the stock and a claim know is one contract."""

    def setUp(self):
        super().setUp()
        self.map_type()
        self.tracked = self.make_product("Base T", months=0)

    def test_a_delivered_line_brings_the_policy_of_its_type_and_what_its_claim_says(self):
        self.stock(self.tracked, "PB-1")
        line = self.claim("pb 1", product=self.tracked)
        self.deliver(line.order_id, "PB-1")
        contract = self.contracts(line.order_id)
        self.assertRecordValues(contract, [{
            "policy_id": self.bases.id, "lot_id": self.env["stock.lot"].search([("name", "=", "PB-1")]).id,
            "x_fc_device_type": "Power Base", "x_fc_source_claim_line_id": line.id,
            "prescriber_id": self.therapist.id}])
        self.assertEqual(self.scan(line), contract)

    def test_the_claim_first_then_the_delivery_with_the_serial_typed_otherwise(self):
        line = self.claim("pb 1", product=self.tracked)
        contract = self.scan(line)
        lot = self.stock(self.tracked, "PB-1")[0]
        self.deliver(line.order_id, "PB-1")
        self.assertEqual(self.contracts(line.order_id), contract)
        self.assertEqual(contract.lot_id, lot)

    def test_the_delivery_first_then_a_claim_on_another_order(self):
        contract = self.sold("PB-1", product=self.make_product("Base S"))
        line = self.claim("pb 1", product=contract.product_id)
        self.assertEqual(self.scan(line), contract)
        self.assertEqual(contract.x_fc_source_claim_line_id, line)
        self.assertEqual(contract.prescriber_id, self.therapist)

    def test_an_untracked_unit_of_the_same_line_is_one_contract(self):
        self.stock(self.base)
        line = self.claim("pb 1")
        contract = self.scan(line)
        self.deliver(line.order_id)
        self.assertEqual(self.scan(line), contract)
        self.assertEqual(self.Contract.search_count([("product_id", "=", self.base.id)]), 1)

    def test_of_two_days_of_delivery_that_of_the_first_source_counts(self):
        self.stock(self.base)
        line = self.claim(False, delivered="2026-11-02")
        self.deliver(line.order_id)
        contract = self.scan(line)
        self.assertEqual(contract.delivered_date, date(2026, 11, 23))
        self.claims.sequence = 1
        self.scan(line)
        self.assertEqual([contract.delivered_date, contract.next_due_date], [date(2026, 11, 2), date(2027, 5, 2)])

    def test_a_unit_claimed_for_somebody_else_later_is_theirs(self):
        other = self.make_client("Second owner")
        old, new = self.claim("pb 1", delivered="2022-03-01"), self.claim("PB1", client=other, delivered="2025-03-01")
        contracts = self.scan(new | old)
        self.assertEqual(contracts.partner_id, other)
        self.assertEqual([cause for cause, _why in self.left_out(old)], ["elsewhere"])
        third = self.make_client("Third owner")
        newest = self.scan(self.claim("Pb 1", client=third, delivered="2026-03-01"))
        self.assertEqual([newest.partner_id, newest.state, contracts.stop_reason], [third, "active", "resold"])

    def test_the_same_unit_claimed_twice_for_one_client_is_one_contract_and_the_other_line_says_so(self):
        first, second = self.claim("pb 1", delivered="2022-03-01"), self.claim("PB-1", delivered="2025-03-01")
        self.assertEqual(len(self.scan(first | second)), 1)
        self.assertEqual([cause for cause, _why in self.left_out(first | second)], ["known"])
