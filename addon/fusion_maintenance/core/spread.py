"""Spreading work over days, so that a backlog becomes a queue."""
from __future__ import annotations

import typing
from datetime import date, timedelta

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

SATURDAY = 5


def weekdays(first: date) -> Iterator[date]:
    """Yield the Mondays to Fridays from a day on.

    >>> days = weekdays(date(2026, 11, 27))
    >>> [f"{next(days):%a %d}" for _ in range(3)]
    ['Fri 27', 'Mon 30', 'Tue 01']
    """
    day = first
    while True:
        if day.weekday() < SATURDAY:
            yield day
        day += timedelta(days=1)


def spread_day(number: int, per_day: int, first: date) -> date:
    """Return on which weekday the unit with this number, counted from 0, has its turn.

    >>> [str(spread_day(number, 2, date(2026, 11, 27))) for number in (0, 1, 2, 11, 1_000_000)]
    ['2026-11-27', '2026-11-27', '2026-11-30', '2026-12-04', '3943-06-11']
    """
    begin = next(weekdays(first))
    weeks, rest = divmod(begin.weekday() + number // max(1, per_day), SATURDAY)
    return begin + timedelta(days=weeks * 7 + rest - begin.weekday())
