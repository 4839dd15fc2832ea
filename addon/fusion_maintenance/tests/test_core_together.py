from ..core import slots
from ..core.minutes import Offset
from ..core.together import Terms, combine, fitting
from .core_case import CoreCase, cases, st

STEPS = (5, 10, 15, 20, 30, 45, 60, 90, 120, 240)


def terms():
    """Any terms a policy can have."""
    return st.builds(
        Terms, st.integers(5, 300), st.integers(0, 60), st.integers(0, 60), st.sampled_from(STEPS),
        st.integers(0, 3), st.integers(0, 600), st.integers(1, 60))


def visits():
    """Terms of some units, and a technician's day."""
    interval = st.tuples(st.integers(0, 1400), st.integers(1, 400)).map(lambda pair: (pair[0], sum(pair)))
    load = st.builds(
        slots.Load, st.lists(interval, min_size=1, max_size=3), st.lists(interval, max_size=3),
        st.lists(interval, max_size=2), st.dictionaries(st.sampled_from([719162, 719163]), st.integers(0, 3)))
    return st.tuples(st.lists(terms(), min_size=2, max_size=4), load)


class TestCoreTogether(CoreCase):

    def test_one_unit_keeps_its_own_terms(self):
        own = Terms(60, 5, 15, 30, 4, 1440, 60)
        self.assertEqual(combine([own]), own)

    def test_no_limit_of_visits_a_day_is_no_limit_only_if_nobody_has_one(self):
        self.assertEqual(combine([Terms(60), Terms(60, cap=3), Terms(60, cap=5)]).cap, 3)
        self.assertEqual(combine([Terms(60), Terms(60)]).cap, 0)

    def test_the_step_divides_the_day_whatever_the_steps_are(self):
        for first in STEPS:
            for second in STEPS:
                self.assertEqual(1440 % combine([Terms(60, step=first), Terms(60, step=second)]).step, 0)

    def test_nobody_asks_who_could_do_what_is_too_long(self):
        asked = []
        fitting([60, 400, 60], int, 240, lambda units: asked.append(units) or True)
        self.assertEqual(asked, [[60], [60, 60]])

    def test_what_nobody_can_do_with_the_rest_is_left_out(self):
        self.assertEqual(fitting([60, 30, 20], int, 240, lambda units: 30 not in units), [60, 20])

    @cases(0.05, visits)
    def test_a_start_that_suits_all_units_suits_any_of_them(self, drawn):
        """So a client may leave a unit out after choosing the time."""
        units, load = drawn
        stretches = [Offset(0, 1800, -300)]
        whole = slots.free_starts(load, combine(units).rules, 0, 1440, stretches)
        for left_out in range(len(units)):
            rest = combine(units[:left_out] + units[left_out + 1:])
            for start in whole:
                self.assertTrue(slots.offer({"who": load}, rest.rules, start, start + 1, stretches))
