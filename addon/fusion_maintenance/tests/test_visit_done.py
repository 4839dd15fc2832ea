from datetime import date

from lxml import etree

from odoo.exceptions import UserError

from .common import TODAY, TOMORROW, utc
from .reminder_case import ReminderCase


class DoneCase(ReminderCase):
    """A visit tomorrow at 13:00 of a unit that is due on 23 December."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.chair = cls.make_product()
        cls.lot = cls.make_lot(cls.chair)
        cls.contract = cls.make_contract(
            due="2026-12-23", product_id=cls.chair.id, lot_id=cls.lot.id)
        cls.visit = cls.booked(cls.contract, utc(TOMORROW, 13))
        cls.repair = cls.visit.repair_id

    def finish_repair(self, repair):
        """What a person presses on a repair order."""
        repair.action_repair_start()
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")


class TestDone(DoneCase):
    """Finishing either finishes both and starts the next cycle."""

    def test_a_finished_repair_finishes_the_visit_and_rolls(self):
        with self.at("2026-11-24 14:30"):
            self.finish_repair(self.repair)
        self.assertRecordValues(self.visit, [{"state": "done", "done_date": TOMORROW}])
        self._assert_rolled(TOMORROW, date(2027, 11, 24))

    def test_a_finished_visit_finishes_the_repair_and_rolls(self):
        with self.at("2026-11-24 14:30"):
            self.visit.action_done()
        self.assertEqual(self.repair.state, "done")
        self._assert_rolled(TOMORROW, date(2027, 11, 24))

    def test_whoever_finishes_it_is_told_when_the_next_is_due(self):
        self.assertFalse(self.visit.begun)
        with self.at("2026-11-24 14:30"):
            self.visit.invalidate_recordset(["begun"])
            self.assertTrue(self.visit.begun)
            told = self.visit.action_done()
        self.assertEqual(told["params"]["message"], (
            "The service is done. The next service of Ellen Moss is due on November 24, 2027."))

    def test_buttons_that_ask_first_say_what_each_answer_does(self):
        arch = etree.fromstring(self.Visit.get_view(view_type="form")["arch"])
        asking = arch.xpath("//button[@confirm]")
        self.assertEqual(
            [(button.get("name"), button.get("confirm-label"), button.get("cancel-label"))
             for button in asking],
            [("action_done", "It Is Done", "Not Yet"),
             ("action_cancel", "Cancel the Visit", "Keep It")])

    def _assert_rolled(self, done, due):
        self.assertRecordValues(self.contract, [{
            "last_service_date": done, "next_due_date": due, "last_reminder_band": False,
            "booking_repair_id": False, "visit_id": False, "stage": "upcoming", "state": "active"}])

    def test_it_is_rolled_once(self):
        with self.at("2026-11-24 14:30"):
            self.visit.action_done()
        with self.at("2026-12-24 14:30"):
            self.visit.action_done()
        self.assertEqual(self.contract.next_due_date, date(2027, 11, 24))

    def test_finished_days_later_it_was_done_on_the_day_of_the_visit(self):
        with self.at("2026-12-01 09:00"):
            self.visit.action_done()
        self.assertEqual(self.contract.last_service_date, TOMORROW)

    def test_finished_early_it_was_done_today(self):
        self.visit.action_done()
        self.assertEqual(self.contract.last_service_date, TODAY)
        self.assertEqual(self.contract.next_due_date, date(2027, 11, 23))

    def test_the_day_is_the_local_one(self):
        evening = self.make_calendar("Evening", hours=((18, 24),), company_id=self.company.id)
        self.make_technician("Late", evening)
        contract = self.make_contract()
        visit = self.booked(contract, utc(TOMORROW, 22))  # already the 25th in UTC
        with self.at("2026-11-24 23:30"):
            visit.action_done()
        self.assertEqual(contract.last_service_date, TOMORROW)

    def test_by_the_planned_date_it_does_not_drift(self):
        self.policy.roll_rule = "planned"
        with self.at("2026-11-24 14:30"):
            self.visit.action_done()
        self.assertEqual(self.contract.next_due_date, date(2027, 12, 23))

    def test_by_the_planned_date_as_many_intervals_as_put_it_after_today(self):
        self.policy.roll_rule = "planned"
        overdue = self.make_contract(due="2023-05-05")
        with self.at("2026-11-24 14:30"):
            self.booked(overdue, utc(date(2026, 11, 26), 9)).action_done()
        self.assertEqual(overdue.next_due_date, date(2027, 5, 5))

    def test_a_queued_reminder_of_the_old_cycle_is_taken_back(self):
        self.contract._stop("scrapped")
        contract = self.make_contract(due="2026-12-23")
        self.env["mail.mail"].search([]).unlink()
        self.run_job()
        contract._roll_next_due_date(TODAY)
        self.assertEqual((contract.reminder_ids.state, contract.reminder_ids.skip_reason),
                         ("skipped", "rolled"))
        self.assertEqual(self.send_queue(), [])

    def test_a_done_visit_cannot_be_cancelled(self):
        self.visit.action_done()
        self.visit.action_cancel()
        self.assertEqual(self.visit.state, "done")
        self.visit.action_no_show()
        self.assertEqual(self.visit.state, "done")
        with self.assertRaises(UserError):
            self.repair.action_repair_cancel()
        self.assertEqual(self.visit.state, "done")

    def test_a_done_visit_is_not_deleted(self):
        self.visit.action_done()
        with self.assertRaises(UserError):
            self.visit.unlink()

    def test_the_next_cycle_can_be_booked(self):
        self.visit.action_done()
        with self.at("2027-10-25 10:00"):
            again = self.booked(self.contract)
        self.assertEqual(self.contract.visit_id, again)
        self.assertEqual(len(self.contract.visit_ids), 2)

    def test_several_at_once(self):
        other = self.booked(self.make_contract(), utc(TOMORROW, 15))
        (self.visit | other).action_done()
        self.assertEqual((self.visit | other).mapped("state"), ["done", "done"])


class TestOtherRepairs(DoneCase):
    """A repair of the unit that was not booked here rolls its contract too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit.action_cancel()

    def _repair(self, **values):
        customer = self.contract.partner_id.property_stock_customer
        return self.env["repair.order"].create({
            "partner_id": self.contract.partner_id.id, "company_id": self.company.id,
            "product_id": self.chair.id, "product_location_src_id": customer.id,
            "product_location_dest_id": customer.id, **values})

    def test_of_the_same_serial(self):
        repair = self._repair(lot_id=self.lot.id)
        with self.at("2026-12-01 10:00"):
            self.finish_repair(repair)
        self.assertRecordValues(self.contract, [{
            "last_service_date": date(2026, 12, 1), "next_due_date": date(2027, 12, 1)}])

    def test_linked_to_the_contract_by_hand(self):
        contract = self.make_contract()
        repair = self._repair(
            product_id=contract.product_id.id, x_fc_maintenance_contract_id=contract.id)
        self.finish_repair(repair)
        self.assertEqual(contract.last_service_date, TODAY)

    def test_it_is_among_the_repair_orders_of_the_contract(self):
        repair = self._repair(lot_id=self.lot.id)
        self.finish_repair(repair)
        self.assertEqual(repair.x_fc_maintenance_contract_id, self.contract)
        by_hand = self._repair(x_fc_maintenance_contract_id=self.contract.id)
        self.contract.invalidate_recordset()
        self.assertEqual(self.contract.repair_count, 3, "with that of the cancelled visit")
        shown = self.env["repair.order"].search(self.contract.action_view_repair()["domain"])
        self.assertEqual(shown, self.repair | repair | by_hand)

    def test_a_contract_that_is_not_saved_yet_has_none(self):
        with self.assertNoLogs("odoo.domains", "WARNING"):
            self.assertEqual(self.Contract.new({}).repair_count, 0)

    # -- no serial was chosen ----------------------------------------------------------------------

    def _walker(self, serial, **values):
        """A contract of our client's for an untracked walker, a new one unless given."""
        self.walker = getattr(self, "walker", None) or self.make_product("Walker", tracking="none")
        return self.make_contract(**{
            "product_id": self.walker.id, "partner_id": self.contract.partner_id.id,
            "serial": serial, **values})

    def test_the_only_unit_of_an_untracked_product_that_the_client_has(self):
        walker = self._walker("W-2001")
        self._walker("W-2002", partner_id=self.make_client("Owen Moss").id)
        self._walker("W-2003", state="ended")
        repair = self._repair(product_id=self.walker.id)
        self.finish_repair(repair)
        self.assertEqual(walker.last_service_date, TODAY)
        self.assertEqual(repair.x_fc_maintenance_contract_id, walker)
        self.assertEqual(walker.repair_count, 1)

    def test_not_one_of_two(self):
        walkers = self._walker("W-2001") | self._walker("W-2002")
        repair = self._repair(product_id=self.walker.id)
        self.finish_repair(repair)
        self.assertFalse(any(walkers.mapped("last_service_date")))
        self.assertFalse(repair.x_fc_maintenance_contract_id)

    def test_the_one_whose_serial_was_typed(self):
        one, other = self._walker("W-2001"), self._walker("W-2002")
        self.finish_repair(self._repair(
            product_id=self.walker.id, internal_notes="<p>Serial <b>w 2002</b>, brakes</p>"))
        self.assertEqual([one.last_service_date, other.last_service_date], [False, TODAY])

    def test_a_serial_that_was_typed_without_a_product(self):
        walker = self._walker("W-2001")
        self.finish_repair(self._repair(product_id=False, internal_notes="W-2001: new tips"))
        self.assertEqual(walker.last_service_date, TODAY)
        other = self._walker("W-2002")
        self.finish_repair(self._repair(product_id=False, internal_notes="new tips"))
        self.assertFalse(other.last_service_date)

    def test_not_when_two_serials_were_typed(self):
        walkers = self._walker("W-2001") | self._walker("W-2002")
        self.finish_repair(self._repair(
            product_id=self.walker.id, internal_notes="W-2001 or W-2002, ask the client"))
        self.assertFalse(any(walkers.mapped("last_service_date")))

    def test_not_of_another_serial(self):
        self.finish_repair(self._repair(lot_id=self.make_lot(self.chair, "OTHER").id))
        self.assertFalse(self.contract.last_service_date)

    def test_not_of_a_contract_that_has_ended(self):
        self.contract._stop("sold")
        self.finish_repair(self._repair(lot_id=self.lot.id))
        self.assertFalse(self.contract.last_service_date)

    def test_the_repair_of_a_cancelled_visit_that_is_done_after_all(self):
        self.repair.action_repair_cancel_draft()
        self.finish_repair(self.repair)
        self.assertEqual(self.contract.last_service_date, TODAY)
        self.assertEqual(self.visit.state, "cancelled")

    def test_a_visit_that_is_booked_stays_booked(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        self.finish_repair(self._repair(lot_id=self.lot.id))
        self.assertEqual((visit.state, self.contract.stage), ("booked", "booked"))
        self.assertEqual(self.contract.booking_repair_id, visit.repair_id)

    def test_by_an_ordinary_stock_user(self):
        repair = self._repair(lot_id=self.lot.id)
        user = self.make_user("sam", "stock.group_stock_user")
        self.finish_repair(repair.with_user(user))
        self.assertEqual(self.contract.last_service_date, TODAY)
