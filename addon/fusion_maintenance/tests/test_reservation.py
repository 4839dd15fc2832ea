from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import TOMORROW, MaintenanceCase, utc


class TestReservation(MaintenanceCase):
    """A technician's time is taken once: PostgreSQL says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.start, cls.stop = utc(TOMORROW, 13), utc(TOMORROW, 14)

    def _values(self, start, stop, technician=None):
        technician = technician or self.technician
        return {
            "technician_id": technician.work_contact_id.id, "employee_id": technician.id,
            "start": start, "stop": stop, "company_id": self.company.id}

    def _take(self, start, stop, technician=None):
        return self.Reservation._take(technician or self.technician, start, stop)

    def test_what_is_free_is_taken(self):
        reservation = self._take(self.start, self.stop)
        self.assertRecordValues(reservation, [self._values(self.start, self.stop)])
        self.assertFalse(reservation.provisional)
        self.assertTrue(reservation.create_date)

    def test_what_overlaps_is_not_and_nothing_is_logged(self):
        self._take(self.start, self.stop)
        half = timedelta(minutes=30)
        with self.assertNoLogs("odoo.sql_db", "WARNING"):
            for start, stop in ((self.start, self.stop), (self.start - half, self.start + half),
                                (self.stop - half, self.stop + half),
                                (self.start - half, self.stop + half),
                                (self.start + timedelta(minutes=10), self.start + half)):
                self.assertFalse(self._take(start, stop))
        self.assertEqual(self.Reservation.search_count(
            [("technician_id", "=", self.technician.work_contact_id.id)]), 1)

    def test_what_touches_does_not_overlap(self):
        self._take(self.start, self.stop)
        self.assertTrue(self._take(self.stop, self.stop + timedelta(hours=1)))
        self.assertTrue(self._take(self.start - timedelta(hours=1), self.start))

    def test_somebody_else_at_the_same_time(self):
        self._take(self.start, self.stop)
        self.assertTrue(self._take(self.start, self.stop, self.make_technician("Bo")))

    def test_one_person_with_two_employments_is_one(self):
        branch = self.make_company("Branch")
        twin = self.make_technician(
            company=branch, work_contact_id=self.technician.work_contact_id.id)
        self._take(self.start, self.stop)
        self.assertFalse(self._take(self.start, self.stop, twin))

    def test_the_orm_is_refused(self):
        self._take(self.start, self.stop)
        with self.assertRaisesRegex(IntegrityError, "no_overlap"), mute_logger("odoo.sql_db"), \
                self.cr.savepoint():
            self.Reservation.create(self._values(self.start, self.stop))

    def test_sql_is_refused(self):
        reservation = self._take(self.start, self.stop)
        with self.assertRaisesRegex(IntegrityError, "no_overlap"), mute_logger("odoo.sql_db"), \
                self.cr.savepoint():
            self.cr.execute("""
                INSERT INTO fusion_maintenance_reservation
                       (technician_id, employee_id, start, stop, company_id)
                SELECT technician_id, employee_id, start + interval '59 minutes', stop + interval '1 hour',
                       company_id FROM fusion_maintenance_reservation WHERE id = %s
            """, [reservation.id])

    def test_a_time_that_ends_before_it_starts_is_refused(self):
        for stop in (self.start, self.start - timedelta(hours=1)):
            with self.subTest(stop=stop), self.assertRaises(Exception), mute_logger("odoo.sql_db"), \
                    self.cr.savepoint():
                self.cr.execute("""
                    INSERT INTO fusion_maintenance_reservation
                           (technician_id, employee_id, start, stop, company_id)
                    VALUES (%s, %s, %s, %s, %s)
                """, [self.technician.work_contact_id.id, self.technician.id, self.start, stop,
                      self.company.id])

    def test_it_is_never_changed(self):
        reservation = self._take(self.start, self.stop)
        for values in ({"start": self.stop}, {"employee_id": self.technician.id}, {}):
            with self.assertRaises(UserError):
                reservation.write(values)

    def test_a_person_cannot_make_or_delete_one(self):
        reservation = self._take(self.start, self.stop)
        dispatcher = self.make_user("dana", "group_dispatcher")
        for operation in ("create", "write", "unlink"):
            self.assertFalse(reservation.with_user(dispatcher).has_access(operation), operation)

    def test_a_booking_writes_no_reservation_twice(self):
        contract = self.make_contract()
        with patch.object(type(self.Reservation), "_write", side_effect=AssertionError("an update")), \
                patch.object(type(self.Reservation), "_write_multi", side_effect=AssertionError("an update")):
            visit = self.booked(contract, self.start)
            self.env.flush_all()
        self.assertTrue(visit.reservation_id)


class TestConstraint(MaintenanceCase):
    """The constraint is really there (tests/test_health.py: an installation without it fails)."""

    def test_it_is_in_the_database(self):
        self.cr.execute("""
            SELECT conname, contype::text, convalidated FROM pg_constraint
             WHERE conrelid = 'fusion_maintenance_reservation'::regclass AND contype IN ('x', 'c')
        """)
        self.assertEqual(set(self.cr.fetchall()), {
            ("fusion_maintenance_reservation_no_overlap", "x", True),
            ("fusion_maintenance_reservation_stop_after_start", "c", True)})

    def test_the_technician_is_never_null(self):
        self.cr.execute("""
            SELECT attname FROM pg_attribute
             WHERE attrelid = 'fusion_maintenance_reservation'::regclass AND attnotnull
        """)
        required = {row[0] for row in self.cr.fetchall()}
        self.assertLessEqual({"technician_id", "start", "stop", "company_id"}, required)
