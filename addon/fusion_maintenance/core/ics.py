"""The visit as a file for the client's own calendar (RFC 5545)."""
from __future__ import annotations

import re
import typing
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import vobject
from vobject.base import Component, ContentLine

from .minutes import from_minutes, offsets, to_minutes

if typing.TYPE_CHECKING:
    Method = typing.Literal["PUBLISH", "CANCEL"]

PRODID = "-//Fusion Maintenance//Visit//EN"
# The zone is described for this long around the visit, so that a change of the
# clocks between today's calendar and the visit is in the file.
AROUND = timedelta(days=200)

LINE = 75
UNFOLDED = 10**9


def visit_ics(
    uid: str,
    sequence: int,
    start: datetime,
    stop: datetime,
    tz_name: str,
    summary: str,
    location: str,
    description: str,
    organizer_name: str,
    organizer_email: str,
    *,
    stamp: datetime,
    method: Method = "PUBLISH",
) -> bytes:
    """Return a calendar file with one event; its times stand in the zone ``tz_name``.

    A calendar knows the visit again by ``uid``, and takes a change of it if
    ``sequence`` is higher than before; ``CANCEL`` takes it out. Naive datetimes are
    UTC. Nobody is an attendee: there is nothing to accept, the visit is booked.

    >>> ics = visit_ics(
    ...     "visit-1@example.com", 0, datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 15),
    ...     "America/Toronto", "Service visit", "1 Main St, Vaughan", "", "Dealer Inc.",
    ...     "service@example.com", stamp=datetime(2026, 11, 22, 3))
    >>> [line for line in ics.decode().splitlines() if line.startswith(("DT", "ORG"))][-4:]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['DTSTART;TZID=America/Toronto:20261124T090000', 'DTEND;TZID=America/Toronto:20261124T100000',
     'DTSTAMP:20261122T030000Z', 'ORGANIZER;CN=Dealer Inc.:mailto:service@example.com']
    """
    tz = ZoneInfo(tz_name)
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = PRODID
    calendar.add("method").value = method
    calendar.add(_timezone(tz, to_minutes(start - AROUND), to_minutes(stop + AROUND)))
    event = calendar.add("vevent")
    event.add("uid").value = uid
    event.add("sequence").value = str(sequence)
    event.add(ContentLine("DTSTAMP", [], f"{_utc(stamp):%Y%m%dT%H%M%SZ}"))
    event.add(_local("DTSTART", start, tz))
    event.add(_local("DTEND", stop, tz))
    event.add("status").value = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    for name, text in (("summary", summary), ("location", location), ("description", description)):
        if text:
            event.add(name).value = _printable(text)
    if organizer_email:
        organizer = event.add("organizer")
        organizer.value = "mailto:" + _one_line(organizer_email).replace(" ", "")
        if organizer_name:
            # A parameter cannot hold a double quote, escaped or not.
            organizer.params["CN"] = [_one_line(organizer_name).replace('"', "'")]
    # Unfolded, because vobject folds by characters where the standard counts octets.
    unfolded = calendar.serialize(lineLength=UNFOLDED)
    return b"".join(_fold(line.encode()) for line in unfolded.split("\r\n")[:-1])


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _local(name: str, moment: datetime, tz: ZoneInfo) -> ContentLine:
    """Return a time property in the words of RFC 5545: vobject cannot name the zones of zoneinfo."""
    local = _utc(moment).astimezone(tz)
    if local.fold:
        # By the standard, a local time that comes twice means the first: this is the second.
        return ContentLine(name, [], f"{_utc(moment):%Y%m%dT%H%M%SZ}")
    return ContentLine(name, [["TZID", tz.key]], f"{local:%Y%m%dT%H%M%S}")


def _timezone(tz: ZoneInfo, start: int, stop: int) -> Component:
    """Return the zone as it is between two UTC minutes, one observance a stretch.

    Built here because vobject would try every year from 2000 to 2030 and guess a rule.
    """
    component = Component("VTIMEZONE")
    component.add(ContentLine("TZID", [], tz.key))
    before = None
    for begin, _end, offset in offsets(tz, start, stop):
        moment = _utc(from_minutes(begin)).astimezone(tz)
        before = offset if before is None else before
        part = Component("DAYLIGHT" if moment.dst() else "STANDARD")
        # By the standard, an observance begins at what the clock showed until then.
        onset = from_minutes(begin + before)
        part.add(ContentLine("DTSTART", [], f"{onset:%Y%m%dT%H%M%S}"))
        part.add(ContentLine("TZNAME", [], moment.tzname()))
        part.add(ContentLine("TZOFFSETFROM", [], _offset(before)))
        part.add(ContentLine("TZOFFSETTO", [], _offset(offset)))
        component.add(part)
        before = offset
    return component


def _offset(minutes: int) -> str:
    """Return a UTC offset as the standard writes it.

    >>> _offset(-210), _offset(60)
    ('-0330', '+0100')
    """
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"


def _fold(line: bytes) -> bytes:
    """Return a line cut into ones of 75 octets at most, never within a character.

    >>> [len(part) for part in _fold(("é" * 70).encode()).splitlines()]
    [74, 67]
    """
    parts = []
    room = LINE
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:  # in the middle of a character
            cut -= 1
        parts.append(line[:cut])
        line = line[cut:]
        room = LINE - 1  # the space that marks a continuation counts too
    return b"\r\n ".join((*parts, line)) + b"\r\n"


def _printable(text: str) -> str:
    """Return text without the control characters that no calendar file may hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())
