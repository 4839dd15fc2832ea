from datetime import timedelta

from .reminder_case import SWITCH, ReminderCase


class TestRunMissed(ReminderCase):
    """Reminders are switched on months after the old units were brought in."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param(SWITCH, "False")
        self.old = self.env["fusion.maintenance.run"].create({"per_day": 2, "state": "done"})
        self.units = self.Contract.union(*(
            self.old_unit(delivered_date=f"2020-01-0{number}") for number in (5, 4, 3, 2, 1)))

    def old_unit(self, due="2026-12-24", **values):
        return self.make_contract(due=due, run_id=self.old.id, **{"delivered_date": "2019-01-01", **values})

    def switch(self):
        return self.env["fusion.maintenance.switch"].create({})

    def first_reminders(self, contracts):
        return [str(contract.next_due_date - timedelta(days=contract.policy_id.lead_days)) for contract in contracts]

    def test_those_whose_turn_has_passed_are_spread_from_today_on_the_oldest_first(self):
        with self.at("2027-03-05 12:00"):
            wizard = self.switch()
            self.assertIn(" 5 old units", wizard.missed)
            self.assertEqual([wizard.today_count, wizard.contract_ids], [2, self.units[3:]])
            wizard.action_on()
            # A Friday, Monday and Tuesday.
            self.assertEqual(self.first_reminders(self.units[::-1]), [
                "2027-03-05", "2027-03-05", "2027-03-08", "2027-03-08", "2027-03-09"])
            self.assertEqual(set(self.Contract._reminders_due(self.company)), set(self.units[3:].ids))
            self.assertFalse(self.switch().missed)

    def test_who_was_told_is_called_or_has_their_day_to_come_keeps_the_date(self):
        told, called, later = (
            self.old_unit(), self.old_unit(partner_id=self.make_client(email=False).id), self.old_unit("2027-05-01"))
        cycle = self.old_unit(policy_id=self.make_policy(first_due_rule="cycle").id)
        ours = self.make_contract()
        self.Reminder._queue(told, "30")
        others = told | called | later | cycle | ours
        before = others.mapped("next_due_date")
        with self.at("2027-03-05 12:00"):
            wizard = self.switch()
            self.assertIn(" 5 old units", wizard.missed)
            wizard.action_on()
        self.assertEqual(others.mapped("next_due_date"), before)

    def test_a_switch_that_is_on_moves_nothing(self):
        self.switch().action_on()
        before = self.units.mapped("next_due_date")
        with self.at("2027-03-05 12:00"):
            self.assertFalse(self.switch().missed)
            self.switch().action_on()
        self.assertEqual(self.units.mapped("next_due_date"), before)
