from pathlib import Path

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.modules import get_module_path
from odoo.service.model import get_public_method
from odoo.tests import Form, new_test_user

from .common import TODAY, TOMORROW, MaintenanceCase, utc

# Who may (C)reate, (R)ead, (U)pdate and (D)elete what. Whatever is not here is not allowed.
MATRIX = {
    "fusion.maintenance.contract": {
        "user": "R", "technician": "R", "dispatcher": "CRU", "manager": "CRUD"},
    "fusion.maintenance.policy": {
        "user": "R", "technician": "R", "dispatcher": "R", "manager": "CRUD"},
    "fusion.maintenance.device.type": {
        "user": "R", "dispatcher": "R", "manager": "CRUD"},
    "fusion.maintenance.source": {"user": "R", "dispatcher": "R", "manager": "CRUD"},
    "fusion.maintenance.run": {"manager": "CRU"},
    "fusion.maintenance.run.line": {"manager": "R"},
    "fusion.maintenance.visit": {
        "user": "R", "technician": "RU", "dispatcher": "RU", "manager": "RUD"},
    "fusion.maintenance.reservation": {
        "user": "R", "technician": "R", "dispatcher": "R", "manager": "R"},
    "fusion.maintenance.reminder": {"user": "R", "dispatcher": "RU", "manager": "RU"},
    "fusion.maintenance.omission": {"dispatcher": "RUD", "manager": "RUD"},
    "fusion.maintenance.insight": {"user": "R", "dispatcher": "R", "manager": "R"},
    "fusion.maintenance.link": {"dispatcher": "R", "manager": "R"},
    "fusion.maintenance.holder": {"user": "R", "dispatcher": "CRUD", "manager": "CRUD"},
    "fusion.maintenance.link.request": {},
    "fusion.maintenance.access": {"manager": "R"},
    "fusion.maintenance.zone": {"user": "R", "dispatcher": "R", "manager": "CRUD"},
}
OPERATIONS = {"C": "create", "R": "read", "U": "write", "D": "unlink"}

# What our models offer over RPC beyond Odoo's own methods: each checks who asks.
PUBLIC = {
    "fusion.maintenance.contract": {
        "action_activate", "action_book_for_client", "action_call_again", "action_call_declined",
        "action_call_no_answer", "action_call_wrong_number", "action_copy_link", "action_pause",
        "action_print_letter",
        "action_send_reminder", "action_stop", "action_view_orders", "action_view_repair",
        "action_view_unit", "action_view_visits", "book_slot", "read_slots"},
    "fusion.maintenance.visit": {
        "action_cancel", "action_confirm_technician", "action_done", "action_move", "action_no_show",
        "action_view_order", "action_view_repair"},
    "fusion.maintenance.policy": {
        "action_make_default", "action_view_contracts", "action_view_expected", "save_grid"},
    "fusion.maintenance.device.type": {
        "action_ignore", "action_view_units", "action_wait", "put_types", "read_panel"},
    "fusion.maintenance.insight": {"action_open_contract"},
    "fusion.maintenance.link": {"action_revoke"},
    "fusion.maintenance.holder": {"action_copy_link", "action_revoke", "action_send_link"},
    "fusion.maintenance.run": {
        "action_again", "action_look", "action_open", "action_run", "action_undo", "action_view_contracts",
        "action_view_all", "action_view_left_out", "action_view_types"},
    "fusion.maintenance.omission": {
        "action_map_type", "action_open_client", "action_open_order", "action_open_product", "action_retry"},
    "fusion.maintenance.reminder": {"action_retry"},
}


class RightsCase(MaintenanceCase):
    """One of everything in our company, and somebody of every kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.colleague = cls.make_technician("Marco Bell")
        cls.contract = cls.make_contract()
        cls.other_contract = cls.make_contract()
        link, cls.token = cls.env["fusion.maintenance.link"]._issue(
            cls.contract, cls.contract.partner_id)
        cls.env["fusion.maintenance.access"]._record("open", link, "127.0.0.1")
        cls.Reminder._queue(cls.other_contract, "30")
        cls.other_contract.reminder_ids._mark_sent()
        order = cls.env["sale.order"].create({
            "partner_id": cls.contract.partner_id.id, "order_line": [
                Command.create({"product_id": cls.contract.product_id.id})]})
        cls.Omission.create({
            "sale_line_id": order.order_line.id, "company_id": cls.company.id, "reason": "Test"})
        cls.env["fusion.maintenance.zone"].create({
            "name": "Downtown", "prefixes": "M5H", "company_id": cls.company.id,
            "employee_ids": [Command.set((cls.technician | cls.colleague).ids)]})
        cls.env["fusion.maintenance.device.type"]._of_label("Power Scooter", cls.company)
        cls.env["fusion.maintenance.holder"].create({
            "contract_id": cls.contract.id, "partner_id": cls.make_client("Anna Moss").id})
        run = cls.env["fusion.maintenance.run"].create({"company_id": cls.company.id})
        cls.env["fusion.maintenance.run.line"].create({"run_id": run.id, "kind": "year", "label": "2020"})
        cls.env["fusion.maintenance.link.request"]._ask("ellen@example.com", cls.company)
        cls.people = {
            "plain": cls.make_user("paul"),
            "user": cls.make_user("rosa", "group_user"),
            "technician": cls.make_user("priya", "group_technician", employee=cls.technician),
            "dispatcher": cls.make_user("dana", "group_dispatcher"),
            "manager": cls.make_user("mia", "group_manager"),
            "portal": new_test_user(cls.env, "ellen", "base.group_portal"),
            "public": cls.env.ref("base.public_user"),
        }
        # 13:00 is the technician's, 15:00 the colleague's.
        cls.visit = cls.booked(cls.contract, utc(TOMORROW, 13), employee=cls.technician)
        cls.other_visit = cls.booked(cls.other_contract, utc(TOMORROW, 15), employee=cls.colleague)

    def as_(self, person, records):
        """The same records as somebody sees them, with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(self.people[person]).with_context(allowed_company_ids=self.company.ids)


