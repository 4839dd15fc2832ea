"""What is at our addresses and is no page of a link: the theme, old addresses, and nothing at all."""
import re

from odoo import http
from odoo.http import request, route

from ..core.token import looks_like_token
from .gate import PAGE, SAFE_METHODS, public_env, refuse_link, refuse_method, wants_json, website_company
from .theme import stylesheet

DAY = 24 * 60 * 60


class ElsewhereController(http.Controller):

    @route("/maintenance/theme/<name>", **PAGE)
    def theme(self, name):
        """The company's colour as CSS variables: the pages allow no inline style."""
        env = public_env()
        match = re.fullmatch(r"([0-9]{1,9})\.css", name)
        company = env["res.company"].browse(int(match[1])).exists() if match else None
        if not company:
            return self._unknown()
        if request.httprequest.method not in SAFE_METHODS:
            return self._refuse_method(SAFE_METHODS)
        return env["fusion.maintenance.page"]._respond(
            stylesheet(company.primary_color), content_type="text/css; charset=utf-8",
            headers=[("Cache-Control", f"public, max-age={DAY}")])

    @route("/repairs/maintenance/book/<token>", **PAGE)
    def old_address(self, token):
        """Where links of earlier mails lead."""
        if request.httprequest.method not in SAFE_METHODS:
            return self._refuse_method(SAFE_METHODS)
        # What opens nothing is not repeated: proxies refuse an answer with a header of any length.
        known = token if looks_like_token(token) else "unknown"
        return public_env()["fusion.maintenance.page"]._respond(
            "", 302, headers=[("Location", f"/maintenance/book/{known}")])

    @route("/maintenance/book", **PAGE)
    def cut(self):
        """An address that lost all of its link on the way."""
        if request.httprequest.method not in SAFE_METHODS:
            return self._refuse_method(SAFE_METHODS)
        return refuse_link(public_env(), wants_json())

    @route([
        "/maintenance/book/<path:rest>",
        "/maintenance/stop", "/maintenance/stop/<path:rest>",
        "/maintenance/theme", "/maintenance/theme/<path:rest>", "/maintenance/new-link/<path:rest>",
        "/repairs/maintenance/<path:rest>",
    ], **PAGE)
    def unknown(self, rest=None):
        """Everything else at our addresses: the website's page would tell analytics a token.

        What else is below /maintenance is the website's: a dealer may have pages of that name.
        """
        return self._unknown()

    def _unknown(self):
        env = public_env()
        return env["fusion.maintenance.page"]._error_response(
            404, website_company(env), wants_json())

    def _refuse_method(self, methods):
        env = public_env()
        return refuse_method(env["fusion.maintenance.page"], website_company(env), methods,
                             wants_json())
