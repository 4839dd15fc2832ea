from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form

from .common import TODAY, TOMORROW, utc
from .test_rights import RightsCase

SCREENS = {
    "user": ("contract", "visit", "policy", "reminder", "visit_attention"),
    "dispatcher": ("contract", "visit", "policy", "reminder", "omission", "zone", "visit_attention"),
    "manager": ("contract", "visit", "policy", "reminder", "omission", "zone", "visit_attention"),
    "technician": ("my_visits",),
}


class TestScreens(RightsCase):
    """Every screen that somebody has in the menu opens, with all that is on it."""

    def _open(self, person, action):
        """Load every view of an action and read all that they show, as the web client does."""
        action = self.env.ref(f"fusion_maintenance.action_{action}")
        model = self.as_(person, self.env[action.res_model])
        kinds = [kind for kind in action.view_mode.split(",") if kind != "activity"]
        bound = {view.view_mode: view.view_id.id for view in action.view_ids}
        views = model.get_views(
            [(bound.get(kind, False), kind) for kind in (*kinds, "search")])["views"]
        for kind in kinds:
            names = {node.get("name") for node in self._fields_of(views[kind]["arch"])}
            spec = {name: {"fields": {"display_name": {}}} if model._fields[name].type == "many2one" else {}
                    for name in names if name in model._fields}
            rows = model.web_search_read([], spec)
            self.assertTrue(rows["records"] or model._name.endswith(("omission", "zone")), (person, kind))
        return kinds

    def _fields_of(self, arch):
        tree = etree.fromstring(arch)
        # Rows inside a field are of another model.
        return [node for node in tree.iter("field") if not any(
            parent.tag == "field" for parent in node.iterancestors())]

    def test_every_screen_of_everybody(self):
        for person, screens in SCREENS.items():
            for screen in screens:
                with self.subTest(person=person, screen=screen):
                    self._open(person, screen)

    def test_the_menu_of_everybody(self):
        for person, shown in (("user", True), ("technician", True), ("dispatcher", True),
                              ("manager", True), ("plain", False)):
            menus = self.env["ir.ui.menu"].with_user(self.people[person])._visible_menu_ids()
            self.assertEqual(
                self.env.ref("fusion_maintenance.menu_root").id in menus, shown, person)

    def test_forms_open(self):
        for person in ("user", "dispatcher", "manager"):
            for record in (self.contract, self.visit, self.policy):
                with self.subTest(person=person, record=record):
                    Form(self.as_(person, record))
        Form(self.as_("technician", self.visit))


