"""Which times to show first, and which technician to ask first."""
from __future__ import annotations

import typing
from collections import Counter

from .minutes import DAY, local_minute

if typing.TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from .minutes import Offset

# A suggestion is for soon: what lies further beyond the first free day is for those who look.
SOON_DAYS = 14
# Two suggestions of one day that are closer than this are the same choice twice.
APART = 120

NOON = DAY // 2


def suggest(
    starts: Iterable[int], offsets: Sequence[Offset], preferred: Collection[int] = (), count: int = 3,
) -> list[int]:
    """Return up to ``count`` of the offered starts (UTC minutes), ascending, to show as the first choices.

    They lie in the two weeks that follow the first free day, on different days where
    there are enough, some in the morning and some in the afternoon; then come the
    ``preferred`` (somebody is near that day), then the sooner ones. The same input
    always gives the same answer.

    Day 0 has a morning, day 1 a morning and an afternoon, day 2 a morning:

    >>> from .minutes import Offset
    >>> starts = [540, 600, 1440 + 540, 1440 + 780, 2880 + 540]
    >>> suggest(starts, [Offset(0, 9999, 0)])
    [540, 2220, 3420]
    >>> suggest(starts, [Offset(0, 9999, 0)], preferred=[600])
    [600, 2220, 3420]
    """
    left = {start: local_minute(start, offsets) for start in sorted(set(starts))}
    if not left:
        return []
    last = min(left.values()) // DAY + SOON_DAYS
    soon = {start: clock for start, clock in left.items() if clock // DAY < last}
    if len(soon) >= count:
        left = soon
    preferred = frozenset(preferred)
    chosen: list[int] = []
    days: Counter[int] = Counter()
    halves: Counter[bool] = Counter()

    def reluctance(start: int) -> tuple[int, int, bool, bool, int]:
        clock = left[start]
        return (
            days[clock // DAY],
            halves[clock % DAY < NOON],
            any(abs(start - other) < APART for other in chosen),
            start not in preferred,
            start,
        )

    while left and len(chosen) < count:
        best = min(left, key=reluctance)
        clock = left.pop(best)
        chosen.append(best)
        days[clock // DAY] += 1
        halves[clock % DAY < NOON] += 1
    return sorted(chosen)


def is_settled(days: Mapping[int, Sequence[int]], until: int, count: int = 3) -> bool:
    """Return whether :func:`suggest` would choose the same whatever starts there are from a day on.

    :param days: ordinals of local dates → the starts on them, all that there are before ``until``

    >>> is_settled({7: [540, 600, 660]}, until=21), is_settled({7: [540, 600, 660]}, until=20)
    (True, False)
    """
    last = min(days, default=until) + SOON_DAYS
    return last <= until and sum(len(starts) for day, starts in days.items() if day < last) >= count


class Candidate(typing.NamedTuple):
    """A technician who is free at the chosen start."""

    key: Hashable
    in_zone_that_day: bool
    visits_that_week: int


def rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates in the order to ask them: near ones first, then the least busy, then by key.

    >>> [c.key for c in rank([Candidate(1, False, 0), Candidate(2, True, 5), Candidate(3, True, 2)])]
    [3, 2, 1]
    """
    return sorted(candidates, key=lambda c: (not c.in_zone_that_day, c.visits_that_week, c.key))
