from datetime import timedelta
from unittest.mock import patch

from .common import TODAY, TOMORROW, MaintenanceCase, utc


class TestBooking(MaintenanceCase):
    """What a person is told who presses a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.contract = cls.make_contract()
        cls.slot = utc(TOMORROW, 13)

    def test_a_free_time_is_booked(self):
        answer = self.book(self.contract, self.slot, key="form-1")
        self.assertEqual(answer.code, "booked")
        self.assertRecordValues(answer.visit, [{
            "contract_id": self.contract.id, "employee_id": self.technician.id,
            "start": self.slot, "stop": self.slot + timedelta(hours=1), "state": "booked",
            "company_id": self.company.id, "request_key": "form-1"}])
        self.assertEqual(self.contract.visit_id, answer.visit)
        self.assertEqual(self.contract.stage, "booked")

    def test_the_same_form_twice_gives_the_same_answer(self):
        first = self.book(self.contract, self.slot, key="form-1")
        again = self.book(self.contract, self.slot, key="form-1")
        self.assertEqual(again, first)
        self.assertEqual(len(self.contract.visit_ids), 1)

    def test_the_same_form_with_another_time_books_no_second_visit(self):
        first = self.book(self.contract, self.slot, key="form-1")
        again = self.book(self.contract, utc(TOMORROW, 15), key="form-1")
        self.assertEqual(again.visit, first.visit)
        self.assertEqual(again.code, "already_booked", "it is not booked for the time that was chosen last")

    def test_another_form_of_a_booked_contract_is_shown_the_visit(self):
        visit = self.booked(self.contract, self.slot)
        answer = self.book(self.contract, utc(TOMORROW, 15))
        self.assertEqual(answer.code, "already_booked")
        self.assertEqual(answer.visit, visit)

    def test_a_key_of_another_contract_opens_nothing(self):
        self.booked(self.contract, self.slot, key="form-1")
        answer = self.book(self.make_contract(), utc(TOMORROW, 15), key="form-1")
        self.assertEqual((answer.code, len(answer.visit)), ("refused", 0))

    def test_a_key_of_a_cancelled_visit_does_not_revive_it(self):
        visit = self.booked(self.contract, self.slot, key="form-1")
        visit.action_cancel()
        answer = self.book(self.contract, self.slot, key="form-1")
        self.assertEqual((answer.code, len(answer.visit)), ("refused", 0))
        self.assertFalse(self.contract.visit_id)

    def test_a_time_that_was_just_taken(self):
        self.booked(self.contract, self.slot)
        other = self.make_contract()
        self.assertEqual(self.book(other, self.slot).code, "slot_taken")
        self.assertEqual(self.book(other, self.slot + timedelta(minutes=30)).code, "slot_taken")
        self.assertEqual(self.book(other, self.slot + timedelta(hours=1)).code, "booked")

    def test_a_second_technician_takes_what_the_first_cannot(self):
        second = self.make_technician("Marco Bell")
        visits = [self.booked(self.make_contract(), self.slot) for _client in range(2)]
        self.assertEqual({visit.employee_id for visit in visits}, {self.technician, second})
        self.assertEqual(self.book(self.contract, self.slot).code, "slot_taken")

    def test_what_is_not_offered_is_not_accepted(self):
        refused = {
            "off the step": utc(TOMORROW, 13, 10),
            "in the past": utc(TODAY, 9),
            "now": utc(TODAY, 10),
            "within the notice": utc(TOMORROW, 9, 30),
            "beyond the horizon": utc(TODAY + timedelta(days=31), 9),
            "years ahead": utc(TODAY + timedelta(days=5000), 9),
        }
        for what, start in refused.items():
            with self.subTest(what):
                self.assertEqual(self.book(self.contract, start).code, "refused")
        for what, start in {
            "over lunch": utc(TOMORROW, 11, 30),
            "at night": utc(TODAY + timedelta(days=2), 3),
            "at the weekend": utc(TODAY + timedelta(days=5), 9),
            "to the end of the day and beyond": utc(TOMORROW, 16, 30),
        }.items():
            with self.subTest(what):
                self.assertEqual(self.book(self.contract, start).code, "slot_taken")
        self.assertFalse(self.contract.visit_ids)

    def test_a_refusal_leaves_nothing_behind(self):
        before = self.env["repair.order"].search_count([]), self.Reservation.search_count([])
        self.book(self.contract, utc(TOMORROW, 11, 30))
        self.assertEqual(
            (self.env["repair.order"].search_count([]), self.Reservation.search_count([])), before)

    def test_only_an_active_contract_is_booked(self):
        for state in ("draft", "paused", "returned", "ended"):
            with self.subTest(state):
                contract = self.make_contract(state=state)
                self.assertEqual(self.book(contract, self.slot).code, "refused")

    def test_every_offered_time_is_accepted(self):
        self.policy.write({
            "horizon_days": 4, "buffer_before": 15, "buffer_after": 20, "step": 45, "duration": 50})
        self.make_technician("Marco Bell", self.make_calendar("Split", hours=((7, 11), (15, 20))))
        self.booked(self.make_contract(), utc(TOMORROW, 15))
        offered = self.starts(self.contract)
        self.assertGreater(len(offered), 20)
        for start in offered:
            with self.subTest(start=start):
                savepoint = self.cr.savepoint(flush=True)
                self.assertEqual(self.book(self.contract, start).code, "booked")
                savepoint.rollback()
                self.env.invalidate_all(flush=False)
                savepoint.close(rollback=False)

    def test_offered_and_accepted_are_the_same_minutes(self):
        self.policy.write({"horizon_days": 1, "step": 60, "duration": 90})
        offered = set(self.starts(self.contract))
        accepted = set()
        for quarter in range(56):
            start = utc(TOMORROW, 6) + timedelta(minutes=15 * quarter)
            savepoint = self.cr.savepoint(flush=True)
            with patch.object(type(self.Visit), "_announce"), patch.object(type(self.Visit), "_make_order"):
                if self.book(self.contract, start).code == "booked":
                    accepted.add(start)
            savepoint.rollback()
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=False)
        self.assertEqual(accepted, offered)


class TestWhoComes(MaintenanceCase):
    """Which of the free technicians is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.second, cls.third = (
            cls.make_technician(name) for name in ("Ana", "Bo", "Cleo"))

    def _visits(self, technician, *starts):
        for start in starts:
            self.booked(self.make_contract(), start, employee=technician)

    def test_the_one_with_the_fewest_visits_that_week(self):
        self._visits(self.first, utc(TOMORROW, 13), utc(TOMORROW, 15))
        self._visits(self.second, utc(TOMORROW, 13))
        self._visits(self.third, utc(TOMORROW, 13))
        self._visits(self.second, utc(TOMORROW, 15))
        visit = self.booked(self.make_contract(), utc(TODAY + timedelta(days=3), 9))
        self.assertEqual(visit.employee_id, self.third)

    def test_another_week_does_not_count(self):
        self._visits(self.first, utc(TODAY + timedelta(days=7), 9), utc(TODAY + timedelta(days=8), 9))
        visit = self.booked(self.make_contract(), utc(TODAY + timedelta(days=3), 9))
        self.assertEqual(visit.employee_id, self.first)

    def test_a_stable_order_among_equals(self):
        for _again in range(2):
            visit = self.booked(self.make_contract(), utc(TODAY + timedelta(days=3), 9))
            self.assertEqual(visit.employee_id, self.first)
            visit.action_cancel()

    def test_somebody_who_is_asked_for(self):
        visit = self.booked(self.make_contract(), utc(TOMORROW, 13), employee=self.third)
        self.assertEqual(visit.employee_id, self.third)
        self.assertEqual(
            self.book(self.make_contract(), utc(TOMORROW, 13), employee=self.third).code, "slot_taken")

    def test_where_the_dispatcher_decides_somebody_real_is_reserved_for_now(self):
        self.policy.assignment = "dispatcher"
        visit = self.booked(self.make_contract(), utc(TOMORROW, 13))
        self.assertTrue(visit.employee_id)
        self.assertTrue(visit.reservation_id.provisional)

    def test_a_technician_locked_by_another_booking_is_tried_again(self):
        (self.second | self.third).x_fc_technician = False
        Booking = type(self.booking)
        try_lock = Booking._try_lock

        def locked(records, kind, number):
            return number != self.first.work_contact_id.id and try_lock(records, kind, number)

        self.patch(Booking, "_try_lock", locked)
        answer = self.book(self.make_contract(), utc(TOMORROW, 13))
        self.assertEqual((answer.code, len(answer.visit)), ("try_again", 0))


