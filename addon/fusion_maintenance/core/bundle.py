"""Units that are due together: which reminder of which unit goes into which mail today."""
from __future__ import annotations

import typing
from typing import NamedTuple

from .bands import band_to_send

if typing.TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence


class Unit(NamedTuple):
    """Where a unit stands in its cycle.

    ``days_left`` are those until it is due, ``bands`` those of its policy, ``sent`` those that
    this cycle has had.
    """

    days_left: int
    bands: Collection[int]
    sent: Collection[int] = ()


class Bundle(NamedTuple):
    """What one mail says: its ``band``, and each unit in it with the band it has had by this mail.

    The lead comes first. A unit with None has had a reminder as late as this one: it is named, and
    nothing is noted of it.
    """

    band: int
    units: list[tuple[Hashable, int | None]]


def band_along(unit: Unit, band: int, window: int) -> int | None:
    """Return the band that a unit has had when it is named in another unit's mail, or None.

    As if it had as few days left as the mail says, so that it does not get a mail of its own in a
    few days; but no band of it is had that would go more than the window later.

    >>> lift = Unit(45, (30, 7, 1))
    >>> band_along(lift, 30, window=21), band_along(lift._replace(sent=(30,)), 30, window=21)
    (30, None)

    Its own band, where that is smaller already; and of a policy with other bands the nearest:

    >>> band_along(Unit(6, (30, 7, 1)), 30, window=21), band_along(Unit(20, (60, 14)), 7, window=21)
    (7, 14)

    Beside a unit that has been overdue for long, it keeps its later bands:

    >>> band_along(Unit(20, (30, 7, 1, -60)), -60, window=21)
    1
    """
    days = max(min(band, unit.days_left), unit.days_left - window)
    return band_to_send(days, unit.bands, unit.sent)


def bundles(
    leads: Mapping[Hashable, int],
    units: Mapping[Hashable, Unit],
    together: Mapping[Hashable, Sequence[Hashable]],
    window: int,
) -> list[Bundle]:
    """Return today's mails: one for each unit that meets a band and was not in a mail before it.

    The first to be due leads, and takes along what is due together with it. Those have had the band
    too, so thirty lifts that are due within three weeks get one mail for each band.

    :param leads: the units that meet a band today → that band, the first to be due first
    :param units: these and what is due together with them
    :param together: for each lead, what is due together with it (itself may be among it)
    :param window: within how many days units are due together

    >>> lifts = {"hall": Unit(30, (30, 7)), "bath": Unit(30, (30, 7)), "stair": Unit(44, (30, 7))}
    >>> bundles({"hall": 30, "bath": 30}, lifts, {"hall": ["bath", "stair"], "bath": ["hall", "stair"]}, 21)
    [Bundle(band=30, units=[('hall', 30), ('bath', 30), ('stair', 30)])]
    """
    found, done = [], set()
    for lead, band in leads.items():
        if lead in done:
            continue
        entries = [(lead, band)]
        for other in together[lead]:
            if other != lead:
                own = None if other in done else band_along(units[other], band, window)
                entries.append((other, own))
                done.update([other] if own is not None else [])
        done.add(lead)
        found.append(Bundle(band, entries))
    return found
