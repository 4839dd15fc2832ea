"""When running contracts are due after their policy got another interval. Days are the company's local dates."""
from __future__ import annotations

import math
import typing
from datetime import date, timedelta

from .cycle import add_months, next_due_planned
from .spread import spread_day

if typing.TYPE_CHECKING:
    from collections.abc import Iterable

# As many a day as old units that are brought in, unless the queue would outlast the interval.
PER_DAY = 10
WEEKDAYS_A_MONTH = 21


class Unit(typing.NamedTuple):
    """A contract's dates, as its cycle knows them."""

    id: int
    due: date
    last: date | None = None
    delivered: date | None = None


def counted_due(unit: Unit, before: int, months: int, planned: bool = False) -> date:
    """Return when the unit is due, counted from its last service or its delivery: that may be long ago.

    >>> served = Unit(1, due=date(2027, 3, 10), last=date(2026, 3, 10), delivered=date(2025, 2, 1))
    >>> counted_due(served, 12, 6)
    datetime.date(2026, 9, 10)
    >>> counted_due(served._replace(last=None), 12, 18)
    datetime.date(2026, 8, 1)

    Where the next date follows the plan, it is counted from the date that was planned before this one:

    >>> counted_due(Unit(1, date(2027, 2, 28), date(2026, 8, 20), date(2025, 8, 31)), 6, 4, planned=True)
    datetime.date(2026, 12, 31)

    Of a unit about which nothing else is known, from one interval before its date:

    >>> counted_due(Unit(1, date(2027, 3, 10)), 12, 6)
    datetime.date(2026, 9, 10)
    """
    if unit.last and planned:
        day = unit.delivered.day if unit.delivered and unit.due == _on(unit.due, unit.delivered.day) else unit.due.day
        anchor = _on(add_months(unit.due.replace(day=1), -before), day)
        return next_due_planned(anchor, months, unit.last, unit.delivered)
    anchor = unit.last or unit.delivered
    return add_months(anchor, months) if anchor else add_months(unit.due, months - before)


def due_dates(
    units: Iterable[Unit], before: int, months: int, today: date, lead: int, planned: bool = False,
) -> dict[int, date]:
    """Return the due dates with the new interval, by id.

    Whoever would be due before a first reminder could still go in time takes their turn: so many a
    day from then on, the longest overdue first, and never later than the date there was. Nobody's
    date becomes another one in the past, nor an earlier one by a longer interval.

    :param int before: the interval there was, in months
    :param int lead: how many days before its date a unit's first reminder goes

    >>> units = [
    ...     Unit(1, due=date(2027, 10, 1), last=date(2026, 10, 1)),  # in good time
    ...     Unit(2, due=date(2027, 4, 1), last=date(2026, 4, 1)),  # would have been due in October
    ...     Unit(3, due=date(2026, 12, 1), last=date(2025, 12, 1)),  # is due soon anyway
    ...     Unit(4, due=date(2026, 5, 1), last=date(2025, 5, 1))]  # is overdue anyway
    >>> [str(day) for day in due_dates(units, 12, 6, date(2026, 11, 23), lead=30).values()]
    ['2027-04-01', '2026-12-24', '2026-12-01', '2026-05-01']

    With a longer interval a unit may no longer be overdue:

    >>> [str(day) for day in due_dates(units, 12, 24, date(2026, 11, 23), lead=30).values()]
    ['2028-10-01', '2028-04-01', '2027-12-01', '2027-05-01']
    """
    soon = today + timedelta(days=lead + 1)
    dates, waiting = {}, []
    for unit in units:
        due = counted_due(unit, before, months, planned)
        dates[unit.id] = due if due >= soon or unit.due <= due >= today else unit.due
        if months < before and due < soon < unit.due:
            waiting.append((due, unit.id))
    per_day = max(PER_DAY, math.ceil(len(waiting) / (months * WEEKDAYS_A_MONTH)))
    for number, (_due, id_) in enumerate(sorted(waiting)):
        dates[id_] = min(dates[id_], spread_day(number, per_day, soon))
    return dates


def _on(month: date, day: int) -> date:
    """Return that day of the month, or the month's last one."""
    return add_months(date(2000, 1, day), (month.year - 2000) * 12 + month.month - 1)