class TestSlotsPayload(MaintenanceCase):
    """What the slot pickers are given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.contract = cls.make_contract()

    def test_the_first_week_begins_with_the_first_free_day(self):
        self.policy.notice_hours = 48
        slots = self.booking._slots(self.contract)
        self.assertEqual(slots["first"], "2026-11-25")
        self.assertEqual(slots["first_free"], "2026-11-25")
        self.assertEqual(slots["timezone"], "America/Toronto")
        self.assertEqual(slots["duration"], 60)
        self.assertEqual([day["date"] for day in slots["week"]], [
            f"2026-{day}" for day in ("11-25", "11-26", "11-27", "11-28", "11-29", "11-30", "12-01")])
        # 10:00 in Toronto, the first one after the notice.
        self.assertEqual(slots["week"][0]["times"][0], "2026-11-25T15:00:00Z")

    def test_the_suggested_times_are_offered_ones_on_different_days(self):
        slots = self.booking._slots(self.contract)
        self.assertEqual(len(slots["suggested"]), 3)
        self.assertEqual(len({start[:10] for start in slots["suggested"]}), 3)
        offered = {f"{start.isoformat()}Z" for start in self.starts(self.contract)}
        self.assertLessEqual(set(slots["suggested"]), offered)

    def test_weeks_before_and_after(self):
        self.policy.horizon_days = 14
        first = self.booking._slots(self.contract, TODAY)
        self.assertIsNone(first["previous"])
        self.assertEqual(first["next"], "2026-11-30")
        last = self.booking._slots(self.contract, TODAY + timedelta(days=14))
        self.assertEqual(last["previous"], "2026-11-30")
        self.assertIsNone(last["next"])
        self.assertEqual([day["date"] for day in last["week"]], ["2026-12-07"])

    def test_days_out_of_reach_are_brought_back(self):
        self.policy.horizon_days = 14
        for asked, shown in ((TODAY - timedelta(days=400), "2026-11-23"),
                             (TODAY + timedelta(days=400), "2026-12-07")):
            self.assertEqual(self.booking._slots(self.contract, asked)["first"], shown)
        self.assertEqual(len(self.booking._slots(self.contract, TODAY, days=10000)["week"]), 15)
        self.assertEqual(len(self.booking._slots(self.contract, TODAY, days=-1)["week"]), 1)

    def test_nothing_free_at_all(self):
        self.technician.active = False
        slots = self.booking._slots(self.contract)
        self.assertIsNone(slots["first_free"])
        self.assertEqual(slots["suggested"], [])
        self.assertEqual([day["times"] for day in slots["week"]], [[]] * 7)
