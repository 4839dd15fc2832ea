"""Keeps tokens out of the server's log: who can read a log shall not book in a client's name."""
import logging
import re

TOKEN = re.compile(r"(/maintenance/+(?:book|stop)/+)[^/\s?\"'#]+")
LOGGERS = ("werkzeug", "odoo.http", "odoo.addons.base.models.ir_http",
           "odoo.addons.http_routing.models.ir_http", "odoo.addons.website.models.ir_http")


def mask(text):
    """Replace the token of a booking page's address.

    >>> mask('GET /maintenance/book/dGhlIHRva2Vu/slots?first=2026-11-23 HTTP/1.1')
    'GET /maintenance/book/***/slots?first=2026-11-23 HTTP/1.1'
    >>> mask('GET /web/login HTTP/1.1')
    'GET /web/login HTTP/1.1'
    """
    return TOKEN.sub(r"\1***", text)


class TokenFilter(logging.Filter):
    """Masks the message and its arguments."""

    def filter(self, record):
        if isinstance(record.msg, str):
            record.msg = mask(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(mask(arg) if isinstance(arg, str) else arg for arg in record.args)
        elif isinstance(record.args, dict):
            record.args = {
                key: mask(arg) if isinstance(arg, str) else arg for key, arg in record.args.items()}
        return True


def install():
    """Put the filter on the loggers that write addresses, once."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(existing, TokenFilter) for existing in logger.filters):
            logger.addFilter(TokenFilter())
