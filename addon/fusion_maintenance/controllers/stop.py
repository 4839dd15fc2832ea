from markupsafe import Markup

from odoo import http
from odoo.http import request

from .gate import SAFE_METHODS, is_forged, log_access, page_route


class StopController(http.Controller):
    """The opt-out from reminders: a page without a login, and the mail programs' own button."""

    @page_route("/maintenance/stop/<token>", *SAFE_METHODS, "POST", purpose="stop", event="stop")
    def stop(self, visitor):
        """Ask on a GET, stop on a POST: mail scanners follow links."""
        if request.httprequest.method in SAFE_METHODS:
            return self._show(visitor)
        if is_forged():
            return self._show(visitor, 400, visitor.env._("Please press the button once more."))
        self._opt_out(visitor)
        return visitor.page._respond(
            "", 303, headers=[("Location", self._path(visitor))])

    @page_route("/maintenance/stop/<token>/one-click", *SAFE_METHODS, "POST",
                purpose="stop", event="stop")
    def one_click(self, visitor):
        """The List-Unsubscribe header's address (RFC 8058): a machine's POST, without CSRF.

        All it can do is opt out. A person who opens it gets the page.
        """
        if request.httprequest.method in SAFE_METHODS:
            return self._show(visitor)
        self._opt_out(visitor)
        return self._show(visitor)

    def _opt_out(self, visitor):
        log_access(visitor.env, "opt_out", visitor.link)
        visitor.link.partner_id._maintenance_opt_out()

    def _show(self, visitor, status=200, notice=None):
        """The question, or that it is done."""
        env, partner = visitor.env, visitor.link.partner_id
        stopped = partner.x_fc_maintenance_opt_out
        title = env._("The reminders are stopped") if stopped else env._("Stop the service reminders?")
        holder = Markup("<strong>%s</strong>") % self._masked(partner)
        lead = env._("%(address)s gets no more service reminders from %(company)s.",
                     address=holder, company=visitor.company.name) if stopped else env._(
            "We will not remind %(address)s of services by email any more.", address=holder)
        body = visitor.page._render(
            "page_stopped" if stopped else "page_stop", visitor.company, title,
            languages=visitor.page._languages(f"/maintenance/stop/{visitor.token}"), notice=notice,
            lead=lead,
            csrf_token=None if stopped else request.csrf_token(),
            stop_url=self._path(visitor))
        return visitor.page._respond(body, status)

    def _path(self, visitor):
        """This page, in the language that was asked for."""
        asked = request.httprequest.args.get("lang")
        return f"/maintenance/stop/{visitor.token}" + (f"?lang={visitor.env.lang}" if asked else "")

    def _masked(self, partner):
        """The address that is written to, so that its owner knows it and nobody else learns it."""
        name, at, domain = (partner.email_normalized or "").partition("@")
        return f"{name[:1]}•••@{domain}" if at else partner.name
