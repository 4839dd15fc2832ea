"""Device types as the sales data spells them."""
from __future__ import annotations

import re


def label_key(label: str | None) -> str:
    """Return what two spellings of one label have in common: case, spaces and punctuation aside.

    >>> label_key("Power Base - Tilt"), label_key("  power base–TILT "), label_key(None)
    ('power base tilt', 'power base tilt', '')
    """
    return " ".join(re.findall(r"\w+", (label or "").casefold()))
