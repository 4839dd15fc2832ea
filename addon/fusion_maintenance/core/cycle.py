"""When a unit is due, and where it stands until then. Days are the company's local dates."""
from __future__ import annotations

import calendar
import typing
from datetime import date, timedelta

if typing.TYPE_CHECKING:
    Stage = typing.Literal["upcoming", "due", "overdue", "booked"]


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, so many months later, or that month's last day.

    Count from the anchor, not from the last result, or the 31st is lost for good:

    >>> [str(add_months(date(2027, 1, 31), months)) for months in (1, 2, 13)]
    ['2027-02-28', '2027-03-31', '2028-02-29']
    """
    return _in_month(day, months, day.day)


def first_due(delivered: date, months: int, today: date) -> date:
    """Return the first date after ``today`` that is a whole number of intervals after the delivery.

    >>> first_due(date(2026, 9, 30), 6, today=date(2026, 11, 22))
    datetime.date(2027, 3, 30)
    >>> first_due(date(2020, 8, 31), 6, today=date(2026, 8, 31))  # an old one; today itself is too late
    datetime.date(2027, 2, 28)
    """
    return _next_due(delivered, months, today, delivered.day)


def next_due_after_done(done: date, months: int) -> date:
    """Return the due date after a service, counted from the day it was done.

    >>> next_due_after_done(date(2026, 11, 22), 6)
    datetime.date(2027, 5, 22)
    """
    return _next_due(done, months, done, done.day)


def next_due_planned(planned: date, months: int, today: date, delivered: date | None = None) -> date:
    """Return the due date after a service, counted from the date that was planned.

    At least one interval on, also when the service was done early, and after ``today``.

    >>> next_due_planned(date(2026, 11, 30), 6, today=date(2026, 11, 22))
    datetime.date(2027, 5, 30)
    >>> next_due_planned(date(2026, 1, 15), 6, today=date(2026, 11, 22))
    datetime.date(2027, 1, 15)

    A plan that was cut to the end of a short month finds back to the day of its delivery:

    >>> next_due_planned(date(2027, 2, 28), 6, today=date(2027, 2, 20), delivered=date(2026, 8, 31))
    datetime.date(2027, 8, 31)
    """
    day = planned.day
    if delivered and planned == _in_month(planned, 0, delivered.day):
        day = delivered.day
    return _next_due(planned, months, today, day)


def _next_due(anchor: date, months: int, today: date, day: int) -> date:
    """Return the first date after ``today``, one interval or more after the anchor's month, on that day."""
    if months < 1:
        raise ValueError(f"An interval is at least one month, not {months}.")
    passed = (today.year - anchor.year) * 12 + today.month - anchor.month
    # Of all intervals only this one can end in today's month, before today or after.
    count = max(1, passed // months)
    due = _in_month(anchor, count * months, day)
    return due if due > today else _in_month(anchor, (count + 1) * months, day)


def _in_month(anchor: date, months: int, day: int) -> date:
    """Return that day of the month so many months after the anchor's, or its last one."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


def stage(today: date, next_due: date | None, bands_horizon_days: int = 30, booked: bool = False) -> Stage:
    """Return where a contract stands in its cycle; without a due date it is upcoming.

    It is due from ``bands_horizon_days`` before its date up to and including the date.

    >>> due = date(2026, 12, 22)
    >>> [stage(date(2026, *day), due) for day in ((11, 21), (11, 22), (12, 22), (12, 23))]
    ['upcoming', 'due', 'due', 'overdue']
    >>> stage(date(2027, 1, 1), due, booked=True)
    'booked'
    """
    if booked:
        return "booked"
    if not next_due or today < next_due - timedelta(days=bands_horizon_days):
        return "upcoming"
    return "due" if today <= next_due else "overdue"
