from datetime import date, timedelta

from ..core.bands import band_to_send, closed_days_after, format_bands, parse_bands, weekend
from .core_case import CoreCase, cases, digits


def years():
    """Draw (bands, days left at each run of the job, descending), with days on which nothing ran."""
    def runs(drawn):
        bands = {band - 20 for band in drawn[:5]}
        # 160 days of two bytes each would be long to draw: three runs in four, by a multiplier.
        seed = drawn[5]
        days = [left for left in range(70, -30, -1) if seed * (left + 31) * 2654435761 >> 7 & 3]
        gap, length = drawn[6] - 30, drawn[7]
        return bands, [left for left in days if not gap <= left < gap + length]
    return digits(90, 90, 90, 90, 90, 1000, 100, 30).map(runs)


def simulate(bands, runs):
    """Return [(days left, band)] of the mails that go when the job runs on these days."""
    sent, mails = [], []
    for left in runs:
        band = band_to_send(left, bands, sent)
        if band is not None:
            sent.append(band)
            mails.append((left, band))
    return mails


class TestCoreBands(CoreCase):

    def test_each_band_goes_on_its_day(self):
        self.assertEqual(simulate((30, 7, 1), range(40, -40, -1)), [(30, 30), (7, 7), (1, 1)])

    def test_after_ten_days_down_one_mail_goes_the_newest_band(self):
        """R9: nothing ran from 12 days before to 3 before; 7 goes late, and no 30 beside it."""
        self.assertEqual(simulate((30, 10, 7, 1), [*range(40, 12, -1), 2, 1]), [(30, 30), (2, 7), (1, 1)])

    def test_a_cycle_that_starts_late_gets_the_band_it_is_in(self):
        self.assertEqual(simulate((30, 7, 1), range(5, -5, -1)), [(5, 7), (1, 1)])

    def test_the_due_day_missed_by_downtime_still_gets_its_last_band(self):
        self.assertEqual(simulate((30, 7, 1), [7, -2, -3]), [(7, 7), (-2, 1)])

    def test_a_negative_band_goes_after_the_due_date(self):
        self.assertEqual(simulate((7, -7), range(10, -20, -1)), [(7, 7), (-7, -7)])

    def test_the_same_day_twice_sends_once(self):
        self.assertEqual(simulate((30, 7, 1), [30, 30, 7, 7]), [(30, 30), (7, 7)])

    def test_a_larger_band_never_follows_a_smaller(self):
        """A due date that moved away again, or a band that the policy gained meanwhile."""
        self.assertIsNone(band_to_send(25, (30, 7, 1), sent=[7]))
        self.assertIsNone(band_to_send(25, (30, 7, 1), sent=[30]))
        self.assertEqual(band_to_send(12, (30, 14, 1), sent=[30]), 14)
        self.assertIsNone(band_to_send(12, (30, 14, 1), sent=[7]))

    def test_no_bands_no_mails(self):
        self.assertIsNone(band_to_send(3, (), ()))

    @cases(0.1, years)
    def test_whatever_the_downtime_each_band_at_most_once_and_ever_smaller(self, year):
        """A band's mail goes at the first run between it and the next smaller one, or not at all."""
        bands, runs = year
        ascending = sorted(bands)
        expected = {}
        for left in runs:
            reached = next((band for band in ascending if band >= left), None)
            if reached is not None:
                expected.setdefault(reached, left)
        mails = simulate(bands, runs)
        self.assertEqual(mails, [(left, band) for band, left in expected.items()])
        sent = [band for _left, band in mails]
        self.assertEqual(sent, sorted(set(sent), reverse=True))


def closures():
    """Draw (bands, {closed days}) around a due date; days are counted from day 0, it is day 60."""
    def year(drawn):
        bands = {band - 20 for band in drawn[:4]}
        closed = {day for first, length in zip(drawn[4::2], drawn[5::2]) for day in range(first, first + length)}
        return bands, closed | {day for day in range(120) if drawn[-1] and day % 7 in (5, 6)}
    return digits(70, 70, 70, 70, 100, 5, 100, 5, 100, 12, 2).map(year)


class TestCoreClosedDays(CoreCase):
    """Nothing on closed days: earlier, never later."""

    DAY = date(2026, 6, 1)  # a Monday

    def _days(self, numbers):
        return {self.DAY + timedelta(days=number) for number in numbers}

    def _simulate(self, bands, closed):
        """[(day, band)] of the mails, as the job runs every day."""
        sent, mails = [], []
        for day in range(-20, 130):
            ahead = closed_days_after(self.DAY + timedelta(days=day), self._days(closed))
            band = None if ahead is None else band_to_send(60 - day - ahead, bands, sent)
            if band is not None:
                sent.append(band)
                mails.append((day, band))
        return mails

    def test_saturday_and_sunday_go_on_friday(self):
        closed = {4 + 1, 4 + 2}
        self.assertEqual(self._simulate((55,), closed), [(4, 55)])
        self.assertEqual(self._simulate((54,), closed), [(4, 54)])
        self.assertEqual(self._simulate((53,), closed), [(7, 53)])

    def test_two_bands_of_one_weekend_are_one_mail(self):
        self.assertEqual(self._simulate((55, 54), {5, 6}), [(4, 54)])

    def test_a_long_weekend_goes_on_the_thursday_before(self):
        friday = {4}
        weekend_days = weekend(self.DAY, self.DAY + timedelta(days=20))
        closed = self._days(friday) | weekend_days
        self.assertEqual(closed_days_after(self.DAY + timedelta(days=3), closed), 3)
        self.assertIsNone(closed_days_after(self.DAY + timedelta(days=4), closed))

    @cases(0.05, closures)
    def test_each_band_goes_on_the_last_open_day_up_to_its_own(self, drawn):
        """Against counting day by day; where several meet, the newest goes."""
        bands, closed = drawn
        expected = {}
        for band in sorted(bands, reverse=True):
            day = 60 - band
            while day in closed:
                day -= 1
            expected[day] = band
        self.assertEqual(self._simulate(bands, closed), list(expected.items()))


class TestCoreBandsText(CoreCase):

    def test_bands_are_read_as_people_write_them(self):
        for text in ("30, 7, 1", "30,7,1", "1 7 30", "30; 7; 1;", " 30\n7\t1 ", "+30, 07, 1, 7"):
            self.assertEqual(parse_bands(text), (30, 7, 1), text)
        for text in ("7, -3", "7 \u22123", "7, \u20133"):
            self.assertEqual(parse_bands(text), (7, -3), text)
        for text in ("", "  ", ",", None, False):
            self.assertEqual(parse_bands(text), (), repr(text))
        self.assertEqual(parse_bands("0"), (0,))

    def test_what_is_no_band_is_refused_in_words(self):
        for text in ("7.5", "1e1", "a week", "7--1", "7-1", "\u0663", "0x7", "7days", "-"):
            with self.assertRaisesRegex(ValueError, "is not a whole number of days"):
                parse_bands(f"30, {text}")
        for text in ("366", "-366", "3071", "9" * 5000):
            with self.assertRaisesRegex(ValueError, "at most 365 days"):
                parse_bands(text)

    @cases(0.02, lambda: digits(731, 731, 731, 731))
    def test_written_bands_read_back_the_same(self, drawn):
        bands = tuple(sorted({number - 365 for number in drawn}, reverse=True))
        self.assertEqual(parse_bands(format_bands(bands)), bands)
        self.assertEqual(format_bands(parse_bands(format_bands(drawn[:0]))), "")
