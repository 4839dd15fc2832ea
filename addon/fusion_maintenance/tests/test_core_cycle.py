from datetime import date, timedelta

from ..core.cycle import add_months, first_due, next_due_after_done, next_due_planned, stage
from .core_case import CoreCase, cases, digits

DAYS = (date(2045, 1, 1) - date(2005, 1, 1)).days


def deliveries():
    """Draw (delivered, months, today): forty years, intervals of up to five years, either day first."""
    def dated(drawn):
        first, second, months = drawn
        return date(2005, 1, 1) + timedelta(first), months + 1, date(2005, 1, 1) + timedelta(second)
    return digits(DAYS, DAYS, 60).map(dated)


def planned_dates(delivered, months):
    """Yield what the plan says, one date after the other."""
    count = 1
    while True:
        yield add_months(delivered, count * months)
        count += 1


class TestCoreCycle(CoreCase):

    @cases(0.1, deliveries)
    def test_first_due_is_the_first_planned_date_after_today(self, case):
        delivered, months, today = case
        expected = next(day for day in planned_dates(delivered, months) if day > today)
        self.assertEqual(first_due(*case), expected)

    @cases(0.1, deliveries)
    def test_a_plan_does_not_drift(self, case):
        """However often it rolls, late or early, a plan stays on the dates counted from the delivery."""
        delivered, months, today = case
        due = first_due(delivered, months, delivered)
        for _cycle in range(3):
            # Done three days early, so that the next interval is counted, not the same date again.
            due = next_due_planned(due, months, due - timedelta(3), delivered)
        self.assertEqual(due, add_months(delivered, 4 * months))
        expected = next(day for day in planned_dates(due, months) if day > today)
        rolled = next_due_planned(due, months, today, delivered)
        self.assertGreater(rolled, max(today, due))
        # Of the plan's own dates it is the next, also where the last was cut to a short month's end.
        self.assertEqual(rolled, next(
            day for day in planned_dates(delivered, months) if day > today and day > due))
        self.assertLessEqual(abs((rolled - expected).days), 31)

    @cases(0.05, deliveries)
    def test_months_are_calendar_months(self, case):
        day, months, _today = case
        later = add_months(day, months)
        self.assertEqual((later.year * 12 + later.month) - (day.year * 12 + day.month), months)
        # The same day of the month, or the last one of a month that is too short for it.
        self.assertTrue(later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1))

    def test_a_month_end_is_counted_from_the_anchor(self):
        anchor = date(2027, 8, 31)
        self.assertEqual(
            [str(add_months(anchor, months)) for months in (1, 3, 6, 18, 42, 0, -1)],
            ["2027-09-30", "2027-11-30", "2028-02-29", "2029-02-28", "2031-02-28", "2027-08-31", "2027-07-31"])

    def test_leap_day(self):
        self.assertEqual(add_months(date(2028, 2, 29), 12), date(2029, 2, 28))
        self.assertEqual(add_months(date(2028, 2, 29), 48), date(2032, 2, 29))
        self.assertEqual(first_due(date(2024, 2, 29), 12, today=date(2028, 2, 28)), date(2028, 2, 29))
        self.assertEqual(first_due(date(2024, 2, 29), 12, today=date(2028, 2, 29)), date(2029, 2, 28))

    def test_a_fresh_delivery_is_due_one_interval_later(self):
        self.assertEqual(first_due(date(2026, 11, 22), 6, today=date(2026, 11, 22)), date(2027, 5, 22))
        self.assertEqual(first_due(date(2026, 12, 1), 6, today=date(2026, 11, 22)), date(2027, 6, 1))

    def test_an_old_delivery_is_due_strictly_after_today(self):
        """The anniversary itself has passed: nobody can be reminded of it any more."""
        self.assertEqual(first_due(date(2020, 5, 22), 6, today=date(2026, 11, 21)), date(2026, 11, 22))
        self.assertEqual(first_due(date(2020, 5, 22), 6, today=date(2026, 11, 22)), date(2027, 5, 22))

    def test_a_service_just_done_counts_from_its_day(self):
        self.assertEqual(next_due_after_done(date(2026, 8, 31), 6), date(2027, 2, 28))

    def test_a_service_done_early_does_not_leave_the_same_due_date(self):
        self.assertEqual(next_due_planned(date(2026, 12, 15), 12, today=date(2026, 11, 22)), date(2027, 12, 15))

    def test_a_service_done_years_late_is_planned_after_today(self):
        self.assertEqual(next_due_planned(date(2020, 12, 15), 12, today=date(2026, 12, 15)), date(2027, 12, 15))

    def test_a_date_that_a_person_moved_stays_where_it_was_moved(self):
        """Delivered on a 31st, then planned by hand for a 15th: the 15th it is."""
        delivered = date(2026, 8, 31)
        self.assertEqual(next_due_planned(date(2027, 2, 15), 6, date(2027, 2, 15), delivered), date(2027, 8, 15))

    def test_no_interval_is_refused(self):
        for months in (0, -6):
            with self.assertRaises(ValueError):
                first_due(date(2026, 1, 1), months, date(2026, 1, 1))
            with self.assertRaises(ValueError):
                next_due_after_done(date(2026, 1, 1), months)


class TestCoreStage(CoreCase):
    due = date(2026, 12, 22)

    def test_a_contract_goes_from_upcoming_to_due_to_overdue(self):
        """Due begins 30 days before, ends with the day itself, and every day has one stage."""
        stages = {left: stage(self.due - timedelta(left), self.due) for left in range(40, -5, -1)}
        self.assertEqual({left for left, name in stages.items() if name == "upcoming"}, set(range(31, 41)))
        self.assertEqual({left for left, name in stages.items() if name == "due"}, set(range(31)))
        self.assertEqual({left for left, name in stages.items() if name == "overdue"}, set(range(-4, 0)))

    def test_the_first_band_says_when_due_begins(self):
        self.assertEqual(stage(date(2026, 12, 15), self.due, 7), "due")
        self.assertEqual(stage(date(2026, 12, 14), self.due, 7), "upcoming")
        self.assertEqual(stage(self.due, self.due, 0), "due")

    def test_a_booked_contract_is_booked_also_when_overdue(self):
        self.assertEqual(stage(date(2027, 1, 1), self.due, 30, True), "booked")

    def test_without_a_due_date_nothing_is_due(self):
        self.assertEqual(stage(self.due, None), "upcoming")
        self.assertEqual(stage(self.due, False), "upcoming")
