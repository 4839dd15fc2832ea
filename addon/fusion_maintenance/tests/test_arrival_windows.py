from .common import MaintenanceCase, utc
from .hours_case import WEDNESDAY


class TestArrivalWindows(MaintenanceCase):
    """The client chooses "between 8 and 10"; the earliest free start in it is reserved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.policy.arrival_window = 120
        cls.contract = cls.make_contract()

    def choices(self):
        """What a Wednesday offers: (start, begin and end of its window), by the local clock."""
        slots = self.booking._slots(self.contract, WEDNESDAY, 1)
        day, = slots["week"]
        return [tuple(self.clock(text) for text in (start, *slots["windows"][start])) for start in day["times"]]

    def clock(self, text):
        return f"{self.company._maintenance_local(self.booking._parse_start(text)):%H:%M}"

    def test_one_choice_for_each_window(self):
        self.assertEqual(self.choices(), [
            ("08:00", "08:00", "10:00"), ("10:00", "10:00", "12:00"), ("13:00", "12:00", "14:00"),
            ("14:00", "14:00", "16:00"), ("16:00", "16:00", "18:00")])

    def test_the_visit_knows_the_window_that_was_promised(self):
        visit = self.booked(self.contract, utc(WEDNESDAY, 13))
        self.assertRecordValues(visit, [{
            "start": utc(WEDNESDAY, 13), "arrival_start": utc(WEDNESDAY, 12), "arrival_stop": utc(WEDNESDAY, 14)}])

    def test_calendars_get_what_was_promised(self):
        visit = self.booked(self.contract, utc(WEDNESDAY, 13))
        begin, end = (f"{utc(WEDNESDAY, hour):%Y%m%dT%H%M%SZ}" for hour in (12, 14))
        links = self.env["fusion.maintenance.booking.page"]._visit(visit)
        self.assertIn(f"dates={begin}%2F{end}", links["google"])
        self.assertIn(f"{utc(WEDNESDAY, 12).isoformat()}Z".replace(":", "%3A"), links["outlook"])
        lines = visit._ics().decode().split("\r\n")
        self.assertIn("DTSTART;TZID=America/Toronto:%s120000" % f"{WEDNESDAY:%Y%m%dT}", lines)
        self.assertIn("DTEND;TZID=America/Toronto:%s140000" % f"{WEDNESDAY:%Y%m%dT}", lines)

    def test_the_same_press_again_is_told_the_same_of_any_time_in_the_window(self):
        self.booked(self.make_contract(policy_id=self.make_policy(arrival_window=0).id), utc(WEDNESDAY, 8))
        first = self.book(self.contract, utc(WEDNESDAY, 8), key="form-1")
        self.assertEqual(self.book(self.contract, utc(WEDNESDAY, 8), key="form-1"), first)
        self.assertEqual(self.book(self.contract, utc(WEDNESDAY, 10), key="form-1").code, "already_booked")

    def test_a_window_whose_first_start_was_just_taken_still_has_another(self):
        self.booked(self.make_contract(policy_id=self.make_policy(arrival_window=0).id), utc(WEDNESDAY, 8))
        visit = self.booked(self.contract, utc(WEDNESDAY, 8))
        self.assertEqual(visit.start, utc(WEDNESDAY, 9))
        self.assertEqual(visit.arrival_start, utc(WEDNESDAY, 8))

    def test_a_full_window_is_not_offered(self):
        exact = self.make_policy(arrival_window=0)
        for hour in (8, 9):
            self.booked(self.make_contract(policy_id=exact.id), utc(WEDNESDAY, hour))
        self.assertNotIn("08:00", [begin for _start, begin, _end in self.choices()])
        self.assertEqual(self.book(self.contract, utc(WEDNESDAY, 8)).code, "slot_taken")

    def test_two_windows_are_never_one_choice(self):
        starts = [start for start, _begin, _end in self.choices()]
        self.assertEqual(len(starts), len(set(starts)))
        for start in starts:
            with self.env.cr.savepoint() as savepoint:
                hour, minute = map(int, start.split(":"))
                self.assertEqual(self.book(self.contract, utc(WEDNESDAY, hour, minute)).code, "booked", start)
                savepoint.rollback()
            self.env.invalidate_all(flush=False)
