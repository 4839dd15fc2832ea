"""What a failed template says, in one line."""
import html
import re

# "AttributeError: …", as Python ends an account of what went wrong.
NAMED = re.compile(r"^\s*(?:[\w.]+\.)?\w+(?:Error|Exception|Warning): (.+)$", re.MULTILINE)
LONGEST = 300


def reason_of(text: str) -> str:
    """Return the line that tells a person what is wrong, out of all that Odoo says.

    >>> reason_of("Failed to render: <p/>\\n\\nTraceback:\\nAttributeError: no attribute &#39;x&#39;\\n\\nmore\\n")
    "no attribute 'x'"
    >>> reason_of("Connection refused")
    'Connection refused'
    >>> reason_of("")
    ''
    """
    text = html.unescape(text).strip()
    found = NAMED.search(text)
    line = found[1] if found else text.split("\n")[0]
    return line.strip()[:LONGEST]
