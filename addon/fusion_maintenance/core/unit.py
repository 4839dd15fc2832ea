"""What makes a unit the same unit, however its serial number was typed."""
from __future__ import annotations

import re
import unicodedata

# Shorter numbers are in texts by chance: a price, a door, a date.
SHORTEST_IN_TEXT = 4


def normalize_serial(text: str | None) -> str:
    """Return a serial number without what people and scanners add to it.

    >>> normalize_serial("  pw-2041 007b ")
    'PW2041007B'
    >>> normalize_serial(None)
    ''
    """
    return "".join(filter(_counts, (text or "").upper()))


def mentions(text: str | None, serial: str | None) -> bool:
    """Tell whether a text names a serial number, however it was typed there.

    >>> mentions("Brakes of pw 2041-007b squeak", "PW-2041-007B")
    True
    >>> mentions("PW-2041-0077", "PW-2041-007"), mentions("Ring at 12", "12")
    (False, False)
    """
    number = normalize_serial(serial)
    if len(number) < SHORTEST_IN_TEXT:
        return False
    pattern = r"[\s\u2010-\u2015\u2212-]?".join(map(re.escape, number))
    return re.search(rf"(?<!\w){pattern}(?!\w)", (text or "").upper()) is not None


def _counts(character: str) -> bool:
    """Tell whether a character is part of the number: no space, dash or control character is."""
    category = unicodedata.category(character)
    return category != "Pd" and category[0] not in "ZC" and character != "\N{MINUS SIGN}"


def unit_key(
    lot_id: int | None = None,
    serial: str | None = None,
    line_id: int | None = None,
    number: int | None = None,
) -> str:
    """Return the key by which a unit is told apart, the best one there is.

    That is the lot, else the serial as typed, else which piece (``number``) of an order
    line it is. Never empty: an empty key would escape the unique index.

    >>> unit_key(lot_id=7, serial="ab 12"), unit_key(serial="ab 12"), unit_key(line_id=5, number=1)
    ('lot:7', 'serial:AB12', 'line:5:1')
    """
    if lot_id:
        return f"lot:{lot_id}"
    if name := normalize_serial(serial):
        return f"serial:{name}"
    if line_id and number:
        return f"line:{line_id}:{number}"
    raise ValueError("A unit needs a lot, a serial number, or an order line and its number there.")
