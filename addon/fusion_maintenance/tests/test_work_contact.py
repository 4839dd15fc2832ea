"""A technician is a person, known by a work contact: what happens when that is exchanged."""
from odoo import Command
from odoo.exceptions import UserError

from .common import utc
from .hours_case import THURSDAY, WEDNESDAY
from .test_visit_move import MoveCase


class TestWorkContact(MoveCase):
    """A visit on Wednesday at nine of a technician without a login."""

    def needs_technician(self):
        return self.Visit.search([("needs_technician", "=", True)]) & self.visit

    def test_a_login_takes_the_reserved_time_along(self):
        policy = self.make_policy(assignment="dispatcher")
        visit = self.booked(self.make_contract(policy_id=policy.id), utc(THURSDAY, 9))
        user = self.make_user("priya", employee=self.technician)
        self.assertEqual(self.technician.work_contact_id, user.partner_id)
        self.assertRecordValues(visit.reservation_id, [{
            "technician_id": user.partner_id.id, "employee_id": self.technician.id,
            "start": utc(THURSDAY, 9), "stop": utc(THURSDAY, 10), "provisional": True}])

    def test_nobody_else_is_booked_at_that_time(self):
        self.make_user("priya", employee=self.technician)
        self.assertNotIn("09:00", self.local_times(self.make_contract(), WEDNESDAY))
        self.assertEqual(self.book(self.make_contract(), utc(WEDNESDAY, 9)).code, "slot_taken")
        self.assertFalse(self.Reservation._take(
            self.technician, utc(WEDNESDAY, 9, 30), utc(WEDNESDAY, 10, 30)))

    def test_the_event_is_the_new_persons_and_can_be_dragged(self):
        user = self.make_user("priya", employee=self.technician)
        event = self.visit.event_id
        self.assertRecordValues(event, [{"partner_ids": user.partner_id.ids, "user_id": user.id}])
        event.with_user(self.dispatcher).write({"start": utc(THURSDAY, 10), "stop": utc(THURSDAY, 11)})
        self.assertEqual(self.visit.start, utc(THURSDAY, 10))
        self.assertFalse(self.needs_technician())

    def test_units_serviced_together_stay_together(self):
        contracts = self.make_contract()
        contracts |= self.make_contract(partner_id=contracts.partner_id.id)
        lead = self.booked(contracts, utc(THURSDAY, 9))
        self.make_user("priya", employee=self.technician)
        self.assertEqual(len(lead._together()), 2)
        self.assertEqual(len(lead._together().reservation_id), 1)
        self.assertEqual(len(lead._together().event_id), 1)

    def test_what_is_past_stays_as_it_was(self):
        was = self.visit.reservation_id
        with self.at("2026-11-26 08:00"):
            self.make_user("priya", employee=self.technician)
        self.assertEqual(self.visit.reservation_id, was)

    def test_a_time_that_the_new_person_has_given_already_is_listed(self):
        other = self.make_technician("Omar Reyes")
        self.Reservation._take(other, utc(WEDNESDAY, 9, 30), utc(WEDNESDAY, 10, 30))
        self.technician.work_contact_id = other.work_contact_id
        self.assertFalse(self.visit.reservation_id)
        self.assertRecordValues(self.visit, [{"state": "booked", "employee_id": self.technician.id}])
        self.assertTrue(self.needs_technician())

    def test_without_a_contact_it_is_listed_and_nobody_is_offered(self):
        self.technician.work_contact_id = False
        self.assertTrue(self.needs_technician())
        self.assertFalse(self.starts(self.make_contract()))

    def test_whoever_is_put_there_without_a_contact_is_refused_in_words(self):
        self.technician.work_contact_id = False
        wizard = self.move_wizard(start=utc(THURSDAY, 9))
        self.assertIn("no work contact", wizard.warning)
        self.assertFalse(wizard.free_first)
        with self.assertRaisesRegex(UserError, "Priya Nair has no work contact"):
            wizard.action_move()
        answer = self.booking._reassign(self.visit, self.technician, over_busy=True, over_hours=True)
        self.assertEqual(answer.code, "no_contact")

    def test_a_contact_that_comes_back_takes_the_time_again(self):
        self.technician.work_contact_id = False
        self.make_user("priya", employee=self.technician)
        self.assertEqual(self.visit.reservation_id.technician_id, self.technician.work_contact_id)
        self.assertFalse(self.needs_technician())

    def test_a_login_given_to_another_employee_leaves_the_first_without_contact(self):
        user = self.make_user("priya", employee=self.technician)
        self.technician.user_id = False
        self.make_technician("Omar Reyes").user_id = user
        self.assertFalse(self.technician.work_contact_id)
        self.assertTrue(self.needs_technician())

    def test_a_reservation_of_who_the_technician_was_is_listed(self):
        # Made while the contact was being exchanged: neither of the two could see the other.
        self.cr.execute("UPDATE hr_employee SET work_contact_id = %s WHERE id = %s", [
            self.make_client().id, self.technician.id])
        self.assertTrue(self.needs_technician())

    def test_others_may_come_to_the_event_too(self):
        guest = self.make_client("Apprentice", email="apprentice@example.com")
        self.visit.event_id.sudo().partner_ids = [Command.link(guest.id)]
        user = self.make_user("priya", employee=self.technician)
        self.assertEqual(self.visit.event_id.partner_ids, user.partner_id | guest)
