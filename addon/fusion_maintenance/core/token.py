"""Tokens of the links that are mailed. Only their hash is ever stored."""
from __future__ import annotations

import hashlib
import re
import secrets

BYTES = 32
# 32 bytes in base64url, without padding.
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Return a fresh token of 256 random bits, 43 characters long.

    >>> looks_like_token(new_token())
    True
    """
    return secrets.token_urlsafe(BYTES)


def hash_token(token: str) -> str:
    """Return what is stored of a token: its SHA-256, in 64 hexadecimal digits.

    No salt and no slow hash: 256 random bits cannot be guessed, and the hash must be findable.

    >>> hash_token("example")[:16]
    '50d858e0985ecc7f'
    """
    # Whatever stands in an address must get an answer, half a surrogate pair too.
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def looks_like_token(text: object) -> bool:
    """Return whether a text has the shape of a token; it need not exist.

    >>> looks_like_token("A" * 43), looks_like_token("A" * 42), looks_like_token("A" * 42 + "/")
    (True, False, False)
    """
    return isinstance(text, str) and SHAPE.fullmatch(text) is not None
