"""What is asked at every installation, update, start and health check."""
from odoo import Command

from .common import MaintenanceCase


class HealthCase(MaintenanceCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.health = cls.env["fusion.maintenance.health"]


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
