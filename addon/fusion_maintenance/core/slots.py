"""When can a technician come? Sweeps over intervals of whole UTC minutes.

Every interval is half-open: (540, 600) begins with minute 540 and ends before minute
600, so it touches (600, 660) without overlapping it. Minutes count from 1970-01-01
00:00 UTC (see :mod:`.minutes`); the examples stay near zero to be readable.

Nothing here walks minute by minute. The starts that a technician can take are ranges,
found by one sweep: work shortened by the visit's length, minus every taken interval
widened by what the visit needs around it. Single starts are then read off the ranges
by arithmetic. What is offered and what is accepted come out of the same function.
"""
from __future__ import annotations

import typing
from collections import defaultdict
from itertools import chain

from .minutes import DAY, EPOCH_DAY, Offset, offsets

if typing.TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "Interval", "Load", "Offset", "Rules",
    "free_ranges", "free_starts", "merge", "offer", "offsets", "subtract",
]

Interval = tuple[int, int]
# A cut that lies after everything.
END = (float("inf"), float("inf"))

Key = typing.TypeVar("Key", bound="Hashable")


class Rules(typing.NamedTuple):
    """What a visit needs, in minutes.

    ``duration`` of at least 1; buffers ``before`` and ``after`` that must be free of
    anything else, but need not be working time; starts every ``step`` minutes of the
    local clock; at most ``cap`` visits per technician and local day, 0 for no limit.
    """

    duration: int
    before: int = 0
    after: int = 0
    step: int = 15
    cap: int = 0


class Load(typing.NamedTuple):
    """One technician's time, in UTC minutes. Lists may overlap and be in any order; sorted ones are quicker.

    ``reserved`` holds visits with their own buffers. ``visits`` counts them by local
    day, as :func:`.minutes.local_day` numbers days; it is read only where there is a cap.
    """

    work: Sequence[Interval]
    busy: Sequence[Interval] = ()
    reserved: Sequence[Interval] = ()
    visits: Mapping[int, int] = {}


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same minutes as sorted, disjoint intervals; touching ones become one, empty ones go.

    >>> merge([(540, 720), (780, 900), (700, 750), (900, 960), (300, 300)])
    [(540, 750), (780, 960)]
    """
    merged: list[Interval] = []
    for start, stop in sorted(intervals):
        if start >= stop:
            continue
        if not merged or start > merged[-1][1]:
            merged.append((start, stop))
        elif stop > merged[-1][1]:
            merged[-1] = (merged[-1][0], stop)
    return merged


def subtract(a: Iterable[Interval], b: Iterable[Interval]) -> list[Interval]:
    """Return the minutes of ``a`` that are not in ``b``, sorted and disjoint.

    >>> subtract([(540, 720), (780, 1020)], [(600, 660), (700, 800)])
    [(540, 600), (660, 700), (800, 1020)]
    """
    return _without(merge(a), sorted([cut for cut in b if cut[0] < cut[1]]))


def _without(pieces: Iterable[Interval], cuts: Iterable[Interval]) -> list[Interval]:
    """Return the minutes of merged ``pieces`` that are not in ``cuts``, which are sorted and none of them empty."""
    left: list[Interval] = []
    # Merging the cuts would cost more: one that reaches beyond an interval stays at hand for the next.
    cuts = iter(cuts)
    cut_start, cut_stop = next(cuts, END)
    for start, stop in pieces:
        while cut_start < stop:
            if start < cut_start:
                left.append((start, cut_start))
            if start < cut_stop:
                start = cut_stop
                if start >= stop:
                    break
            cut_start, cut_stop = next(cuts, END)
        if start < stop:
            left.append((start, stop))
    return left


def free_ranges(load: Load, rules: Rules, earliest: int, latest: int) -> list[Interval]:
    """Return the ranges of start minutes that fit, within [earliest, latest).

    A start ``s`` fits if the visit [s, s + duration) lies in one piece of work and the
    visit with its buffers, [s - before, s + duration + after), meets nothing taken.

    Nine to five with lunch at noon; a visit of an hour that needs 15 minutes after it:

    >>> load = Load(work=[(540, 720), (780, 1020)], busy=[(630, 640)])
    >>> free_ranges(load, Rules(60, after=15), 0, 1440)
    [(540, 556), (640, 661), (780, 961)]

    Two buffers do not overlap: the reservation brings its own, and ours comes beside it.

    >>> free_ranges(Load([(540, 720)], reserved=[(540, 615)]), Rules(60, before=10, after=15), 0, 1440)
    [(625, 661)]
    """
    duration, before, after, _step, _cap = rules
    reach = duration + after
    # Merged before it is shortened: two halves of a day that touch can hold one visit.
    work = merge([piece for piece in load.work if piece[1] > earliest and piece[0] < latest + duration])
    fits = [(max(start, earliest), min(stop - duration + 1, latest)) for start, stop in work]
    taken = [
        (start - reach + 1, stop + before)
        for start, stop in chain(load.busy, load.reserved)
        if start < stop and stop + before > earliest and start - reach < latest
    ]
    # Merged pieces that were shortened are still in order, and apart; the empty ones give nothing.
    return _without(fits, sorted(taken))


def free_starts(
    load: Load, rules: Rules, earliest: int, latest: int, offsets: Sequence[Offset],
) -> list[int]:
    """Return the starts to offer: the free ranges' minutes on the step of the local clock.

    Minutes outside ``offsets``, and days that have their ``cap`` of visits, have none.

    Every half hour in Newfoundland, three and a half hours behind:

    >>> free_starts(Load([(745, 850)]), Rules(30, step=30), 0, 1440, [Offset(0, 1440, -210)])
    [750, 780, 810]
    """
    ranges = free_ranges(load, rules, earliest, latest)
    if rules.cap:
        ranges = subtract(ranges, _full_days(load.visits, rules.cap, offsets))
    step = rules.step
    starts: list[int] = []
    for begin, end, offset in offsets:
        for low, high in ranges:
            if low < begin:
                low = begin
            if high > end:
                high = end
            if low < high:
                starts.extend(range(low + -(low + offset) % step, high, step))
    return starts


def _full_days(visits: Mapping[int, int], cap: int, offsets: Sequence[Offset]) -> Iterator[Interval]:
    """Yield the UTC minutes of the local days that have ``cap`` visits or more."""
    for day, count in visits.items():
        if count >= cap:
            midnight = (day - EPOCH_DAY) * DAY
            for begin, end, offset in offsets:
                yield max(begin, midnight - offset), min(end, midnight + DAY - offset)


def offer(
    loads: Mapping[Key, Load], rules: Rules, earliest: int, latest: int, offsets: Sequence[Offset],
) -> dict[int, list[Key]]:
    """Return who can come when: {start: keys of the technicians}, starts ascending, keys in given order.

    >>> loads = {"Ana": Load([(540, 660)]), "Bo": Load([(600, 720)])}
    >>> offer(loads, Rules(60, step=30), 0, 1440, [Offset(0, 1440, 0)])
    {540: ['Ana'], 570: ['Ana'], 600: ['Ana', 'Bo'], 630: ['Bo'], 660: ['Bo']}

    Who can come at this one start? That is asked before it is taken.

    >>> offer(loads, Rules(60, step=30), 630, 631, [Offset(0, 1440, 0)])
    {630: ['Bo']}
    """
    offered: defaultdict[int, list[Key]] = defaultdict(list)
    for key, load in loads.items():
        for start in free_starts(load, rules, earliest, latest, offsets):
            offered[start].append(key)
    return {start: offered[start] for start in sorted(offered)}
