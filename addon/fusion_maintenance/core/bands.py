"""Reminder bands: how many days before a due date a client is reminded."""
from __future__ import annotations

import re
import typing
from datetime import timedelta

if typing.TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

# Whoever writes more has left out a comma ("3071") more often than meant it.
FARTHEST = 365


def parse_bands(text: str) -> tuple[int, ...]:
    """Return the days that ``text`` lists, largest first, each once.

    A negative band lies after the due date. No text, no bands.

    >>> parse_bands("30, 7, 1")
    (30, 7, 1)
    >>> parse_bands("7; -3 30 7")
    (30, 7, -3)
    >>> parse_bands("")
    ()
    >>> parse_bands("30, soon")
    Traceback (most recent call last):
    ValueError: "soon" is not a whole number of days: write the bands like 30, 7, 1.
    >>> parse_bands("3071")
    Traceback (most recent call last):
    ValueError: A reminder is sent at most 365 days before or after the due date, not 3071.
    """
    bands = set()
    # Word processors turn a hyphen before a figure into a dash or a minus sign.
    for word in re.split(r"[\s,;]+", (text or "").translate({0x2212: "-", 0x2013: "-"}).strip(" ,;")):
        if not word:
            continue
        if not re.fullmatch(r"[+-]?[0-9]+", word):
            raise ValueError(f'"{word}" is not a whole number of days: write the bands like 30, 7, 1.')
        if len(word) > 9 or abs(int(word)) > FARTHEST:
            raise ValueError(
                f"A reminder is sent at most {FARTHEST} days before or after the due date, not {word}.")
        bands.add(int(word))
    return tuple(sorted(bands, reverse=True))


def format_bands(bands: Iterable[int]) -> str:
    """Return bands as a person writes them.

    >>> format_bands((30, 7, 1))
    '30, 7, 1'
    """
    return ", ".join(str(band) for band in sorted(set(bands), reverse=True))


def band_to_send(days_left: int, bands: Iterable[int], sent: Collection[int]) -> int | None:
    """Return the band whose reminder goes today, or None.

    It is the smallest band that ``days_left`` has reached, so that after days without
    a run one mail goes and not several. ``sent`` are the bands this cycle has had: once
    a band went, neither it nor a larger one goes any more.

    >>> [band_to_send(days, (30, 7, 1), ()) for days in (31, 30, 8, 7, 2, 1, 0)]
    [None, 30, 30, 7, 7, 1, 1]
    >>> band_to_send(5, (30, 7, 1), sent=(30,)), band_to_send(5, (30, 7, 1), sent=(30, 7))
    (7, None)

    Days after the due date are negative:

    >>> band_to_send(-3, (30, -3), sent=(30,))
    -3
    """
    band = min((band for band in bands if band >= days_left), default=None)
    if band is None or any(earlier <= band for earlier in sent):
        return None
    return band


def closed_days_after(today: date, closed: Collection[date]) -> int | None:
    """Return how many closed days follow an open one, or None on a closed day.

    Where nothing may go on a closed day, a reminder goes on the last open day before: an open day
    answers for the closed ones after it, and a closed day for none.

    >>> from datetime import date
    >>> closed = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)}
    >>> [closed_days_after(date(2026, 12, day), closed) for day in (22, 23, 24, 26, 27)]
    [0, 3, None, None, 0]
    """
    if today in closed:
        return None
    count = 0
    while today + timedelta(days=count + 1) in closed:
        count += 1
    return count


def weekend(first: date, last: date) -> set[date]:
    """Return the Saturdays and Sundays from one day to another.

    >>> from datetime import date
    >>> sorted(day.day for day in weekend(date(2026, 12, 4), date(2026, 12, 12)))
    [5, 6, 12]
    """
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day for day in days if day.weekday() in (5, 6)}
