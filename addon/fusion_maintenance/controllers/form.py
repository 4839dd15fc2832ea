"""Reads what was posted to the booking page. Nothing that can be typed makes a server error."""
import re
from datetime import datetime
from typing import NamedTuple

from ..core.phone import can_be_called

FIELDS = {"start", "key", "phone", "note", "booked_by", "first", "csrf_token", "unit"}
LIMITS = {"phone": 40, "note": 1000, "booked_by": 120}
# More than anybody services in one visit.
UNITS = 200
UNIT = re.compile(r"[0-9]{1,9}")
KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
# Everything below a space but tab and newline; PostgreSQL takes no NUL.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Booking(NamedTuple):
    """A form as it was sent: cleaned texts, and a start where there is a readable one."""

    start: datetime | None
    key: str
    typed: dict
    first: str
    extra: bool
    too_long: tuple
    chosen: str
    units: tuple

    def left_out(self, units):
        """Those of the units shown that were unticked, on a page that comes again."""
        return [unit for unit in units if self.units and unit not in self.units]

    def problem(self, env, with_key=True):
        """The sentence that says what is wrong with it, or None.

        :param bool with_key: it has to tell a repeated press by its key
        """
        if self.too_long:
            field, limit = self.too_long
            return env._(
                "Please shorten the text in “%(field)s” to %(limit)s characters.",
                field=_label(env, field), limit=limit)
        if self.extra or (with_key and not KEY.fullmatch(self.key)):
            return env._("Something was not sent correctly. Please choose a time and press the button again.")
        if not self.chosen:
            return env._("Please choose one of the times.")
        if not self.start:
            return env._("That time cannot be booked. Please choose one of the times shown.")
        if self.typed["phone"] and not can_be_called(self.typed["phone"]):
            return whole_number(env)
        return None


def whole_number(env):
    """What to say of a phone number at which nobody can be reached."""
    return env._("Please write the phone number with all its digits, at least 7 and at most 15, or leave it empty.")


def clean(text):
    """A typed line without what cannot be stored."""
    return CONTROL.sub("", text).strip()


def read_booking(form):
    """Read a posted form.

    >>> read_booking({"start": "2026-11-24T14:00:00Z", "note": "gate\\x00 4711"}).typed["note"]
    'gate 4711'
    """
    texts = {name: clean(form.get(name, "")) for name in FIELDS}
    units = read_units(form)
    too_long = next(((name, limit) for name, limit in LIMITS.items() if len(texts[name]) > limit), ())
    return Booking(
        start=read_start(texts["start"]), key=texts["key"], first=texts["first"],
        typed={name: texts[name][:limit] for name, limit in LIMITS.items()},
        extra=not FIELDS.issuperset(form) or units is None, too_long=too_long, chosen=texts["start"],
        units=units or ())


def read_units(form):
    """The numbers of the units that are to be serviced, none where it was not asked; None for anything else.

    >>> read_units({"unit": "12"}), read_units({}), read_units({"unit": "all"})
    ((12,), (), None)
    """
    sent = form.getlist("unit") if hasattr(form, "getlist") else [form["unit"]] if "unit" in form else []
    if len(sent) > UNITS or not all(UNIT.fullmatch(number) for number in sent):
        return None
    return tuple(int(number) for number in sent)


def read_start(text):
    """A start as the page writes it, naive UTC; None for anything else.

    >>> read_start("2026-11-24T14:00:00Z"), read_start("tomorrow")
    (datetime.datetime(2026, 11, 24, 14, 0), None)
    """
    try:
        start = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None
    return start if 1970 < start.year < 9000 and start.second == 0 else None


def read_date(text):
    """A date of the address line, None for anything else.

    >>> read_date("2026-11-24"), read_date("")
    (datetime.date(2026, 11, 24), None)
    """
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except (TypeError, ValueError):
        return None
    return day if 1970 < day.year < 9000 else None


def read_days(text):
    """How many days to show: 1 to 31, a week unless it can be read.

    >>> read_days("14"), read_days("many"), read_days("900")
    (14, 7, 31)
    """
    return min(max(int(text), 1), 31) if text and re.fullmatch(r"[0-9]{1,4}", text) else 7


def _label(env, field):
    return {
        "phone": env._("Phone number to reach you"),
        "note": env._("Notes for the technician"),
        "booked_by": env._("Who is booking"),
    }[field]
