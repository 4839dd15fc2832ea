from ..core.slots import merge, subtract
from .core_case import CoreCase, cases, digits, pairs


def interval_lists():
    """Draw two lists of intervals, empty and inside-out ones among them: nobody filters before calling."""
    def placed(numbers):
        intervals = [(start, start - 4 + length) for start, length in pairs(numbers)]
        return intervals[:7], intervals[7:]
    return digits(*14 * (60, 20)).map(placed)


def minutes(intervals):
    return {minute for interval in intervals for minute in range(*interval)}


class TestCoreIntervals(CoreCase):

    def assertTidy(self, intervals):
        """Sorted, disjoint, not empty, and not to be merged further."""
        bounds = [bound for interval in intervals for bound in interval]
        self.assertEqual(bounds, sorted(set(bounds)))

    @cases(0.1, interval_lists)
    def test_merged_intervals_hold_the_same_minutes(self, both):
        intervals, _others = both
        merged = merge(intervals)
        self.assertTidy(merged)
        self.assertEqual(minutes(merged), minutes(intervals))

    @cases(0.1, interval_lists)
    def test_a_difference_is_the_difference_of_the_minutes(self, both):
        left = subtract(*both)
        self.assertTidy(left)
        self.assertEqual(minutes(left), minutes(both[0]) - minutes(both[1]))

    def test_intervals_are_half_open(self):
        """What ends at ten does not take what begins at ten."""
        self.assertEqual(subtract([(600, 660)], [(540, 600), (660, 700)]), [(600, 660)])
        self.assertEqual(merge([(540, 600), (600, 660)]), [(540, 660)])

    def test_one_long_cut_reaches_over_many_intervals(self):
        self.assertEqual(subtract([(0, 10), (20, 30), (40, 50)], [(5, 45), (6, 7), (21, 22)]), [(0, 5), (45, 50)])

    def test_the_arguments_are_left_as_they_were(self):
        first, second = [(5, 9), (0, 4)], [(3, 6)]
        subtract(first, second)
        self.assertEqual((first, second), ([(5, 9), (0, 4)], [(3, 6)]))
