"""Arrival windows: "between 9 and 11", one choice a window instead of every start in it."""
from __future__ import annotations

import typing

from .minutes import local_minute

if typing.TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .minutes import Offset
    from .slots import Interval


def window_of(minute: int, stretches: Sequence[Offset], width: int) -> Interval:
    """Return the UTC minutes [start, stop) of the window that a start lies in.

    Windows are counted from local midnight and end where the clocks change.

    >>> from .minutes import Offset
    >>> window_of(600, [Offset(0, 1440, -300)], 120)  # 05:00 local
    (540, 660)
    """
    for begin, end, _offset in stretches:
        if begin <= minute < end:
            start = minute - local_minute(minute, stretches) % width
            return max(start, begin), min(start + width, end)
    raise ValueError(f"Minute {minute} lies outside the stretches given.")


def first_starts(
    starts: Iterable[int], stretches: Sequence[Offset], width: int,
) -> dict[int, Interval]:
    """Return the first start of each window, with the window.

    :param starts: ascending UTC minutes

    >>> from .minutes import Offset
    >>> first_starts([570, 600, 690], [Offset(0, 1440, -300)], 120)
    {570: (540, 660), 690: (660, 780)}
    """
    found: dict[Interval, int] = {}
    for start in starts:
        found.setdefault(window_of(start, stretches, width), start)
    return {start: window for window, start in found.items()}
