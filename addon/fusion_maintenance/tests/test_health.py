"""What is asked at every installation, update, start and health check."""
import logging

from odoo import Command
from odoo.exceptions import ValidationError

from ..wizards.health_database import CONSTRAINTS
from .common import TOMORROW, MaintenanceCase, utc

LOGGER = "odoo.addons.fusion_maintenance.wizards.health_database"


class HealthCase(MaintenanceCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.health = cls.env["fusion.maintenance.health"]

    def drop(self, name):
        """As if Odoo could not have added it."""
        self.cr.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s", [name])
        table = self.cr.fetchone()
        self.cr.execute(f"ALTER TABLE {table[0]} DROP CONSTRAINT {name}" if table else f"DROP INDEX {name}")


class TestConstraints(HealthCase):
    """An installation without a constraint fails, and says which rows are in the way."""

    def refused(self, name, rows):
        """An update is refused because of a constraint and names the rows."""
        self.env.flush_all()
        with self.assertRaisesRegex(ValidationError, name) as raised:
            self.health._require_constraints()
        self.assertIn(str(sorted(rows.ids)), str(raised.exception))

    def twice(self, row, **values):
        """Write a row a second time, as it is but for some values."""
        self.env.flush_all()
        self.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [row._table])
        names = [name for name, in self.cr.fetchall() if name != "id"]
        values = ", ".join(values.get(name, name) for name in names)
        self.cr.execute(f"""
            INSERT INTO {row._table} ({", ".join(names)}) SELECT {values} FROM {row._table}
             WHERE id = {row.id} RETURNING id""")
        return row | row.browse(self.cr.fetchone()[0])

    def test_an_update_that_finds_them_is_fine(self):
        self.health._require_constraints()

    def test_each_of_them_is_missed(self):
        for rule in CONSTRAINTS:
            with self.subTest(rule.name):
                self.drop(rule.name)
                with self.assertRaisesRegex(ValidationError, rule.name):
                    self.health._require_constraints()
                self.assertIn(rule.name, " ".join(
                    text for level, text in self.health._findings() if level == "error"))

    def test_two_reservations_of_one_time(self):
        technician = self.make_technician()
        self.drop("fusion_maintenance_reservation_no_overlap")
        one, other = (self.Reservation._take(technician, utc(TOMORROW, 13), utc(TOMORROW, 14))
                      for _twice in range(2))
        self.refused("fusion_maintenance_reservation_no_overlap", one | other)

    def test_two_booked_visits_of_one_contract(self):
        self.make_technician()
        visit = self.booked(self.make_contract())
        self.drop("fusion_maintenance_visit_one_booked")
        self.refused("fusion_maintenance_visit_one_booked", self.twice(visit, request_key="NULL"))

    def test_two_visits_of_one_press(self):
        self.make_technician()
        visit = self.booked(self.make_contract())
        self.drop("fusion_maintenance_visit_request_key_unique")
        self.refused("fusion_maintenance_visit_request_key_unique", self.twice(visit, state="'cancelled'"))

    def test_two_reminders_of_one_band(self):
        reminder = self.Reminder._queue(self.make_contract(), "7")
        self.drop("fusion_maintenance_reminder_once")
        self.refused("fusion_maintenance_reminder_once", self.twice(reminder))

    def test_two_contracts_for_one_unit(self):
        contract = self.make_contract()
        self.drop("fusion_maintenance_contract_unit_unique")
        self.refused("fusion_maintenance_contract_unit_unique", self.twice(contract))


class TestStart(HealthCase):
    """What the log says at every start."""

    def said(self):
        """The one line of a start: its level and its text."""
        self.patch(self.registry, "ready", False)
        with self.assertLogs(LOGGER, logging.INFO) as logs:
            self.health._register_hook()
        record, = logs.records
        return record.levelname, record.getMessage()

    def test_a_policy_that_nobody_can_serve(self):
        level, line = self.said()
        self.assertEqual(level, "WARNING")
        self.assertIn(f"Nobody can serve “{self.policy.name}”", line)
        self.assertIn(self.company.name, line)

    def test_a_constraint_that_is_missing_is_an_error(self):
        self.drop("fusion_maintenance_reminder_once")
        level, line = self.said()
        self.assertEqual(level, "ERROR")
        self.assertIn("fusion_maintenance_reminder_once", line)

    def test_that_all_is_well(self):
        self.patch(type(self.health), "_findings", lambda _self: [("ok", "Technicians: 5.")])
        self.assertEqual(self.said(), ("INFO", "Service Contracts, health check: all is well"))

    def test_a_new_field_is_no_start(self):
        self.assertTrue(self.registry.ready)
        with self.assertNoLogs(LOGGER):
            self.health._register_hook()

    def test_a_check_that_fails_does_not_stop_the_start(self):
        def fail(health):
            health.env.cr.execute("SELECT a_column_of_the_next_version FROM res_company")
        self.patch(type(self.health), "_findings", fail)
        with self.assertLogs("odoo.sql_db", "ERROR"):
            level, _line = self.said()
        self.assertEqual(level, "ERROR")


class TestHours(HealthCase):
    """Whoever has no fixed hours is pointed out, if they are a technician of any policy."""

    def pointed_out(self, employee):
        return [text for _level, text in self.health._findings()
                if text.startswith(f"{employee.name} has no fixed working hours")]

    def test_a_technician_by_skill(self):
        kind = self.env["hr.skill.type"].create({
            "name": "Devices", "skill_ids": [Command.create({"name": "Lifts"})],
            "skill_level_ids": [Command.create({"name": "Able", "level_progress": 100})]})
        flexible = self.make_calendar("Flexible", flexible_hours=True, hours_per_day=8)
        technician = self.make_technician(calendar=flexible, x_fc_technician=False)
        self.env["hr.employee.skill"].create({
            "employee_id": technician.id, "skill_id": kind.skill_ids.id, "skill_type_id": kind.id,
            "skill_level_id": kind.skill_level_ids.id, "valid_from": "2020-01-01"})
        self.assertFalse(self.pointed_out(technician))
        self.make_policy(skill_id=kind.skill_ids.id)
        self.assertEqual(len(self.pointed_out(technician)), 1)

    def test_a_technician_by_the_tick(self):
        technician = self.make_technician()
        self.assertFalse(self.pointed_out(technician))
        technician.resource_calendar_id = False
        self.assertEqual(len(self.pointed_out(technician)), 1)
