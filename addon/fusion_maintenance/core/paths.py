"""Paths to fields, and lists of words, as a person writes them into a setting."""
from __future__ import annotations


def names(text: str | None) -> tuple[str, ...]:
    """Return what a list names, each once, in its order; commas, semicolons and lines separate.

    >>> names("order_id.x_day, order_id.x_day_2;; order_id.x_day")
    ('order_id.x_day', 'order_id.x_day_2')
    >>> names(None)
    ()
    """
    parts = (text or "").replace(";", ",").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def serials(text: str | None, quantity: int) -> tuple[str, ...]:
    """Return the serial numbers that somebody wrote into one field of an order line.

    Several only where as many units were sold: a comma may be part of the one number.

    >>> serials("SN 1, SN 2", 2), serials("A,17", 1), serials(" ", 3)
    (('SN 1', 'SN 2'), ('A,17',), ())
    """
    several = names(text)
    if 1 < len(several) <= quantity:
        return several
    return (text.strip(),) if text and text.strip() else ()
