"""What the tests of core share. They run in Odoo's runner and, without Odoo, in tools/core_tests.py."""
import os
from unittest import TestCase

try:
    from odoo.tests import BaseCase, tagged
except ImportError:
    BaseCase = TestCase

    def tagged(*_tags):
        return lambda case: case

try:
    import hypothesis
    from hypothesis import strategies as st
except ImportError:
    hypothesis = st = None

# Random cases of the main property; the others run a share of it. Unset, the cases are
# the same on every run: a red build can be repeated. Set, every run draws new ones.
ASKED = os.environ.get("FUSION_CASES")
CASES = int(ASKED or 10_000)


@tagged("post_install", "-at_install", "fusion_core")
class CoreCase(BaseCase):
    """A test of pure functions: no database, no clock."""


def cases(share, strategy):
    """Run a test on ``share`` × FUSION_CASES random cases drawn from ``strategy()``.

    The strategy comes as a function, so that a test module can be loaded without
    Hypothesis; the test then says so, and fails where everything has to run.
    """
    def decorate(test):
        if hypothesis is None:
            return _without_hypothesis(test)
        settings = hypothesis.settings(
            max_examples=max(1, round(CASES * share)),
            derandomize=not ASKED,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        return settings(hypothesis.given(strategy())(test))
    return decorate


def digits(*bases):
    """Draw a tuple of numbers, each below its base; all in one draw, which takes most of a case's time."""
    # A named function, because Hypothesis looks up the source of a lambda at every draw.
    def scaled(drawn):
        return tuple(int.from_bytes(drawn[2 * n:2 * n + 2], "big") * base >> 16 for n, base in enumerate(bases))
    size = 2 * len(bases)
    return st.binary(min_size=size, max_size=size).map(scaled)


def pairs(numbers):
    """Return a flat list of numbers two by two."""
    return list(zip(numbers[::2], numbers[1::2]))


def _without_hypothesis(test):
    def missing(self):
        message = "Hypothesis is not installed (Debian: python3-hypothesis)"
        if os.environ.get("CI"):
            self.fail(message)
        self.skipTest(message)
    missing.__name__ = test.__name__
    missing.__doc__ = test.__doc__
    return missing
