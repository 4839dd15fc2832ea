from datetime import timedelta

from .common import TODAY, TOMORROW, utc
from .group_case import GroupCase


class TestGroupBooking(GroupCase):
    """One visit for several units."""

    # -- what is offered ---------------------------------------------------------------------------

    def test_the_visit_is_as_long_as_all_of_them(self):
        day = TOMORROW.replace(day=25)
        self.assertEqual(self.local_times(self.lifts, day), ["08:00", "08:30", "09:00", "13:00", "13:30", "14:00"])
        self.assertEqual(self.booking._slots(self.lifts)["duration"], 180)

    def test_it_keeps_the_strictest_terms_of_all(self):
        self.second.policy_id = self.make_policy(
            buffer_before=10, buffer_after=20, notice_hours=72, horizon_days=10, step=60, daily_cap=1)
        self.policy.buffer_after = 5
        terms = self.lifts._terms()
        self.assertEqual((terms.before, terms.after, terms.step, terms.cap), (10, 20, 60, 1))
        starts = self.starts(self.lifts)
        self.assertGreaterEqual(starts[0], utc(TODAY, 10) + timedelta(hours=72))
        self.assertLess(starts[-1], utc(TODAY, 10) + timedelta(days=11))

    def test_one_technician_has_every_skill_on_that_day(self):
        kind = self.env["hr.skill.type"].create({
            "name": "Units", "skill_ids": [(0, 0, {"name": "Lifts"}), (0, 0, {"name": "Beds"})],
            "skill_level_ids": [(0, 0, {"name": "Able", "level_progress": 100, "default_level": True})]})
        lifts, beds = kind.skill_ids.sorted("id")
        self.policy.skill_id = lifts
        self.third.policy_id = self.make_policy(skill_id=beds.id)
        both = self.make_technician("Both Skills")
        for employee, skill, until in (
                (self.technician, lifts, False), (both, lifts, False), (both, beds, TOMORROW + timedelta(days=3))):
            self.env["hr.employee.skill"].create({
                "employee_id": employee.id, "skill_id": skill.id, "skill_type_id": kind.id,
                "skill_level_id": kind.skill_level_ids.id, "valid_from": "2026-01-01", "valid_to": until})
        offered = self.booking._offer(self.lifts, self.booking._window(self.lifts))
        self.assertEqual(set(map(tuple, offered.values())), {(both.id,)})
        self.assertLess(self.starts(self.lifts)[-1], utc(TOMORROW + timedelta(days=4), 0))
        self.assertEqual(self.booked_together().employee_id, both)

    def test_a_skill_makes_a_technician_and_where_none_is_asked_for_the_tick_does(self):
        kind = self.env["hr.skill.type"].create({
            "name": "Units", "skill_ids": [(0, 0, {"name": "Beds"})],
            "skill_level_ids": [(0, 0, {"name": "Able", "default_level": True})]})
        self.first.policy_id = self.second.policy_id = self.make_policy(skill_id=kind.skill_ids.id)
        self.env["hr.employee.skill"].create({
            "employee_id": self.technician.id, "skill_id": kind.skill_ids.id, "skill_type_id": kind.id,
            "skill_level_id": kind.skill_level_ids.id, "valid_from": "2026-01-01"})
        technicians = self.env["fusion.maintenance.availability"]._technicians
        self.assertEqual(technicians(self.lifts), self.technician)
        self.technician.x_fc_technician = False
        self.assertEqual(technicians(self.first + self.second), self.technician)
        self.assertFalse(technicians(self.third))
        self.assertFalse(technicians(self.lifts))

    def test_an_offered_time_is_accepted_for_any_of_the_units(self):
        for units in (self.lifts, self.first + self.third, self.first):
            for start in self.starts(self.lifts)[::5]:
                with self.subTest(units=len(units), start=start):
                    answer = self.book(units, start)
                    self.assertEqual(answer.code, "booked")
                    self.booking._cancel(answer.visit._together())

    def test_the_arrival_window_is_that_of_the_first_unit(self):
        self.first.policy_id = self.make_policy(arrival_window=120)
        slots = self.booking._slots(self.lifts)
        start, (begin, end) = next(iter(slots["windows"].items()))
        visits = self.booked_together(start=self.booking._parse_start(start))
        self.assertEqual(set(visits.mapped("arrival_start")), {self.booking._parse_start(begin)})
        self.assertEqual(set(visits.mapped("arrival_stop")), {self.booking._parse_start(end)})
        self.assertFalse(self.booking._slots(self.second)["windows"])

    # -- how many ----------------------------------------------------------------------------------

    def test_as_many_as_fit_into_the_longest_visit(self):
        self.make_lifts(3)
        self.assertEqual(len(self.first._visit_together()), 4)
        self.company.x_fc_maintenance_longest_visit = 179
        self.assertEqual(self.first._visit_together(), self.first + self.second)

    def test_a_unit_that_takes_longer_than_the_longest_visit_has_one_all_the_same(self):
        self.company.x_fc_maintenance_longest_visit = 30
        self.assertEqual(self.first._visit_together(), self.first)
        self.assertEqual(self.book(self.first, self.nine).code, "booked")

    def test_a_unit_that_nobody_can_do_with_the_others_is_left_for_itself(self):
        kind = self.env["hr.skill.type"].create({
            "name": "Units", "skill_ids": [(0, 0, {"name": "Beds"})],
            "skill_level_ids": [(0, 0, {"name": "Able", "default_level": True})]})
        self.second.policy_id = self.make_policy(skill_id=kind.skill_ids.id)
        self.assertEqual(self.first._visit_together(), self.first + self.third)

    def test_where_no_stretch_is_long_enough_half_of_the_units_are_offered(self):
        self.technician.resource_calendar_id = self.make_calendar("Short", hours=((9, 11), (13, 15)))
        offered, slots = self.booking._slots_together(self.lifts)
        self.assertEqual(offered, self.first + self.second)
        self.assertTrue(slots["first_free"])
        self.assertEqual([unit["id"] for unit in slots["units"]], offered.ids)

    def test_more_than_fit_are_not_booked_whatever_is_sent(self):
        lots = self.lifts + self.make_lifts(3)
        self.company.x_fc_maintenance_longest_visit = 300
        self.assertEqual(self.book(lots, self.nine).code, "refused")

    # -- what is booked ----------------------------------------------------------------------------

    def test_one_reservation_event_and_order_and_a_visit_and_repair_order_for_each(self):
        visits = self.booked_together()
        self.assertEqual(visits.contract_id, self.lifts)
        self.assertEqual(self.lifts.visit_id, visits)
        self.assertEqual([len(visits[name]) for name in (
            "reservation_id", "event_id", "sale_order_id", "repair_id")], [1, 1, 1, 3])
        self.assertEqual((visits[0].start, visits[0].stop), (self.nine, self.nine + timedelta(hours=3)))
        self.assertEqual(len(set(visits.mapped("stop"))), 1)
        self.assertEqual(self.lifts.mapped("stage"), ["booked"] * 3)
        self.assertEqual(self.lifts.booking_repair_id, visits.repair_id)

    def test_each_line_of_the_order_is_bound_to_its_own_repair_order(self):
        visits = self.booked_together()
        lines = visits.sale_order_id.order_line
        self.assertEqual(lines, visits.repair_id.sale_order_line_id)
        self.assertEqual(lines.mapped("price_unit"), [95.0] * 3)
        for visit, line in zip(visits, lines, strict=True):
            self.assertIn(visit.serial, line.name)
        visits[1].action_done()
        self.assertEqual(lines.mapped("qty_delivered"), [0, 1, 0])

    def test_a_unit_without_an_order_has_no_line(self):
        self.second.policy_id = self.make_policy(revenue_mode="none")
        visits = self.booked_together()
        self.assertEqual(len(visits.sale_order_id.order_line), 2)
        self.assertFalse(visits[1].sale_order_id)

    def test_the_order_is_confirmed_where_all_of_them_want_that(self):
        self.policy.revenue_mode = "order"
        quotation = self.make_policy(revenue_mode="quotation")
        self.assertEqual(self.booked_together(self.first + self.second).sale_order_id.state, "sale")
        self.third.policy_id = quotation
        mixed = self.booked_together(self.third + self.make_lifts(1), utc(TOMORROW + timedelta(days=2), 9))
        self.assertEqual(mixed.sale_order_id.state, "draft")

    def test_the_event_counts_the_units(self):
        event = self.booked_together(note="Front desk").event_id
        for text in ("3 × Power Wheelchair", "416-555-0100"):
            self.assertIn(text, str(event.description))
        for text in (*self.lifts.mapped("serial"), "Front desk"):
            self.assertNotIn(text, str(event.description))
        self.assertIn("Cedar Grove Care Home, Toronto – service visit", event.name)
        self.assertIn("3 units", event.name)

    def test_a_technician_to_confirm_if_one_of_them_wants_that(self):
        self.third.policy_id = self.make_policy(assignment="dispatcher")
        visits = self.booked_together()
        self.assertTrue(visits[0].provisional)
        visits.action_confirm_technician()
        self.assertFalse(visits[0].provisional)
        self.assertEqual(visits[0].sequence, 1, "confirmed once, not once for each unit")

    # -- pressing ----------------------------------------------------------------------------------

    def test_the_same_press_again_gets_the_same_answer(self):
        first, again = (self.book(self.lifts, self.nine, key="one-and-the-same") for _press in range(2))
        self.assertEqual(first, again)
        self.assertEqual(len(self.lifts.visit_ids), 3)

    def test_what_somebody_else_has_booked_meanwhile_is_left_out(self):
        theirs = self.booked(self.second, utc(TOMORROW + timedelta(days=2), 9))
        visits = self.booked_together()
        self.assertEqual(visits.contract_id, self.first + self.third)
        self.assertEqual(visits[0].stop - visits[0].start, timedelta(hours=2))
        self.assertEqual(self.second.visit_id, theirs)

    def test_a_unit_that_is_booked_already_answers_with_its_visit(self):
        visits = self.booked_together(self.second + self.third)
        answer = self.book(self.third + self.first, utc(TOMORROW + timedelta(days=2), 9))
        self.assertEqual((answer.code, answer.visit), ("already_booked", visits[1]))
        self.assertFalse(self.first.visit_id)

    def test_a_paused_unit_is_left_out_and_a_paused_first_one_is_refused(self):
        self.second.action_pause()
        self.assertEqual(self.book(self.second + self.first, self.nine).code, "refused")
        self.assertEqual(self.booked_together().contract_id, self.first + self.third)

    def test_a_time_that_is_too_short_for_all_is_taken(self):
        self.booked(self.make_contract(), utc(TOMORROW.replace(day=25), 11))
        self.assertEqual(self.book(self.lifts, self.nine).code, "slot_taken")
        self.assertFalse(self.lifts.visit_ids)
        self.assertEqual(self.book(self.first + self.second, self.nine).code, "booked")

    # -- whose ------------------------------------------------------------------------------------

    def test_a_visit_is_offered_for_what_its_reader_may_book(self):
        nora = self.make_holder(self.first + self.second)
        self.assertEqual(self.first._visit_together(nora), self.first + self.second)
        self.assertEqual(self.first._visit_together(self.home), self.lifts)

    def test_many_lifts_are_booked_one_visit_after_the_other(self):
        self.make_lifts(5)
        lead, booked = self.first, 0
        for day in range(2):
            contracts = lead._visit_together()
            visits = self.booked_together(contracts, utc(TOMORROW + timedelta(days=1 + day), 8))
            booked += len(visits)
            left = self.first._still_to_book()
            lead = left[:1]
        self.assertEqual((booked, len(left)), (8, 0))

    def test_no_query_more_for_a_single_unit_and_few_more_for_each_further_one(self):
        """What a visit shares is made once: a further unit costs its own visit, repair order and line."""
        counts = []
        for contracts in (self.make_contract(), self.make_lifts(2), self.make_lifts(3), self.make_lifts(4)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.book(contracts)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[-1] - counts[-2], counts[0] / 2)