class TestMatrix(RightsCase):

    def test_who_may_do_what(self):
        for model, allowed in MATRIX.items():
            for person in self.people:
                records = self.as_(person, self.env[model])
                found = "".join(letter for letter, operation in OPERATIONS.items()
                                if records.has_access(operation))
                self.assertEqual(found, allowed.get(person, ""), f"{person} on {model}")

    def test_no_model_is_forgotten(self):
        ours = {name for name, model in self.env.registry.items()
                if name.startswith("fusion.maintenance.") and not model._abstract and not model._transient}
        self.assertEqual(ours, set(MATRIX))

    def test_there_is_one_of_everything(self):
        for model in MATRIX:
            self.assertTrue(self.env[model].search([("company_id", "=", self.company.id)]), model)

    def test_nothing_of_another_company(self):
        elsewhere = self.make_company("Elsewhere")
        stranger = self.make_user(
            "stan", "group_manager", "group_technician",
            company_id=elsewhere.id, company_ids=[Command.set(elsewhere.ids)])
        for model in (model for model, allowed in MATRIX.items() if allowed):
            records = self.env[model].search([("company_id", "=", self.company.id)])
            theirs = self.env[model].with_user(stranger).with_context(allowed_company_ids=elsewhere.ids)
            self.assertFalse(theirs.search([]) & records.with_env(theirs.env), model)
            with self.assertRaises(AccessError, msg=model):
                records.with_env(theirs.env).read(["company_id"])

    def test_a_company_that_is_not_switched_on(self):
        elsewhere = self.make_company("Elsewhere")
        manager = self.people["manager"]
        manager.company_ids |= elsewhere
        contracts = self.Contract.with_user(manager).with_context(allowed_company_ids=elsewhere.ids)
        self.assertFalse(contracts.search([]))

    def test_a_manager_reads_the_access_log_of_their_company_and_of_bad_tokens(self):
        elsewhere = self.make_company("Elsewhere")
        contract = self.make_contract(company_id=elsewhere.id, policy_id=elsewhere.x_fc_maintenance_policy_id.id)
        Access = self.env["fusion.maintenance.access"]
        link, _token = self.env["fusion.maintenance.link"]._issue(contract, contract.partner_id)
        Access._record("open", link, "192.0.2.1")
        Access._record("bad_token", None, "192.0.2.2")
        rows = self.as_("manager", Access).search([("address", "like", "192.0.2.%")])
        self.assertEqual(rows.mapped("address"), ["192.0.2.2"])
        self.assertTrue(self.as_("manager", Access).search([("company_id", "=", self.company.id)]))
        with self.assertRaises(AccessError):
            self.as_("dispatcher", Access).search([])

    def test_a_record_is_defined_once(self):
        for folder in ("security", "views", "data", "wizards", "templates"):
            ids = []
            for path in Path(get_module_path("fusion_maintenance"), folder).glob("*.xml"):
                ids += etree.parse(path).xpath("//record/@id | //template/@id")
            self.assertEqual(sorted(set(ids)), sorted(ids), folder)

    def test_portal_and_public_read_nothing_over_rpc(self):
        for person in ("portal", "public", "plain"):
            for model in MATRIX:
                with self.subTest(person=person, model=model), self.assertRaises(AccessError):
                    self.as_(person, self.env[model]).search_read([], ["id"])

    def test_the_token_hash_is_nobodys(self):
        link = self.contract.link_ids[:1]
        for person in ("dispatcher", "manager"):
            with self.assertRaises(AccessError):
                self.as_(person, link).read(["token_hash"])