class TestDispatcher(RightsCase):
    """A dispatcher's day, with a dispatcher's rights."""

    def setUp(self):
        super().setUp()
        self.contract3 = self.as_("dispatcher", self.make_contract(due="2026-12-23"))

    def test_books_for_a_client_on_the_phone(self):
        slots = self.contract3.read_slots()
        answer = self.contract3.book_slot(slots["suggested"][0], "k-1", {"phone": "1", "booked_by": "Son"})
        self.assertEqual(answer["answer"], "booked")
        self.assertEqual(self.contract3.visit_id.channel, "phone")

    def test_cancels_a_visit(self):
        self.as_("dispatcher", self.visit).action_cancel()
        self.assertEqual(self.visit.state, "cancelled")

    def test_marks_a_visit_done(self):
        self.as_("dispatcher", self.visit).action_done()
        self.assertEqual(self.visit.state, "done")

    def test_marks_that_nobody_was_there(self):
        with self.at("2026-11-24 13:30"):
            self.as_("dispatcher", self.visit).action_no_show()
        self.assertEqual(self.visit.state, "no_show")

    def test_opens_repair_and_order_of_a_visit(self):
        visit = self.as_("dispatcher", self.visit)
        for action, records in ((visit.action_view_repair(), visit.repair_id),
                                (visit.action_view_order(), visit.sale_order_id)):
            self.assertEqual(action["res_id"], records.id)
            Form(records)
        for button in ("visits", "repair", "orders", "unit"):
            self.assertTrue(getattr(self.as_("dispatcher", self.contract), f"action_view_{button}")())

    def test_moves_a_visit(self):
        action = self.as_("dispatcher", self.visit).action_move()
        with Form(self.env[action["res_model"]].with_user(self.people["dispatcher"]).with_context(
                **action["context"])) as form:
            form.start = utc(TOMORROW, 16)
        form.record.action_move()
        self.assertEqual(self.visit.start, utc(TOMORROW, 16))

    def test_copies_a_link(self):
        action = self.contract3.action_copy_link()
        token = action["params"]["url"].rsplit("/", 1)[1]
        self.assertEqual(
            self.env["fusion.maintenance.link"]._find(token).contract_id.id, self.contract3.id)

    def test_revokes_a_link(self):
        self.contract3.action_copy_link()
        self.as_("dispatcher", self.contract3.link_ids).action_revoke()
        self.assertTrue(self.contract3.link_ids.revoked)

    def test_sends_a_reminder(self):
        self.contract3.action_send_reminder()
        self.assertEqual(self.contract3.reminder_ids.state, "queued")

    def test_pauses_and_goes_on(self):
        self.contract3.action_pause()
        self.contract3.action_activate()
        self.assertEqual(self.contract3.state, "active")

    def test_enters_a_contract_by_hand(self):
        with Form(self.as_("dispatcher", self.env["fusion.maintenance.contract"])) as form:
            form.partner_id = self.make_client("New")
            form.product_id = self.make_product(tracking="none")
            form.serial = "ABC-1"
        contract = form.record
        contract.action_activate()
        self.assertEqual((contract.state, contract.policy_id), ("active", self.policy))
        self.assertGreater(contract.next_due_date, TODAY)
        self.assertFalse(contract.last_reminder_band)

    def test_opts_a_client_out(self):
        self.as_("dispatcher", self.contract3.partner_id).x_fc_maintenance_opt_out = True
        self.assertTrue(self.contract3.opted_out)


class TestManager(RightsCase):

    def test_edits_policies_and_chooses_the_default(self):
        policy = self.as_("manager", self.env["fusion.maintenance.policy"]).create(
            {"name": "Lifts", "company_id": self.company.id, "interval_months": 6})
        policy.price = 130
        policy.action_make_default()
        self.assertEqual(self.company.x_fc_maintenance_policy_id.id, policy.id)

    def test_switches_reminders_on_after_being_told_how_many_would_go(self):
        self.make_contract(due="2026-12-23")
        self.make_contract(due="2026-12-23", partner_id=self.make_client(email=False).id)
        before = self.as_("manager", self.env["fusion.maintenance.switch"]).create({})
        self.assertFalse(before.is_on)
        self.assertEqual(
            len(before.contract_ids.filtered(lambda one: one.company_id == self.company)), 1)
        before.action_on()
        self.assertTrue(self.Contract._reminders_on())
        before.action_off()
        self.assertFalse(self.Contract._reminders_on())

    def test_checks_the_health(self):
        with Form(self.as_("manager", self.env["fusion.maintenance.health"])) as form:
            self.assertTrue(form.line_ids)

    def test_one_technician_alone_is_pointed_out(self):
        findings = self.as_("manager", self.env["fusion.maintenance.health"])._findings()
        self.assertFalse([text for _level, text in findings if "stand in" in text])
        self.colleague.x_fc_technician = False
        findings = self.as_("manager", self.env["fusion.maintenance.health"])._findings()
        self.assertIn(("warning", (
            f"Only {self.technician.name} can serve “{self.policy.name}”: nobody can stand in.")), findings)


class TestReader(RightsCase):

    def test_reads_and_changes_nothing(self):
        contract = self.as_("user", self.contract)
        self.assertEqual(contract.visit_id.id, self.visit.id)
        self.assertEqual(contract.visit_count, 1)
        for values in ({"state": "paused"}, {"next_due_date": TODAY}):
            with self.assertRaises(AccessError):
                contract.write(values)
