"""Whether somebody may be written to about services (Canada's Anti-Spam Legislation)."""
from __future__ import annotations

import typing

from .cycle import add_months

if typing.TYPE_CHECKING:
    from datetime import date

# For how many months after its date each basis holds; None: until it is withdrawn.
BASES = {"express": None, "contract": None, "sale": 24, "inquiry": 6}


def may_write(basis: str | None, since: date | None, today: date) -> bool:
    """Return whether a consent holds today. Without a basis there is none.

    What somebody has said holds until they say otherwise, and so does a contract that runs. What is
    implied by a sale holds for two years, by a question that somebody asked for six months.

    >>> from datetime import date
    >>> may_write("express", None, date(2026, 11, 23)), may_write(None, None, date(2026, 11, 23))
    (True, False)
    >>> sold = date(2024, 11, 23)
    >>> [may_write("sale", sold, date(2026, 11, day)) for day in (22, 23)]
    [True, False]
    """
    if basis not in BASES:
        return False
    months = BASES[basis]
    return months is None or bool(since) and today < add_months(since, months)