class TestRemoteMethods(RightsCase):
    """Public methods are remote methods."""

    def test_there_are_no_others(self):
        for model in MATRIX:
            ours = {
                name for cls in type(self.env[model]).mro()
                if "fusion_maintenance" in cls.__module__
                for name in vars(cls) if not name.startswith("_") and callable(vars(cls)[name])
                and not isinstance(vars(cls)[name], type) and self._is_remote(model, name)}
            inherited = set(dir(self.env.registry["base"]))
            self.assertEqual(ours - inherited, PUBLIC.get(model, set()), model)

    def _is_remote(self, model, name):
        try:
            return bool(get_public_method(self.env[model], name))
        except (AccessError, AttributeError):
            return False

    def test_what_is_named_with_an_underscore_cannot_be_called(self):
        for model, name in (
            ("fusion.maintenance.booking", "_book"), ("fusion.maintenance.booking", "_slots"),
            ("fusion.maintenance.contract", "_roll_next_due_date"),
            ("fusion.maintenance.contract", "_cron_send_due_reminders"),
            ("fusion.maintenance.contract", "_create_repair_from_booking"),
            ("fusion.maintenance.link", "_issue"), ("sale.order", "_spawn_maintenance_contracts"),
            ("fusion.maintenance.reservation", "init"),
        ):
            self.assertTrue(hasattr(self.env[model], name), name)
            with self.subTest(name), self.assertRaises(AccessError):
                get_public_method(self.env[model], name)

    def test_nobody_without_the_right_to_write_changes_anything(self):
        arguments = {
            "read_slots": [], "book_slot": ["2026-11-24T18:00:00Z", "k", {}],
            "save_grid": [{"edited": [], "added": [], "order": False}], "put_types": [[]]}
        failed = self.other_contract.reminder_ids
        failed.state = "failed"
        records = {
            "fusion.maintenance.contract": self.contract, "fusion.maintenance.visit": self.visit,
            "fusion.maintenance.policy": self.make_policy(), "fusion.maintenance.reminder": failed,
            "fusion.maintenance.link": self.contract.link_ids[:1],
            "fusion.maintenance.holder": self.contract.holder_ids,
            "fusion.maintenance.device.type": self.env["fusion.maintenance.device.type"].search([], limit=1),
            "fusion.maintenance.omission": self.Omission.search([], limit=1),
            "fusion.maintenance.run": self.env["fusion.maintenance.run"].search([], limit=1)}
        harmless = {"action_view_orders", "action_view_repair", "action_view_unit", "action_view_visits",
                    "action_view_order", "action_view_contracts", "action_view_expected",
                    "action_view_all", "action_view_left_out", "action_view_types",
                    "action_stop", "action_move", "action_open_contract", "read_panel"}
        for model, names in PUBLIC.items():
            for name in names - harmless:
                for person in ("user", "plain", "portal", "public"):
                    with self.subTest(method=f"{model}.{name}", person=person), \
                            self.assertRaises(AccessError):
                        getattr(self.as_(person, records[model]), name)(*arguments.get(name, []))

    def test_a_dispatcher_does_not_do_what_a_manager_does(self):
        policy = self.make_policy()
        with self.assertRaises(AccessError):
            self.as_("dispatcher", policy).action_make_default()
        with self.assertRaises(AccessError):
            self.as_("dispatcher", policy).price = 1
        for action in ("action_on", "action_off"):
            with self.assertRaises(AccessError):
                getattr(self.as_("dispatcher", self.env["fusion.maintenance.switch"]), action)()

    def test_opening_the_stop_dialog_is_not_stopping(self):
        with self.assertRaises(AccessError):
            self.as_("user", self.env["fusion.maintenance.stop"]).create(
                {"contract_ids": self.contract.ids, "reason": "sold"})


class TestTechnician(RightsCase):
    """A technician sees and finishes their own visits, and nothing else."""

    def test_sees_their_own_visits_and_the_contracts_of_these(self):
        visits = self.as_("technician", self.Visit).search([])
        self.assertEqual(visits.ids, self.visit.ids)
        contracts = self.as_("technician", self.Contract).search([])
        self.assertEqual(contracts.ids, self.contract.ids)

    def test_finishes_their_own_without_any_right_on_repairs(self):
        visit = self.as_("technician", self.visit)
        self.assertFalse(visit.env["repair.order"].has_access("read"))
        visit.action_done()
        self.assertEqual([self.visit.state, self.visit.repair_id.state], ["done", "done"])
        self.assertEqual(self.contract.last_service_date, TODAY)

    def test_opens_the_contract_and_sees_there_when_the_next_service_is_due(self):
        self.as_("technician", self.visit).action_done()
        form = Form(self.as_("technician", self.contract))
        self.assertEqual(form.next_due_date, "2027-11-23")
        self.assertNotIn("reminder_ids", form._view["fields"])
        self.assertEqual(Form(self.as_("technician", self.visit)).next_due_date, "2027-11-23")
        self.assertIn("reminder_ids", Form(self.as_("user", self.contract))._view["fields"])

    def test_does_not_finish_somebody_elses(self):
        with self.assertRaises(AccessError):
            self.as_("technician", self.other_visit).action_done()
        self.assertEqual(self.other_visit.state, "booked")

    def test_does_not_change_a_contract(self):
        with self.assertRaises(AccessError):
            self.as_("technician", self.contract).action_pause()
        with self.assertRaises(AccessError):
            self.as_("technician", self.contract).read_slots()

    def test_a_dispatcher_who_drives_too_sees_all(self):
        self.people["technician"].group_ids |= self.env.ref("fusion_maintenance.group_dispatcher")
        self.assertEqual(len(self.as_("technician", self.Visit).search([])), 2)
