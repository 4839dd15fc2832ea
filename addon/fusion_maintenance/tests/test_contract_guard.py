from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import TOMORROW, utc
from .reminder_case import ReminderCase


class TestContractGuard(ReminderCase):
    """What a person may not write on a contract by themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")
        cls.manager = cls.make_user("mia", "group_manager")
        cls.contract = cls.make_contract()
        cls.theirs = cls.contract.with_user(cls.dispatcher)

    def test_the_state_is_changed_by_its_buttons_only(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        for person in (self.dispatcher, self.manager):
            for state in ("draft", "paused", "returned", "ended"):
                with self.subTest(state, person=person.name), \
                        self.assertRaisesRegex(UserError, r"Press Start, Pause, Go On or Stop"):
                    self.contract.with_user(person).write({"state": state})
        self.assertEqual([self.contract.state, visit.state], ["active", "booked"])

    def test_nor_what_hangs_on_the_state(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        for vals in ({"stop_reason": "sold"}, {"visit_id": False}, {"stage": "due"},
                     {"booking_repair_id": False}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.theirs.write(vals)
        self.assertEqual(self.contract.visit_id, visit)

    def test_a_list_that_was_exported_is_imported_again(self):
        self.theirs.write({
            "state": "active", "company_id": self.company.id, "delivered_date": "2025-12-23"})
        self.assertEqual(str(self.contract.delivered_date), "2025-12-23")

    def test_a_manager_imports_contracts_in_any_state(self):
        for state in ("draft", "paused", "ended"):
            values = self.contract.copy_data({"serial": f"NEW-{state}", "state": state})
            made = self.env["fusion.maintenance.contract"].with_user(self.manager).create(values)
            self.assertEqual(made.state, state)

    def test_the_buttons_work_for_a_dispatcher(self):
        self.theirs.action_pause()
        self.assertEqual(self.contract.state, "paused")
        self.theirs.action_activate()
        self.assertEqual(self.contract.state, "active")

    def test_and_not_for_who_only_reads(self):
        reader = self.contract.with_user(self.make_user("rosa", "group_user"))
        for button in (reader.action_pause, reader.action_activate):
            with self.assertRaises(AccessError):
                button()

    def test_a_contract_stays_with_its_company(self):
        elsewhere = self.make_company("Elsewhere")
        with self.assertRaisesRegex(UserError, "stays with its company"):
            self.contract.company_id = elsewhere
        self.assertEqual(self.contract.company_id, self.company)


class TestNewClient(ReminderCase):
    """A contract that gets another client forgets the former one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.contract = cls.make_contract()
        cls.heir = cls.make_client("Owen Moss", "owen@example.com", street="7 Elm Street")
        cls.Link = cls.env["fusion.maintenance.link"]

    def test_the_former_clients_links_are_closed(self):
        daughter = self.make_client("Ruth Moss", "ruth@example.com")
        holders = (self.contract.partner_id, daughter, self.heir)
        tokens = [self.Link._issue(self.contract, holder)[1] for holder in holders]
        self.contract.partner_id = self.heir
        self.assertEqual(
            [bool(self.Link._find(token)) for token in tokens], [False, False, True])
        self.assertTrue(self.Link._find(tokens[0], "stop"), "opting out still works")

    def test_the_former_clients_reminder_does_not_leave(self):
        self.run_job()
        self.assertEqual(self.bands(self.contract), [("30", "queued")])
        self.contract.partner_id = self.heir
        self.assertRecordValues(
            self.contract.reminder_ids, [{"state": "skipped", "skip_reason": "client"}])
        self.assertEqual(self.send_queue(), [])

    def test_the_unit_is_at_the_new_clients_address(self):
        self.contract.partner_id = self.heir
        self.assertEqual(self.contract.service_address_id, self.heir)

    def test_a_unit_in_a_care_home_stays_there(self):
        home = self.make_client("Maple Care Home", is_company=True)
        self.contract.service_address_id = home
        self.contract.partner_id = self.heir
        self.assertEqual(self.contract.service_address_id, home)

    def test_in_the_form_too(self):
        home = self.make_client("Maple Care Home", is_company=True)
        drafts = [
            self.make_contract(state="draft"),
            self.make_contract(state="draft", service_address_id=home.id)]
        for contract, place in zip(drafts, (self.heir, home)):
            with Form(contract) as form:
                form.partner_id = self.heir
                self.assertEqual(form.service_address_id, place)
            self.assertEqual([contract.partner_id, contract.service_address_id], [self.heir, place])

    def test_an_address_that_is_given_counts(self):
        home = self.make_client("Maple Care Home", is_company=True)
        self.contract.write({"partner_id": self.heir.id, "service_address_id": home.id})
        self.assertEqual(self.contract.service_address_id, home)

    def test_not_while_a_visit_is_booked(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        client = self.contract.partner_id
        with self.assertRaisesRegex(UserError, f"booked with {client.name}. Cancel the visit first"):
            self.contract.partner_id = self.heir
        visit.action_cancel()
        self.contract.partner_id = self.heir
        self.assertEqual([self.contract.partner_id, visit.partner_id], [self.heir, client])
