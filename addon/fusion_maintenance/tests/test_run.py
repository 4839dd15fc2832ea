from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .source_case import SourceCase


@tagged("post_install", "-at_install")
class TestRun(SourceCase):
    """Bringing in what was delivered before the addon was there."""

    def setUp(self):
        super().setUp()
        self.map_type()
        self.run_record = self.env["fusion.maintenance.run"].create({"per_day": 2, "first_day": "2026-11-24"})
        # What was there before is not accounted for.
        old = self.Source.search([("company_id", "=", self.company.id)])
        self.cr.execute("UPDATE fusion_maintenance_source SET create_date = '2030-01-01' WHERE id = ANY(%s)", [old.ids])
        self.env.invalidate_all()

    def work(self):
        """Let the job go on until it is done."""
        self.assertTrue(self.env.ref("fusion_maintenance.cron_old_units").method_direct_trigger() is True)
        self.env.invalidate_all()

    def old_shop(self):
        """Five units of some years, one that came back, and what gets no contract."""
        for number, day in enumerate(("2020-05-04", "2019-03-01", "2024-02-02", "2026-10-01", "2022-01-10")):
            self.claim(f"PB-{number}", delivered=day)
        self.claim("x", label="Tilt base"), self.claim("y", approved=False), self.claim("z", delivered=False)
        self.claim("w", client=self.make_client("No mail", email=False), delivered="2021-01-01")

    def numbers(self, kind):
        lines = self.run_record.line_ids.filtered(lambda line: line.kind == kind)
        return [(line.label, line.count) for line in lines.sorted("sequence")]

    def test_a_look_counts_and_writes_nothing(self):
        self.old_shop()
        # Delivered by the stock, in a time that made no contracts.
        self.sold("SN-1").unlink()
        self.run_record.action_look()
        self.work()
        self.assertEqual(self.run_record.state, "looked")
        self.assertEqual(self.numbers("policy"), [("Power bases", 6), (self.policy.name, 1)])
        self.assertEqual(self.numbers("year"), [
            ("2019", 1), ("2020", 1), ("2021", 1), ("2022", 1), ("2024", 1), ("2026", 2)])
        self.assertEqual(sorted(self.numbers("left_out")), [
            ("Device type waits to be mapped", 1), ("Not approved yet", 1)])
        self.assertRecordValues(self.run_record, [{
            "unit_count": 7, "overdue_count": 5, "no_email_count": 1, "left_out_count": 2, "waiting_count": 1,
            "last_day": date(2026, 11, 26), "progress": 100.0}])
        self.assertFalse(self.Contract.search([("company_id", "=", self.company.id)]))
        self.assertFalse(self.Omission.search([("company_id", "=", self.company.id)]))

    def test_the_run_makes_what_the_look_counted_and_spreads_what_is_overdue_the_oldest_first(self):
        self.old_shop()
        self.run_record.action_look()
        self.work()
        self.run_record.action_run()
        self.assertEqual(self.run_record.state, "running")
        self.work()
        self.assertEqual(self.run_record.state, "done")
        contracts = self.Contract.search([("run_id", "=", self.run_record.id)], order="delivered_date")
        self.assertEqual(set(contracts.mapped("state")), {"active"})
        # The first reminders go two a day, none on the weekend: on Tuesday 24, Wednesday and Thursday.
        self.assertEqual(
            [(str(contract.delivered_date), str(contract.next_due_date)) for contract in contracts], [
                ("2019-03-01", "2026-12-24"), ("2020-05-04", "2026-12-24"), ("2021-01-01", "2026-12-25"),
                ("2022-01-10", "2026-12-25"), ("2024-02-02", "2026-12-26"), ("2026-10-01", "2027-04-01")])
        self.assertEqual(self.Omission.search_count([("run_id", "=", self.run_record.id)]), 2)
        self.assertTrue(self.claims.old_units)
        # Looking again finds nothing new, in a run of its own.
        again = self.env["fusion.maintenance.run"].browse(self.run_record.action_again()["res_id"])
        self.work()
        self.assertEqual([again.state, again.unit_count, self.run_record.unit_count], ["looked", 0, 6])

    def test_first_reminders_go_on_weekdays_so_many_a_day_whatever_their_policies_are(self):
        lifts = self.make_policy(name="Lifts", interval_months=12, reminder_bands="14, 3")
        self.map_type("Lift", lifts)
        for number in range(6):
            self.claim(f"PB-{number}", delivered=f"2020-05-0{number + 1}", label=("Power Base", "Lift")[number % 2])
        self.run_record.first_day = "2026-11-27"
        self.run_record.action_look()
        self.work()
        self.run_record.action_run()
        self.work()
        contracts = self.Contract.search([("run_id", "=", self.run_record.id)], order="delivered_date")
        reminded = [contract.next_due_date - timedelta(days=contract.policy_id.lead_days) for contract in contracts]
        # A Friday, Monday and Tuesday.
        self.assertEqual([str(day) for day in reminded], [
            "2026-11-27", "2026-11-27", "2026-11-30", "2026-11-30", "2026-12-01", "2026-12-01"])
        self.assertEqual(self.run_record.last_day, reminded[-1])

    def test_a_unit_whose_line_cannot_be_asked_is_left_out_and_the_others_are_brought_in(self):
        self.addCleanup(self.registry.reset_changes)
        self.make_field(
            "sale.order.line", "x_fragile", ttype="char", store=False, depends="product_uom_qty",
            compute="for record in self: record['x_fragile'] = 'yes' if 1 / (record.product_uom_qty - 2) else 'no'")
        self.claims.domain = "[('x_fragile', '=', 'yes')]"
        for number in range(3):
            self.claim(f"PB-{number}", delivered="2020-05-04", quantity=1 + number % 2)
        with mute_logger("odoo.addons.fusion_maintenance.models.source_ask"):
            self.run_record.action_look()
            self.work()
            self.assertEqual([self.run_record.unit_count, self.numbers("left_out")], [2, [("Failed", 1)]])
            self.run_record.action_run()
            self.work()
        self.assertEqual(self.Contract.search_count([("run_id", "=", self.run_record.id)]), 2)
        self.assertFalse(self.claims.last_error)

    def test_a_policy_can_leave_old_units_in_their_cycle(self):
        self.bases.first_due_rule = "cycle"
        self.claim("PB-1", delivered="2020-05-04")
        self.run_record.action_look()
        self.work()
        self.run_record.action_run()
        self.work()
        contract = self.Contract.search([("run_id", "=", self.run_record.id)])
        self.assertEqual(contract.next_due_date, date(2027, 5, 4))

    def test_nobody_is_reminded_before_all_are_there(self):
        self.claim("PB-1", delivered="2020-05-04")
        self.run_record.write({"state": "running", "source_id": self.claims.id, "total": 1})
        self.run_record._work_at(self.claims._unaccounted_query(everything=True).get_result_ids())
        self.assertEqual(self.Contract.search([("run_id", "=", self.run_record.id)]).state, "draft")
        self.assertFalse(self.Contract._reminders_due(self.company))

    def test_a_run_is_undone_while_nobody_has_heard_of_it_and_not_after(self):
        self.old_shop()
        self.run_record.action_look()
        self.work()
        self.run_record.action_run()
        self.work()
        contract = self.Contract.search([("run_id", "=", self.run_record.id)], limit=1)
        self.Reminder._queue(contract, "30")
        with self.assertRaises(UserError) as refused:
            self.run_record.action_undo()
        self.assertIn(contract.name, str(refused.exception))
        contract.reminder_ids.unlink()
        contract.link_ids.unlink()
        self.run_record.action_undo()
        self.assertEqual(set(self.Contract.search([("run_id", "=", self.run_record.id)]).mapped("state")), {"draft"})
        self.assertFalse(self.claims.old_units, "or the jobs would make anew what is taken back")
        with patch("odoo.addons.fusion_maintenance.models.run_undo.BATCH", 2), patch.object(
                type(self.env["ir.cron"]), "_commit_progress", lambda *_args, **_kwargs: 0):
            self.env["fusion.maintenance.run"]._cron_go_on()
        self.assertRecordValues(self.run_record, [{"state": "undoing", "processed": 2, "total": 6}])
        self.work()
        self.assertFalse(self.Contract.search([("company_id", "=", self.company.id)]))
        self.assertFalse(self.Omission.search([("company_id", "=", self.company.id)]))
        self.assertFalse(self.claims.old_units)
        self.assertEqual(self.run_record.state, "undone")
        self.run_record.action_look()
        self.work()
        self.assertEqual(self.run_record.unit_count, 6)

    def test_a_line_on_which_a_batch_fails_is_listed_with_the_reason_and_the_others_come(self):
        lines = self.claim("PB-1", delivered="2020-05-04") | self.claim("PB-2", delivered="2020-05-05")
        self.run_record.action_look()
        self.work()
        Run = type(self.run_record)
        sync_ids = Run._sync_ids

        def fails(run, ids):
            if lines[0].id in ids:
                raise ValueError("No such thing")
            return sync_ids(run, ids)

        self.run_record.action_run()
        with patch.object(Run, "_sync_ids", fails), mute_logger("odoo.addons.fusion_maintenance.models.run_work"):
            self.work()
        self.assertEqual(self.left_out(lines), [("error", "No such thing")])
        self.assertTrue(self.Contract.search([("x_fc_source_claim_line_id", "=", lines[1].id)]))
        self.assertEqual(self.run_record.left_out_count, 1)

    def test_what_is_mapped_after_a_run_is_spread_and_undone_with_it(self):
        self.old_shop()
        later = self.claim("L-1", label="Lift", delivered="2018-01-01") | self.claim(
            "L-2", label="Lift", delivered="2018-02-01")
        self.run_record.action_look()
        self.work()
        self.run_record.action_run()
        self.work()
        self.Type.search([("name", "=", "Lift"), ("company_id", "=", self.company.id)]).policy_id = self.bases
        with self.at("2026-12-08 10:00"):
            self.assertTrue(self.env.ref("fusion_maintenance.cron_scan_sources").method_direct_trigger() is True)
            self.env.invalidate_all()
        contracts = self.Contract.search([("x_fc_source_claim_line_id", "in", later.ids)], order="delivered_date")
        self.assertEqual([set(contracts.run_id.ids), set(contracts.mapped("state"))], [
            {self.run_record.id}, {"active"}])
        reminded = [contract.next_due_date - timedelta(days=30) for contract in contracts]
        self.assertTrue(all(day > date(2026, 12, 8) for day in reminded), reminded)
        self.assertTrue(all(day < date(2026, 12, 15) for day in reminded), reminded)
        self.run_record.action_undo()
        self.work()
        self.assertFalse(contracts.exists())

    @mute_logger("odoo.addons.fusion_maintenance.models.run_undo")
    def test_a_contract_that_cannot_be_deleted_goes_on_and_the_others_are_taken_back(self):
        self.old_shop()
        self.run_record.action_look()
        self.work()
        self.run_record.action_run()
        self.work()
        contracts = self.Contract.search([("run_id", "=", self.run_record.id)])
        Contract = type(contracts)
        unlink = Contract.unlink

        def refuse(records):
            if contracts[0] in records:
                raise UserError("It is needed.")
            return unlink(records)

        self.patch(Contract, "unlink", refuse)
        self.run_record.action_undo()
        self.work()
        self.assertEqual(contracts.exists(), contracts[0])
        self.assertRecordValues(contracts[0], [{"state": "active", "run_id": False}])
        self.assertEqual(self.run_record.state, "undone")

    def test_undoing_a_run_takes_back_what_it_ended(self):
        first = self.scan(self.claim("PB-9", delivered="2024-02-02"))
        self.claim("PB-9", client=self.make_client("Second Owner"), delivered="2025-05-05")
        self.run_record.action_look()
        self.work()
        self.assertEqual(first.state, "active", "a look ends nothing")
        self.run_record.action_run()
        self.work()
        self.assertEqual((first.state, first.stop_reason), ("ended", "resold"))
        self.run_record.action_undo()
        self.work()
        self.assertEqual((first.state, first.stop_reason), ("active", False))

    def test_one_run_at_a_time_and_none_without_a_look(self):
        with self.assertRaises(UserError):
            self.run_record.action_run()
        self.run_record.action_look()
        with self.assertRaises(UserError):
            self.run_record.action_look()
        self.assertEqual(self.env["fusion.maintenance.run"].action_open()["res_id"], self.run_record.id)
