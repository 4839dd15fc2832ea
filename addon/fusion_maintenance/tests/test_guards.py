"""What a right, a second try or a copy must not do."""
from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import MaintenanceCase, TOMORROW, utc


class TestGuards(MaintenanceCase):

    def setUp(self):
        super().setUp()
        self.technician = self.make_technician()
        self.contract = self.make_contract()

    def test_an_employee_without_our_groups_does_not_move_a_visit_by_its_event(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        event = visit.event_id.with_user(self.make_user("edna"))
        with self.assertRaises(AccessError):
            event.write({"start": visit.start + timedelta(hours=1),
                         "stop": visit.stop + timedelta(hours=1)})

    def test_a_technician_neither_moves_nor_hands_over_a_visit_by_its_event(self):
        user = self.make_user("tom", "group_technician", employee=self.technician)
        other = self.make_technician("Omar Reyes")
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        event = visit.event_id.with_user(user)
        for values in ({"start": visit.start + timedelta(hours=1), "stop": visit.stop + timedelta(hours=1)},
                       {"partner_ids": [Command.set(other.work_contact_id.ids)]}):
            with self.assertRaisesRegex(AccessError, "Only a dispatcher"), self.cr.savepoint():
                event.write(values)
        event.write({"description": "Bring the long ladder"})
        self.assertEqual((visit.start, visit.employee_id), (utc(TOMORROW, 13), self.technician))

    def test_the_synced_calendar_of_a_technician_is_not_refused(self):
        user = self.make_user("tom", "group_technician", employee=self.technician)
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        visit.event_id.with_user(user).with_context(dont_notify=True).write(
            {"start": visit.start + timedelta(hours=1), "stop": visit.stop + timedelta(hours=1)})
        self.assertRecordValues(visit, [{"calendar_changed": True, "start": utc(TOMORROW, 13)}])

    def test_a_context_does_not_get_round_the_rules_of_a_visit(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        event = visit.event_id.with_user(self.make_user("dan", "group_dispatcher"))
        with self.assertRaises(UserError):
            event.with_context(fc_visit_moves=True).write({"active": False})

    def test_a_technician_does_not_cancel_what_is_planned(self):
        user = self.make_user("tom", "group_technician", employee=self.technician)
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        with self.assertRaises(AccessError):
            visit.with_user(user).action_cancel()
        self.assertEqual(visit.state, "booked")

    def test_a_failed_reminder_is_not_tried_again_for_a_stopped_contract(self):
        row = self.Reminder._queue(self.contract, "7")
        row._mark_failed("mailbox full")
        self.contract._stop("deceased")
        self.assertEqual((row.state, row.skip_reason), ("skipped", "ended"))
        with self.assertRaises(UserError):
            row.action_retry()

    def test_a_copy_of_a_contract_is_another_unit(self):
        copy = self.contract.copy()
        self.assertNotEqual(copy.unit_key, self.contract.unit_key)
        self.assertFalse(copy.sale_line_id)

    def test_a_longer_visit_stays_as_long_when_its_technician_changes(self):
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        visit.event_id.write({"stop": visit.stop + timedelta(minutes=30)})
        other = self.make_technician("Omar Reyes")
        self.booking._reassign(visit, other)
        self.assertEqual(visit.employee_id, other)
        self.assertEqual(visit.stop - visit.start, timedelta(minutes=90))
