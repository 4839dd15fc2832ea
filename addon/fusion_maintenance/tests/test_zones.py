from odoo import Command

from .common import MaintenanceCase, utc
from .hours_case import FULL_DAY, THURSDAY, WEDNESDAY


class ZoneCase(MaintenanceCase):
    """A technician downtown, one in the north, and clients by their postal code."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.priya, cls.omar = cls.make_technician("Priya Nair"), cls.make_technician("Omar Reyes")
        cls.downtown = cls.make_zone("Downtown", "M5", cls.priya)
        cls.north = cls.make_zone("North", "L4K", cls.omar)

    @classmethod
    def make_zone(cls, name, prefixes, technicians):
        return cls.env["fusion.maintenance.zone"].create({
            "name": name, "prefixes": prefixes, "company_id": cls.company.id,
            "employee_ids": [Command.set(technicians.ids)]})

    def at_zip(self, code, **values):
        """A contract whose unit lives at a postal code."""
        return self.make_contract(partner_id=self.make_client(zip=code).id, **values)

    def who(self, contract):
        return self.env["fusion.maintenance.availability"]._technicians(contract)


class TestWhoServesAZone(ZoneCase):

    def test_the_technicians_of_the_zone(self):
        self.assertEqual(self.who(self.at_zip("M5H 1A1")), self.priya)
        self.assertEqual(self.who(self.at_zip("l4k2c3")), self.omar)

    def test_the_longest_prefix_wins(self):
        self.make_zone("King Street", "M5H", self.omar)
        self.assertEqual(self.who(self.at_zip("M5H 1A1")), self.omar)
        self.assertEqual(self.who(self.at_zip("M5V 1A1")), self.priya)

    def test_a_technician_in_several_zones(self):
        self.north.employee_ids |= self.priya
        self.assertEqual(self.who(self.at_zip("L4K 2C3")), self.priya | self.omar)
        self.assertEqual(self.who(self.at_zip("M5H 1A1")), self.priya)

    def test_where_the_unit_lives_decides_not_where_the_client_does(self):
        contract = self.at_zip("M5H 1A1", service_address_id=self.make_client("Cottage", zip="L4K 2C3").id)
        self.assertEqual(self.who(contract), self.omar)

    def test_outside_all_zones_everybody_or_nobody_as_the_company_says(self):
        contract = self.at_zip("K1A 0A1")
        self.assertEqual(self.who(contract), self.priya | self.omar)
        self.company.x_fc_maintenance_zone_fallback = "none"
        self.assertFalse(self.who(contract))
        self.assertEqual(self.local_times(contract, WEDNESDAY), [])

    def test_a_company_without_zones_sends_everybody(self):
        (self.downtown | self.north).unlink()
        self.company.x_fc_maintenance_zone_fallback = "none"
        self.assertEqual(self.who(self.at_zip("M5H 1A1")), self.priya | self.omar)

    def test_times_are_those_of_the_zone(self):
        self.booked(self.at_zip("M5H 1A1"), utc(WEDNESDAY, 9))
        self.assertNotIn("09:00", self.local_times(self.at_zip("M5V 1A1"), WEDNESDAY))
        self.assertEqual(self.local_times(self.at_zip("L4K 2C3"), WEDNESDAY), FULL_DAY)


class TestWhoIsNearby(ZoneCase):
    """Both serve both zones; one of them is there that day already."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.downtown | cls.north).employee_ids = cls.priya | cls.omar

    def setUp(self):
        super().setUp()
        self.booked(self.at_zip("L4K 2C3"), utc(THURSDAY, 9), employee=self.omar)
        # Omar has more to do that week: by that alone, Priya would be sent.
        self.booked(self.at_zip("M5H 1A1"), utc(WEDNESDAY, 9), employee=self.omar)

    def sent(self, code, day, hour=13):
        with self.env.cr.savepoint() as savepoint:
            who = self.booked(self.at_zip(code), utc(day, hour)).employee_id
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        return who

    def test_who_has_a_visit_in_the_zone_that_day_is_sent(self):
        self.assertEqual(self.sent("L4K 9Z9", THURSDAY), self.omar)

    def test_another_zone_or_another_day_does_not_count(self):
        self.assertEqual(self.sent("M5H 1A1", THURSDAY), self.priya)
        self.assertEqual(self.sent("L4K 9Z9", WEDNESDAY), self.priya)

    def test_a_policy_may_spread_the_work_instead(self):
        self.policy.ranking = "even"
        self.assertEqual(self.sent("L4K 9Z9", THURSDAY), self.priya)

    def test_a_day_on_which_somebody_is_near_is_suggested(self):
        suggested = self.booking._slots(self.at_zip("L4K 9Z9"))["suggested"]
        self.assertTrue([start for start in suggested if start.startswith(str(THURSDAY))], suggested)
        # Of two times on that day, only those at which the one who is near is free are preferred.
        self.assertNotIn(utc(THURSDAY, 9).isoformat() + "Z", suggested)
