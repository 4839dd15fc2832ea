"""The demo data keeps what it promises. Skipped where it was not installed."""
from odoo.tests import TransactionCase, tagged

CLASSES = (
    "power_wheelchair", "power_scooter", "manual_wheelchair", "manual_tilt", "walker",
    "standing_frame", "stair_lift",
)


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    def setUp(self):
        super().setUp()
        if not self.env.ref("fusion_maintenance.order_beaumont", raise_if_not_found=False):
            self.skipTest("This database has no demo data.")
        self.company = self.env.ref("base.main_company")
        orders = self.env["ir.model.data"].search(
            [("module", "=", "fusion_maintenance"), ("model", "=", "sale.order")])
        self.contracts = self.env["fusion.maintenance.contract"].search(
            [("sale_line_id.order_id", "in", orders.mapped("res_id"))])
        # "Today" is the company's day on which the demo data was made.
        self.today = self.company._maintenance_local(self.contracts[0].create_date).date()

    def demo(self, name):
        return self.env.ref(f"fusion_maintenance.{name}")

    def contract_of(self, order):
        lines = self.demo(f"order_{order}").order_line
        return self.contracts.filtered(lambda contract: contract.sale_line_id in lines).sorted("id")[0]

    def test_the_dealer_is_canadian(self):
        self.assertEqual(self.env.ref("stock.warehouse0").name, self.company.name)
        # Odoo keeps the currency of a company that has invoices, as its own demo data makes.
        if self.company.currency_id.name == "CAD":
            pricelists = self.env["product.pricelist"].with_context(active_test=False).search([
                ("company_id", "in", (False, self.company.id))])
            self.assertLessEqual(set(pricelists.currency_id.mapped("name")), {"CAD"})
            orders = self.contracts.sale_line_id.order_id
            self.assertEqual(orders.currency_id.name, "CAD")

    def test_a_delivery_is_not_asked_about_text_messages(self):
        self.assertFalse(self.company._get_text_validation("sms"))

    def test_seven_equipment_classes_have_units_under_their_own_policy(self):
        for name in CLASSES:
            policy, category = self.demo(f"policy_{name}"), self.demo(f"category_{name}")
            units = self.contracts.filtered(lambda contract: contract.product_id.categ_id == category)
            self.assertTrue(units, name)
            self.assertEqual(units.policy_id, policy)
            self.assertGreater(policy.price, 0)

    def test_three_technicians_work_in_toronto_and_one_is_no_user(self):
        technicians = sum(
            (self.demo(f"employee_{name}") for name in ("bennett", "ferreira", "okafor")),
            self.env["hr.employee"])
        self.assertEqual(set(technicians.mapped("tz")), {"America/Toronto"})
        self.assertEqual(set(technicians.resource_calendar_id.mapped("tz")), {"America/Toronto"})
        self.assertEqual(len(technicians.filtered("user_id")), 2)
        self.assertTrue(all(technician.work_contact_id for technician in technicians))
        lifts = self.contract_of("mckenna")
        self.assertEqual(
            self.env["fusion.maintenance.availability"]._technicians(lifts) & technicians,
            self.demo("employee_ferreira") + self.demo("employee_okafor"))

    def test_units_were_delivered_by_real_transfers_over_two_years(self):
        self.assertGreaterEqual(len(self.contracts), 30)
        for contract in self.contracts:
            move = contract.sale_line_id.move_ids.filtered(lambda move: move._is_delivery())
            self.assertEqual(move.state, "done")
            self.assertEqual(
                self.company._maintenance_local(move.date).date(), contract.delivered_date)
            self.assertEqual(bool(contract.lot_id), contract.product_id.tracking == "serial")
            if contract.lot_id:
                self.assertIn(contract.lot_id, move.move_line_ids.lot_id)
        ages = [(self.today - contract.delivered_date).days for contract in self.contracts]
        self.assertGreater(max(ages), 23 * 30)
        self.assertLess(min(ages), 3 * 30)

    def test_units_are_due_in_30_7_and_1_days_and_one_is_overdue(self):
        for order, days in (("beaumont", 30), ("whitaker_h", 7), ("marchetti", 1), ("singh", -12)):
            contract = self.contract_of(order)
            self.assertEqual((contract.next_due_date - self.today).days, days, order)
            self.assertEqual(contract.state, "active")
            self.assertFalse(contract.visit_id)

    def test_every_client_who_is_due_is_offered_times(self):
        due = self.contracts.filtered(lambda contract: contract.stage in ("due", "overdue"))
        for contract in due:
            slots = self.env["fusion.maintenance.booking"]._slots(contract)
            self.assertTrue(slots["suggested"], contract.display_name)

    def test_the_care_home_is_offered_one_visit_for_its_lift_and_two_chairs(self):
        together = self.contract_of("maplecrest_lifts")._visit_together()
        self.assertEqual(len(together), 3)
        self.assertEqual(len(together.product_id), 2)
        self.assertTrue(self.env["fusion.maintenance.booking"]._slots(together)["suggested"])

    def test_a_booked_visit_has_all_that_a_booking_makes(self):
        visits = self.contracts.visit_id
        self.assertGreaterEqual(len(visits), 3)
        self.assertEqual(set(visits.mapped("channel")), {"client_portal", "phone"})
        for visit in visits:
            self.assertGreater(visit.start.date(), self.today)
            self.assertEqual(visit.repair_id.state, "confirmed")
            self.assertEqual(visit.repair_id.lot_id, visit.contract_id.lot_id)
            self.assertEqual(visit.event_id.start, visit.start)
            self.assertTrue(visit.sale_order_id)
            self.assertEqual(visit.reservation_id.employee_id, visit.employee_id)

    def test_done_visits_started_the_next_cycle(self):
        done = self.contracts.visit_ids.filtered(lambda visit: visit.state == "done")
        self.assertGreaterEqual(len(done), 10)
        for visit in done:
            self.assertLess(visit.done_date, self.today)
            self.assertEqual(visit.repair_id.state, "done")
            self.assertGreaterEqual(visit.contract_id.last_service_date, visit.done_date)
            self.assertGreater(visit.contract_id.next_due_date, visit.done_date)
            self.assertFalse(visit.reservation_id)

    def test_one_unit_came_back_one_is_paused_and_one_contract_has_ended(self):
        self.assertEqual(self.contract_of("haddad").state, "returned")
        self.assertEqual(self.contract_of("abernathy").state, "paused")
        self.assertEqual(self.contract_of("kowalczyk").state, "ended")
        self.assertEqual(self.contract_of("kowalczyk").stop_reason, "moved")

    def test_logins_have_their_groups_and_no_others_of_ours(self):
        groups = [self.demo(f"group_{name}") for name in ("user", "dispatcher", "manager", "technician")]
        for login, held in (
                ("user", [True, False, False, False]), ("dispatcher", [True, True, False, False]),
                ("manager", [True, True, True, False]), ("technician", [False, False, False, True])):
            user = self.demo(f"user_{login}")
            self.assertEqual(user.login, login)
            self.assertEqual([group in user.all_group_ids for group in groups], held, login)
            self.assertEqual(user.tz, "America/Toronto")
        self.assertEqual(self.demo("employee_bennett").user_id, self.demo("user_technician"))

    def test_the_manager_can_do_what_the_readme_says_to_configure(self):
        env = self.env(user=self.demo("user_manager"))
        product = env["product.template"].create({"name": "New scooter", "type": "consu"})
        product.x_fc_maintenance_interval_months = 6
        employee = self.demo("employee_bennett").with_env(env)
        employee.x_fc_technician = False
        employee.resource_calendar_id = self.demo("calendar_early")
        env["hr.employee.skill"].create({
            "employee_id": env["hr.employee"].create({"name": "New technician"}).id,
            "skill_id": self.demo("skill_lifts").id,
            "skill_level_id": self.demo("level_qualified").id,
            "skill_type_id": self.demo("skill_type_mobility").id})
        for model in ("stock.picking", "stock.lot", "stock.warehouse", "sale.order", "fusion.maintenance.zone"):
            self.assertTrue(env[model].has_access("create"), model)
        self.assertFalse(self.demo("group_manager").all_implied_ids & env.ref("hr.group_hr_user"))

    def test_a_reminder_was_made_before_it_was_sent(self):
        sent = self.contracts.reminder_ids.filtered("sent_date")
        self.assertTrue(sent)
        for reminder in sent:
            self.assertLess(reminder.create_date, reminder.sent_date)

    def test_reminders_are_on_and_some_clients_cannot_be_mailed(self):
        self.assertTrue(self.env["fusion.maintenance.contract"]._reminders_on())
        self.assertFalse(self.contract_of("mckenna").partner_id.email)
        self.assertTrue(self.contract_of("grabowski").opted_out)
        self.assertEqual(self.contract_of("lafontaine").partner_id.lang, "fr_CA")
