from datetime import datetime, timedelta

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name


@tagged("post_install", "-at_install")
class TestTwoTransactions(BaseCase):
    """Two people at the same moment: real transactions, on real connections.

    What is committed is little, and is deleted again: a technician, two contracts and, where a
    rival has been faster, the rival's reservation. Whole bookings are rolled back.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        with cls.registry.cursor() as cr:
            env = cls._env(cr)
            policy = env["fusion.maintenance.policy"]._default_for(env.company).copy({
                "name": "Two at once", "skill_id": False, "buffer_before": 0, "buffer_after": 0,
                "revenue_mode": "none", "arrival_window": 0})
            client = env["res.partner"].create({"name": "Two at once"})
            product = env["product.product"].create({"name": "Two at once", "type": "consu"})
            technician = env["hr.employee"].create({
                "name": "Two at once", "company_id": env.company.id, "date_version": "2020-01-01"})
            contracts = env["fusion.maintenance.contract"].create([{
                "partner_id": client.id, "product_id": product.id, "policy_id": policy.id,
                "serial": f"TWO-{number}", "state": "active", "next_due_date": "2030-01-01",
            } for number in range(2)])
            # In the order in which they can be deleted again.
            cls.made = [(record._name, record.ids) for record in (
                contracts, policy, technician, technician.work_contact_id, product.product_tmpl_id, client)]
            cls.technician, cls.contracts = technician.id, contracts.ids
            offered = env["fusion.maintenance.booking"]._offer(
                contracts[0], env["fusion.maintenance.booking"]._window(contracts[0]), technician)
            # With time enough for what comes after it, whatever the time of the day is now.
            cls.start = min(start for start in offered if {start + 60, start + 180} <= offered.keys())
        cls.addClassCleanup(cls._delete_what_was_made)

    @classmethod
    def _delete_what_was_made(cls):
        with cls.registry.cursor() as cr:
            env = cls._env(cr)
            cr.execute("DELETE FROM fusion_maintenance_reservation WHERE employee_id = %s", [cls.technician])
            for model, ids in cls.made:
                env[model].browse(ids).unlink()

    @classmethod
    def _env(cls, cr):
        # A transaction that waits for the other one is a failure, not a hang.
        cr.execute("SET LOCAL lock_timeout = '10s'")
        return api.Environment(cr, SUPERUSER_ID, {})

    def transaction(self):
        """A transaction of its own, whose snapshot is taken now; rolled back in the end."""
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        env = self._env(cr)
        cr.execute("SELECT 1 FROM fusion_maintenance_reservation")
        return env

    def book(self, env, *contracts, minutes=0):
        """Press the first time offered (or one so many minutes later) for one or both of the contracts."""
        start = datetime(1970, 1, 1) + timedelta(minutes=self.start + minutes)
        return env["fusion.maintenance.booking"]._book(
            env["fusion.maintenance.contract"].browse(self.contracts[number] for number in contracts), start,
            key=f"two-{contracts}-{minutes}", channel="client_portal",
            employee=env["hr.employee"].browse(self.technician)).code

    def test_alone_the_time_is_booked(self):
        self.assertEqual(self.book(self.transaction(), 0), "booked")

    def test_while_the_other_is_still_booking_one_is_told_to_try_again(self):
        mine, yours = self.transaction(), self.transaction()
        self.assertEqual(self.book(mine, 0), "booked")
        self.assertEqual(self.book(yours, 1), "try_again")

    def test_when_the_other_has_just_booked_one_is_told_that_it_was_taken(self):
        mine, yours = self.transaction(), self.transaction()
        self._take(mine)
        # My snapshot is older than the reservation, and still offers the time.
        self.assertEqual(self.book(yours, 1), "slot_taken")
        yours.cr.rollback()
        self.assertEqual(self.book(self.transaction(), 1), "slot_taken")

    def test_who_was_told_so_can_book_another_time_at_once(self):
        mine, yours = self.transaction(), self.transaction()
        self._take(mine)
        self.assertEqual(self.book(yours, 1), "slot_taken")
        self.assertEqual(self.book(yours, 1, minutes=60), "booked")

    def _take(self, env):
        """The rival's reservation, committed."""
        start = datetime(1970, 1, 1) + timedelta(minutes=self.start)
        self.assertTrue(env["fusion.maintenance.reservation"]._take(
            env["hr.employee"].browse(self.technician), start, start + timedelta(hours=1)))
        env.cr.commit()
        self.addCleanup(self._release)

    def _release(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM fusion_maintenance_reservation WHERE employee_id = %s", [self.technician])

    def test_two_times_for_one_contract_give_one_visit(self):
        client, daughter = self.transaction(), self.transaction()
        self.assertEqual(self.book(client, 0), "booked")
        # Odoo repeats the request on a new snapshot, which then shows the visit.
        with self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            self.book(daughter, 0, minutes=60)

    def test_a_snapshot_from_before_the_contract_changed_is_noticed(self):
        early = self.transaction()
        late = self.transaction()
        late.cr.execute(
            "UPDATE fusion_maintenance_contract SET write_date = write_date WHERE id = %s", [self.contracts[0]])
        late.cr.commit()
        with self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            self.book(early, 0)

    def test_two_visits_for_several_units_that_share_one_are_not_both_booked(self):
        home, daughter = self.transaction(), self.transaction()
        self.assertEqual(self.book(home, 0, 1), "booked")
        for contracts in ((1, 0), (1,)):
            with self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                self.book(daughter, *contracts, minutes=180)
            daughter.cr.rollback()
