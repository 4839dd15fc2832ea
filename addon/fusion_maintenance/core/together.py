"""Several units in one visit: the terms of all of them, which one technician has to keep at once.

Taking a unit away never makes the terms stricter: a start that suits five units suits any of them.
"""
from __future__ import annotations

import typing
from math import lcm

from .slots import Rules

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Unit = typing.TypeVar("Unit")


class Terms(typing.NamedTuple):
    """When a visit may begin and what it takes: minutes, but the days of the ``horizon``.

    ``step`` divides the day, and ``cap`` is visits per technician and local day, 0 for no limit.
    """

    duration: int
    before: int = 0
    after: int = 0
    step: int = 15
    cap: int = 0
    notice: int = 0
    horizon: int = 1

    @property
    def rules(self) -> Rules:
        """What of it the search for free times needs."""
        return Rules(self.duration, self.before, self.after, self.step, self.cap)


def combine(terms: Sequence[Terms]) -> Terms:
    """Return the terms of one visit for units with these terms: as long as all, as strict as each.

    >>> combine([Terms(60, after=15, step=30, notice=1440, horizon=60),
    ...          Terms(45, before=10, step=20, cap=6, notice=60, horizon=30)])
    Terms(duration=105, before=10, after=15, step=60, cap=6, notice=1440, horizon=30)
    """
    return Terms(
        duration=sum(each.duration for each in terms),
        before=max(each.before for each in terms),
        after=max(each.after for each in terms),
        # On the grid of each of them. Both divide the day, so this does too.
        step=lcm(*(each.step for each in terms)),
        cap=min((each.cap for each in terms if each.cap), default=0),
        notice=max(each.notice for each in terms),
        horizon=min(each.horizon for each in terms))


def fitting(units: Sequence[Unit], length: Callable[[Unit], int], longest: int,
            suits: Callable[[Sequence[Unit]], bool] = lambda _units: True) -> list[Unit]:
    """Return the units that one visit can be for: the first in any case, then each that still fits.

    ``suits`` says whether anybody can do all of some units; it is asked only of what is short enough.

    >>> fitting([60, 90, 120, 30], lambda minutes: minutes, longest=180)
    [60, 90, 30]
    >>> fitting([300, 15], lambda minutes: minutes, longest=240)
    [300]
    """
    chosen: list[Unit] = []
    minutes = 0
    for unit in units:
        fits = minutes + length(unit) <= longest and suits([*chosen, unit])
        if not chosen or fits:
            chosen.append(unit)
            minutes += length(unit)
    return chosen
