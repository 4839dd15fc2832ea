from ..core.minutes import DAY, EPOCH_DAY, by_day
from ..core.slots import Offset
from ..core.suggest import SOON_DAYS, Candidate, is_settled, rank, suggest
from .core_case import CoreCase, cases, digits, pairs

OFFSETS = [Offset(0, 400 * DAY, 0)]


def at(day, hour, minute=0):
    return day * DAY + hour * 60 + minute


def offers():
    """Draw starts on twelve days, in two runs each day, and some of them preferred."""
    def spread(drawn):
        starts = [
            at(day, 8) + 15 * quarter + 15 * more
            for day, (quarter, length) in enumerate(pairs(drawn[1:]), drawn[0]) for more in range(length - 12)]
        return starts, starts[::5]
    return digits(40, *12 * (40, 20)).map(spread)


class TestCoreSuggest(CoreCase):

    def assertSuggests(self, starts, expected, **how):
        self.assertEqual(suggest(starts, OFFSETS, **how), expected)

    def test_three_days_and_both_halves_of_the_day(self):
        starts = [at(day, hour) for day in range(5) for hour in (9, 10, 11, 13, 14)]
        self.assertSuggests(starts, [at(0, 9), at(1, 13), at(2, 9)])

    def test_a_time_when_somebody_is_near_comes_before_a_sooner_one(self):
        starts = [at(day, hour) for day in range(5) for hour in (9, 10, 13)]
        self.assertSuggests(starts, [at(0, 9), at(2, 13), at(3, 9)], preferred={at(2, 13), at(3, 9), at(0, 9)})

    def test_near_is_not_worth_waiting_for_more_than_two_weeks(self):
        starts = [at(0, 9), at(1, 13), at(2, 9), at(SOON_DAYS, 9)]
        self.assertSuggests(starts, starts[:3], preferred=[at(SOON_DAYS, 9)])
        last = at(SOON_DAYS - 1, 9)
        self.assertSuggests([at(0, 9), at(5, 13), at(6, 9), last], [at(0, 9), at(5, 13), last], preferred=[last])

    def test_too_few_soon_ones_are_filled_up_with_later_ones(self):
        starts = [at(0, 9), at(60, 13), at(61, 9)]
        self.assertSuggests(starts, starts)

    def test_one_day_alone_is_spread_over_the_day(self):
        starts = [at(3, 9, minute) for minute in range(0, 8 * 60, 15)]
        self.assertSuggests(starts, [at(3, 9), at(3, 12), at(3, 14)])

    def test_nothing_free_nothing_suggested(self):
        self.assertSuggests([], [])

    def test_the_day_is_the_local_one(self):
        """Half past eleven in the evening and half past midnight in UTC are one evening in Toronto, in EST."""
        toronto = [Offset(0, 400 * DAY, -300)]
        starts = [at(1, 23, 30), at(2, 0, 30), at(2, 14)]
        self.assertEqual(suggest(starts, toronto, count=2), [at(1, 23, 30), at(2, 14)])

    @cases(0.03, offers)
    def test_suggestions_are_offered_starts_on_different_days(self, offer):
        starts, preferred = offer
        chosen = suggest(starts, OFFSETS, preferred)
        self.assertEqual(chosen, sorted(set(chosen) & set(starts)))
        self.assertEqual(len(chosen), min(3, len(starts)))
        days = {start // DAY for start in starts}
        self.assertEqual(len({start // DAY for start in chosen}), min(3, len(days)))
        self.assertEqual(chosen, suggest(reversed(starts), OFFSETS, set(preferred)))

    @cases(0.03, offers)
    def test_what_is_settled_stays_whatever_comes_later(self, offer):
        starts, preferred = offer
        for day in (SOON_DAYS, SOON_DAYS + 2, 40, 45, 50):
            found = [start for start in starts if start < at(day, 0)]
            # Those of the last days, again a month later: they tell as much as any.
            later = [start + at(31, 0) for start in starts]
            if is_settled(by_day(found, OFFSETS), EPOCH_DAY + day):
                self.assertEqual(suggest(found, OFFSETS, preferred), suggest(starts + later, OFFSETS, preferred + later))


class TestCoreRank(CoreCase):

    def test_near_first_then_the_least_busy_then_by_key(self):
        ordered = [
            Candidate(9, True, 0), Candidate(4, True, 3), Candidate(5, True, 3),
            Candidate(1, False, 0), Candidate(2, False, 0), Candidate(3, False, 1)]
        self.assertEqual(rank(reversed(ordered)), ordered)
        self.assertEqual(rank([]), [])
