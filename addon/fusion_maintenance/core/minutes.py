"""Time as whole minutes since 1970-01-01 00:00 UTC, and the local clock over it.

Minutes of UTC are an even line: they can be added and compared without asking a
time zone. Whatever depends on a zone (which day is it, is it a quarter past) goes
through *stretches*: spans of the line in which the zone's offset stays the same. A
start inside the spring gap has no minute on the line, so nothing can offer it; the
two starts of the doubled autumn hour are two minutes.
"""
from __future__ import annotations

import typing
from bisect import bisect_left
from datetime import date, datetime, timedelta, timezone

if typing.TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

# Of a clock's face. A local day can have 23 or 25 hours: never step days with it.
DAY = 24 * 60

EPOCH = datetime(1970, 1, 1)
EPOCH_DAY = EPOCH.toordinal()
MINUTE = timedelta(minutes=1)


class Offset(typing.NamedTuple):
    """The UTC minutes [start, stop) in which local time is UTC + ``minutes``."""

    start: int
    stop: int
    minutes: int


def to_minutes(moment: datetime, up: bool = False) -> int:
    """Return the UTC minute that ``moment`` lies in; a naive moment is UTC, as Odoo stores it.

    Seconds are cut off, or with ``up`` rounded up. What takes time away rounds
    outwards (its stop goes up); what gives time rounds inwards (its start goes up).

    >>> to_minutes(datetime(1970, 1, 1, 1, 30, 59)), to_minutes(datetime(1970, 1, 1, 1, 30, 59), up=True)
    (90, 91)
    >>> to_minutes(datetime(1970, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=1))))
    30
    """
    if moment.tzinfo:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return -((EPOCH - moment) // MINUTE) if up else (moment - EPOCH) // MINUTE


def from_minutes(minute: int) -> datetime:
    """Return the naive UTC datetime of a minute.

    >>> from_minutes(90)
    datetime.datetime(1970, 1, 1, 1, 30)
    """
    return EPOCH + minute * MINUTE


def offsets(tz: tzinfo, start: int, stop: int) -> list[Offset]:
    """Return the stretches of one UTC offset that cover [start, stop), in order.

    >>> from zoneinfo import ZoneInfo
    >>> year = to_minutes(datetime(2026, 1, 1)), to_minutes(datetime(2027, 1, 1))
    >>> for begin, end, minutes in offsets(ZoneInfo("America/St_Johns"), *year):
    ...     print(f"{from_minutes(begin):%m-%d %H:%M}  {from_minutes(end):%m-%d %H:%M}  {minutes}")
    01-01 00:00  03-08 05:30  -210
    03-08 05:30  11-01 04:30  -150
    11-01 04:30  01-01 00:00  -210
    """
    found: list[Offset] = []
    if start >= stop:
        return found
    begin = known = start
    current = _utc_offset(tz, start)
    # One look a day finds every change: no zone changed and changed back within one.
    for probe in (*range(start + DAY, stop - 1, DAY), stop - 1):
        offset = _utc_offset(tz, probe)
        if offset != current:
            change = known + bisect_left(
                range(known, probe), True, key=lambda minute: _utc_offset(tz, minute) != current)
            found.append(Offset(begin, change, current))
            begin, current = change, offset
        known = probe
    found.append(Offset(begin, stop, current))
    return found


def _utc_offset(tz: tzinfo, minute: int) -> int:
    return datetime.fromtimestamp(minute * 60, tz).utcoffset() // MINUTE


def local_minute(minute: int, stretches: Iterable[Offset]) -> int:
    """Return what the local clock shows, in minutes since 1970-01-01 00:00 on that clock.

    >>> local_minute(600, [Offset(0, 900, -300)])
    300
    """
    for start, stop, offset in stretches:
        if start <= minute < stop:
            return minute + offset
    raise ValueError(f"Minute {minute} lies outside the stretches given.")


def local_day(minute: int, stretches: Iterable[Offset]) -> int:
    """Return the ordinal (as of :meth:`date.toordinal`) of the local date that a UTC minute falls on.

    >>> date.fromordinal(local_day(200, [Offset(0, 900, -300)]))
    datetime.date(1969, 12, 31)
    """
    return local_minute(minute, stretches) // DAY + EPOCH_DAY


def by_day(minutes: Iterable[int], stretches: Iterable[Offset]) -> dict[int, list[int]]:
    """Return ascending UTC minutes under the ordinals of their local dates, as :func:`local_day` numbers them.

    >>> {date.fromordinal(day).day: minutes for day, minutes in by_day([200, 400], [Offset(0, 900, -300)]).items()}
    {31: [200], 1: [400]}
    """
    days: dict[int, list[int]] = {}
    left = iter(stretches)
    start, stop, offset = next(left, Offset(0, 0, 0))
    for minute in minutes:
        while minute >= stop:
            start, stop, offset = next(left)
        days.setdefault((minute + offset) // DAY + EPOCH_DAY, []).append(minute)
    return days


def count_days(taken: Iterable[tuple[int, int]], stretches: Sequence[Offset]) -> dict[int, int]:
    """Return how many of the intervals lie on which local date, those outside of the stretches aside.

    By its middle: a buffer may begin on the day before.

    >>> count_days([(290, 400), (600, 700), (2000, 2100)], [Offset(0, 900, -300)])
    {719163: 2}
    """
    middles = sorted((start + stop) // 2 for start, stop in taken)
    inside = [middle for middle in middles if stretches[0].start <= middle < stretches[-1].stop]
    return {day: len(minutes) for day, minutes in by_day(inside, stretches).items()}


def from_wall(wall: int, stretches: Sequence[Offset]) -> int:
    """Return the UTC minute at which the local clock shows ``wall`` (as of :func:`local_minute`).

    What the clock shows twice is taken the second time; what it skips is the end of the gap.

    >>> spring = [Offset(0, 420, -300), Offset(420, 1440, -240)]  # at 02:00 it becomes 03:00
    >>> [from_wall(wall, spring) for wall in (110, 120, 150, 180, 190)]
    [410, 420, 420, 420, 430]
    >>> autumn = [Offset(0, 360, -240), Offset(360, 1440, -300)]  # at 02:00 it becomes 01:00
    >>> [from_wall(wall, autumn) for wall in (50, 60, 110, 130)]
    [290, 360, 410, 430]
    """
    for start, stop, offset in reversed(stretches):
        if start <= wall - offset < stop:
            return wall - offset
    return min(start for start, _stop, offset in stretches if wall - offset < start)


def day_start(day: date, tz: tzinfo) -> int:
    """Return the first UTC minute of a local date; the date ends where the next one starts.

    >>> from zoneinfo import ZoneInfo
    >>> for day in (date(2026, 3, 7), date(2026, 3, 8), date(2026, 11, 1)):
    ...     hours = (day_start(day + timedelta(days=1), ZoneInfo("America/Toronto"))
    ...              - day_start(day, ZoneInfo("America/Toronto"))) / 60
    ...     print(from_minutes(day_start(day, ZoneInfo("America/Toronto"))), hours)
    2026-03-07 05:00:00 24.0
    2026-03-08 05:00:00 23.0
    2026-11-01 04:00:00 25.0

    Where the clocks skip midnight itself, the day starts at what comes after the gap:

    >>> from_minutes(day_start(date(2026, 4, 24), ZoneInfo("Africa/Cairo")))  # 00:00 does not exist
    datetime.datetime(2026, 4, 23, 22, 0)
    """
    midnight = (day.toordinal() - EPOCH_DAY) * DAY
    return min(
        max(start, midnight - offset)
        for start, stop, offset in offsets(tz, midnight - DAY, midnight + DAY)
        if midnight - offset < stop
    )
