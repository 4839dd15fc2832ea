"""The clock changes of 2026-2028 as data that Python and TypeScript are both held to.

tools/vectors.py writes them to test/vectors/dst.json.
"""
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ..core.minutes import day_start, from_minutes, local_minute, offsets
from ..core.slots import Load, Rules, free_starts

ZONES = (
    "America/Toronto",
    "America/St_Johns",
    "America/Vancouver",
    "America/Regina",  # never changes: the others' days, for comparison
    "Europe/London",
)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
HOURLY = Rules(duration=60, step=60)


def every_day():
    return [FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)]


def build():
    """Return {zone: {"changes": [...], "days": [...]}}: each change, and each day around one with its starts."""
    changes = {zone: _changes(ZoneInfo(zone)) for zone in ZONES}
    reference = {change["date"] for change in changes[ZONES[0]]}
    return {
        zone: {
            "changes": changes[zone],
            "days": [_day(day, ZoneInfo(zone)) for day in _around(
                {change["date"] for change in changes[zone]} or reference)],
        }
        for zone in ZONES
    }


def _changes(tz):
    stretches = offsets(tz, day_start(FIRST, tz), day_start(LAST, tz))
    return [
        {
            "utc": _utc(after.start),
            "date": f"{from_minutes(local_minute(after.start, stretches)):%Y-%m-%d}",
            "before": _offset(before.minutes),
            "after": _offset(after.minutes),
        }
        for before, after in zip(stretches, stretches[1:])
    ]


def _around(dates):
    days = (date.fromisoformat(text) + timedelta(days=apart) for text in dates for apart in (-1, 0, 1))
    return sorted(set(days))


def _day(day, tz):
    begin, end = day_start(day, tz), day_start(day + timedelta(days=1), tz)
    stretches = offsets(tz, begin, end)
    starts = free_starts(Load([(begin, end + HOURLY.duration)]), HOURLY, begin, end, stretches)
    return {
        "date": str(day),
        "first": _utc(starts[0]),
        "last": _utc(starts[-1]),
        "starts": [
            {"utc": _utc(start), "local": f"{from_minutes(clock):%H:%M}", "offset": _offset(clock - start)}
            for start, clock in ((start, local_minute(start, stretches)) for start in starts)
        ],
    }


def _utc(minute):
    return f"{from_minutes(minute):%Y-%m-%dT%H:%M:%SZ}"


def _offset(minutes):
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
