from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .source_case import SourceCase

MODELS = "odoo.addons.fusion_maintenance.models"
SCAN_LOGGERS = tuple(f"{MODELS}.source_{part}" for part in ("scan", "sync", "ask", "check"))


@tagged("post_install", "-at_install")
class TestSourceScan(SourceCase):
    """The daily job and the nightly check."""

    def setUp(self):
        super().setUp()
        self.map_type()
        # Of the clock: the overlap would see again whatever a test makes.
        self.patch(type(self.Source), "_changed", self._changed_exactly())

    def _changed_exactly(self):
        changed = type(self.Source)._changed
        return lambda source, since, after: changed(source, source.watermark, after)

    def run_job(self, job="cron_scan_sources"):
        """Run the job as the scheduler does."""
        self.assertTrue(self.env.ref(f"fusion_maintenance.{job}").method_direct_trigger() is True, "the job raised")
        self.env.invalidate_all()

    def contract_of(self, line):
        return self.Contract.search([("x_fc_source_claim_line_id", "=", line.id)])

    def test_a_line_is_found_when_it_its_order_or_its_product_is_changed(self):
        with self.at("2026-11-23 10:00"):
            waits = self.claim("a", delivered=False)
            typed = self.claim("b", label=False)
            both = waits | typed
            self.run_job()
            self.assertFalse(self.contract_of(waits) | self.contract_of(typed))
            self.assertEqual([cause for cause, _why in self.left_out(both)], ["policy"])
        with self.at("2026-11-24 10:00"):
            self.run_job()
        with self.at("2026-11-25 10:00"):
            self.assertEqual(self.claims._changed(self.claims.watermark, 0), [])
            waits.order_id.x_fc_adp_delivery_date = "2026-11-20"
            self.assertEqual(self.claims._changed(self.claims.watermark, 0), waits.order_id.order_line.ids)
            self.base.x_fc_maintenance_interval_months = 12
            self.run_job()
            self.assertTrue(self.contract_of(waits))
            self.assertEqual(self.contract_of(typed).policy_id, self.policy)

    def test_a_job_that_runs_out_of_time_goes_on_where_it_was(self):
        lines = self.claim("a") | self.claim("b") | self.claim("c")
        self.Source._of_stock(self.company).active = False
        module = "odoo.addons.fusion_maintenance.models.source_scan"
        with patch(f"{module}.BATCH", 1), patch.object(
                type(self.env["ir.cron"]), "_commit_progress", lambda *_args, **_kwargs: 0):
            self.Source._cron_scan()
        self.assertEqual(self.claims.scan_last_id, lines[0].id)
        self.assertTrue(self.claims.scan_next)
        self.run_job()
        self.assertEqual(len(self.contract_of(lines[2])), 1)
        self.assertFalse(self.claims.scan_next)

    def test_a_source_that_fails_is_noted_and_the_job_and_the_others_go_on(self):
        chair_line = self.sold("SN-1").sale_line_id
        line, watermark = self.claim("a"), self.claims.watermark
        with patch.object(type(self.claims), "_sync", side_effect=ValueError("No such thing")), \
                mute_logger(*SCAN_LOGGERS):
            self.run_job()
        self.assertEqual([self.claims.last_error, self.claims.watermark], ["No such thing", watermark])
        self.run_job()
        self.assertFalse(self.claims.last_error)
        self.assertTrue(self.contract_of(line))
        self.assertTrue(self.contracts(chair_line.order_id))

    def test_an_old_unit_whose_order_is_touched_waits_for_the_run(self):
        old, new = self.claim("a", delivered="2024-02-02"), self.claim("b", delivered="2026-11-20")
        chair_line = self.sold("SN-1").sale_line_id
        self.contracts(chair_line.order_id).unlink()
        chair_line.move_ids.date = "2024-02-02"
        sources = self.Source.search([("company_id", "=", self.company.id)])
        self.cr.execute(
            "UPDATE fusion_maintenance_source SET create_date = '2026-11-10' WHERE id = ANY(%s)", [sources.ids])
        self.env.invalidate_all()
        sources.watermark = "2020-01-01"
        for job in ("cron_scan_sources", "cron_check_sources"):
            self.run_job(job)
            self.assertTrue(self.contract_of(new))
            self.assertFalse(self.contract_of(old) | self.contracts(chair_line.order_id))
        sources.write({"old_units": True, "watermark": "2020-01-01"})
        self.run_job()
        self.assertTrue(self.contract_of(old))
        self.assertTrue(self.contracts(chair_line.order_id))

    def test_an_old_unit_whose_day_could_not_be_read_waits_for_the_run_when_it_is_tried_again(self):
        self.addCleanup(self.registry.reset_changes)
        self.make_field(
            "sale.order.line", "x_day", ttype="date", store=False, depends="product_uom_qty",
            compute="for record in self: record['x_day'] = '2024-02-02' if 1 / (record.product_uom_qty - 2) else False")
        self.claims.write({"delivery_paths": "x_day", "watermark": "2020-01-01"})
        old, chair_line = self.claim("a", quantity=2), self.sold("SN-1").sale_line_id
        self.contracts(chair_line.order_id).unlink()
        chair_line.move_ids.date = "2024-02-02"
        self.Omission._list([(chair_line, self.env["stock.lot"])], "It failed")
        sources = self.Source.search([("company_id", "=", self.company.id)])
        self.cr.execute(
            "UPDATE fusion_maintenance_source SET create_date = '2026-11-10' WHERE id = ANY(%s)", [sources.ids])
        self.env.invalidate_all()
        with mute_logger(*SCAN_LOGGERS):
            self.run_job()
            self.assertEqual([cause for cause, _why in self.left_out(old)], ["error"])
            for quantity in (2, 1):
                old.product_uom_qty = quantity
                self.run_job("cron_check_sources")
                self.run_job()
                self.assertEqual(len(self.left_out(old)), quantity - 1, "what cannot be read stays in the list")
        self.assertFalse(self.contract_of(old) | self.contracts(chair_line.order_id))
        self.assertFalse(self.left_out(chair_line), "or no run would look at it")
        sources.old_units = True
        self.run_job("cron_check_sources")
        self.assertEqual([len(self.contract_of(old)), len(self.contracts(chair_line.order_id))], [1, 1])

    def make_fragile(self, name="x_fragile"):
        """A computed field that nobody can search, and that fails on a line of two units."""
        self.addCleanup(self.registry.reset_changes)
        self.make_field(
            "sale.order.line", name, ttype="char", store=False, depends="product_uom_qty",
            compute=f"for record in self: record['{name}'] = 'yes' if 1 / (record.product_uom_qty - 2) else 'no'")

    def test_a_line_that_cannot_be_asked_is_listed_and_the_others_go_on(self):
        self.make_fragile()
        self.claims.write({"domain": "[('x_fragile', '=', 'yes')]", "watermark": "2020-01-01"})
        lines = self.claim("a") | self.claim("b", quantity=2) | self.claim("c")
        waits = self.claim("d", quantity=2, delivered=False)
        with mute_logger(*SCAN_LOGGERS):
            self.run_job()
            self.assertEqual(self.contract_of(lines[0]).serial, "a")
            self.assertEqual(self.contract_of(lines[2]).serial, "c")
            self.assertEqual([cause for cause, _why in self.left_out(lines)], ["error"])
            self.assertIn("division", self.left_out(lines[1])[0][1])
            self.assertFalse(self.left_out(waits), "it is no unit yet")
            self.assertFalse(self.claims.last_error)
            self.assertGreater(str(self.claims.watermark), "2026")
            # Trying again keeps it in the list, and costs the others nothing.
            self.assertEqual(len(self.scan(lines)), 2)
            self.assertEqual([cause for cause, _why in self.left_out(lines)], ["error"])
        lines[1].product_uom_qty = 3
        self.scan(lines)
        self.assertEqual(len(self.contract_of(lines[1])), 3)
        self.assertFalse(self.left_out(lines))

    def test_the_nightly_check_finds_what_no_change_tells_of(self):
        line = self.claim("a")
        self.claims.watermark = "2030-01-01"
        self.run_job()
        self.assertFalse(self.contract_of(line))
        self.run_job("cron_check_sources")
        self.assertTrue(self.contract_of(line))
        self.assertEqual(self.claims._unaccounted(0, 10), [])

    def test_a_source_that_fails_at_night_is_noted_and_the_check_goes_on(self):
        later = self.claims.copy({"sequence": 99})
        later.old_units = True
        # Every path leads somewhere, and the database does not understand the value.
        self.claims.domain = "[('order_id', 'any', [('date_order', '>', 'soon')])]"
        self.assertFalse(self.claims.problem)
        line = self.claim("a")
        with mute_logger(*SCAN_LOGGERS):
            self.run_job("cron_check_sources")
        self.assertIn("soon", self.claims.last_error)
        self.assertEqual(self.contract_of(line).source_id, later)

    def test_two_transactions_that_meet_at_night_are_no_failure_of_the_source(self):
        with patch.object(type(self.claims), "_unaccounted", side_effect=SerializationFailure), \
                self.assertRaises(SerializationFailure):
            self.Source._cron_check()

    def test_a_line_whose_type_cannot_be_read_is_not_counted_and_the_others_are(self):
        self.make_fragile()
        self.claims.device_type_path = "x_fragile"
        self.claim("a"), self.claim("b", quantity=2), self.claim("c", quantity=3)
        with mute_logger(*SCAN_LOGGERS):
            self.run_job("cron_check_sources")
        self.assertEqual(self.Type.search([("name", "=", "yes")]).unit_count, 4)

    def test_lines_from_before_the_source_are_left_to_the_first_run(self):
        line = self.claim("a")
        self.claims.watermark = "2030-01-01"
        self.cr.execute("UPDATE fusion_maintenance_source SET create_date = '2030-01-01' WHERE id = %s", [self.claims.id])
        self.env.invalidate_all()
        self.run_job("cron_check_sources")
        self.assertFalse(self.contract_of(line))
        self.claims.old_units = True
        self.run_job("cron_check_sources")
        self.assertTrue(self.contract_of(line))

    def test_every_delivered_line_is_a_contract_or_has_a_reason(self):
        cushion = self.make_product("Cushion", months=0, tracking="none")
        lines = (self.claim("a") | self.claim("b", label="New type") | self.claim("c", approved=False)
                 | self.claim("d", product=cushion, label=False))
        self.stock(cushion)
        order = self.sell((cushion, 1))
        self.deliver(order)
        returned = self.sold("SN-9")
        self.send_back(self.delivery(returned), "SN-9")
        self.run_job("cron_check_sources")
        for line in lines | order.order_line | returned.sale_line_id:
            contract = self.Contract.search(
                Domain("sale_line_id", "=", line.id) | Domain("x_fc_source_claim_line_id", "=", line.id))
            self.assertTrue(contract or self.left_out(line), line.product_id.name)

    def test_what_was_sold_of_each_type_is_counted(self):
        self.claim("a"), self.claim("b", quantity=3), self.claim("c", label="power-base", delivered=False)
        self.claim("d", label="Headrest"), self.claim("e", sale_type="direct")
        self.Source._count_device_types()
        types = self.Type.search([("company_id", "=", self.company.id)], order="name")
        self.assertEqual([(one.name, one.unit_count, one.state) for one in types], [
            ("Headrest", 1, "waiting"), ("Power Base", 5, "mapped")])

    def test_mapping_a_type_tries_again_what_waited_for_it(self):
        line, other = self.claim("a", label="Tilt base"), self.claim("b", label="Headrest")
        self.scan(line | other)
        self.Type.search([("name", "=", "Tilt base")]).policy_id = self.bases
        self.assertEqual(self.Omission.search([("retry_asked", "=", True)]).sale_line_id, line)
        self.run_job()
        self.assertEqual(self.contract_of(line).policy_id, self.bases)
        self.assertEqual([cause for cause, _why in self.left_out(line | other)], ["waiting"])

    def test_a_policy_for_a_product_tries_again_what_had_none(self):
        line = self.claim("a", label=False)
        self.scan(line)
        policy = self.make_policy(name="Bases", product_ids=self.base.product_tmpl_id.ids)
        self.run_job()
        self.assertEqual(self.contract_of(line).policy_id, policy)
        self.assertFalse(self.left_out(line))

    def test_one_line_whose_type_cannot_be_read_is_listed_alone(self):
        self.make_fragile()
        self.claims.device_type_path = "x_fragile"
        self.map_type("yes")
        lines = self.claim("a") | self.claim("b", quantity=2) | self.claim("c")
        with mute_logger(*SCAN_LOGGERS):
            self.assertEqual(self.scan(lines).mapped("serial"), ["a", "c"])
        self.assertEqual(self.left_out(lines), self.left_out(lines[1]))
        self.assertEqual([cause for cause, _why in self.left_out(lines)], ["error"])

    def test_an_approval_on_another_record_is_found_at_night(self):
        self.addCleanup(self.registry.reset_changes)
        self.make_field("res.partner", "x_approved", ttype="boolean")
        self.claims.approval_path = "order_id.partner_id.x_approved"
        line = self.claim("a")
        self.run_job()
        self.assertEqual([cause for cause, _why in self.left_out(line)], ["approval"])
        self.client.x_approved = True
        self.claims.watermark = "2030-01-01"
        self.run_job("cron_check_sources")
        self.run_job()
        self.assertEqual(self.contract_of(line).serial, "a")
        self.assertFalse(self.left_out(line))

    def test_each_reason_opens_what_can_be_changed(self):
        line = self.claim("a", label="Tilt base")
        self.scan(line)
        row = self.Omission.search([("sale_line_id", "=", line.id)])
        self.assertEqual(row.action_map_type()["domain"], [("id", "in", row.device_type_id.ids)])
        for button, record in (("product", self.base.product_tmpl_id), ("client", self.client), ("order", line.order_id)):
            action = getattr(row, f"action_open_{button}")()
            self.assertEqual((action["res_model"], action["res_id"]), (record._name, record.id))
