"""Which zone a postal code lies in."""
from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

Key = typing.TypeVar("Key", bound="Hashable")


def normalize(postal: str | None) -> str:
    """Return a postal code, or the beginning of one, as it is compared.

    >>> normalize(" l4k 1a1 ")
    'L4K1A1'
    >>> normalize(None)
    ''
    """
    return "".join((postal or "").split()).upper().replace("-", "")


def parse_prefixes(text: str | None) -> tuple[str, ...]:
    """Return the prefixes of a zone as a person writes them: separated by commas or lines.

    >>> parse_prefixes("L4K, l4l; M5\\nM5")
    ('L4K', 'L4L', 'M5')
    """
    words = (text or "").replace(";", ",").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(filter(None, map(normalize, words))))


def match(postal: str | None, prefixes: Mapping[str, Key]) -> Key | None:
    """Return what the longest matching prefix stands for, or None.

    :param prefixes: {normalized prefix: zone}

    >>> match("L4K 1A1", {"L": "north", "L4K": "Concord"})
    'Concord'
    >>> match("K1A 0B1", {"L": "north"}) is None
    True
    """
    code = normalize(postal)
    for length in range(len(code), 0, -1):
        if code[:length] in prefixes:
            return prefixes[code[:length]]
    return None
