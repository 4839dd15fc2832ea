"""Who has no working link any more asks for a new one, by email."""
from odoo import http
from odoo.http import request, route
from odoo.tools.mail import email_normalize

from ..reports.letter import SHORT
from .form import clean
from .gate import (
    NEW_LINK, PAGE, SAFE_METHODS, is_forged, log_access, public_env, refuse_haste, refuse_method,
    render_new_link, wants_json, website_company,
)

LONGEST = 254  # of an email address, RFC 5321


class NewLinkController(http.Controller):

    @route([NEW_LINK, SHORT], **PAGE)
    def new_link(self):
        """Ask on a GET, take the request on a POST: the same answer whether we know the address or not."""
        env = public_env()
        method = request.httprequest.method
        if method in SAFE_METHODS:
            return self._show(env)
        if method != "POST":
            return refuse_method(env["fusion.maintenance.page"], website_company(env),
                                 (*SAFE_METHODS, "POST"), wants_json())
        typed = clean(request.httprequest.form.get("email", ""))[:LONGEST]
        if is_forged():
            return self._show(env, 400, typed, env._("For your safety, please press the button once more."))
        email = email_normalize(typed)
        if not email:
            return self._show(env, 422, typed, env._(
                "Please write your email address like this: name@example.com"))
        if wait := log_access(env, "new_link"):
            return refuse_haste(env, website_company(env), wait, wants_json())
        env["fusion.maintenance.link.request"]._ask(email, website_company(env))
        return env["fusion.maintenance.page"]._respond(
            "", 303, headers=[("Location", f"{NEW_LINK}?asked=1&lang={env.lang}")])

    def _show(self, env, status=200, typed="", notice=None):
        page = env["fusion.maintenance.page"]
        if request.httprequest.args.get("asked") and status == 200:
            return page._respond(page._render(
                "page_message", website_company(env), env._("Thank you"), lead=env._(
                    "If we know your email address, a new link is on its way. It can take a few "
                    "minutes. Nothing there? Look among the junk mail, or call us."), onward={
                        "url": f"{NEW_LINK}?lang={env.lang}", "label": env._("Write another address")}))
        if request.httprequest.path == SHORT:
            # As our letters say: who has one may never have had a mail.
            title, lead = env._("Book your service visit"), env._(
                "Write your email address: if we know it, we send you a link to choose a time. "
                "You have none, or we do not know it? Please call us.")
        else:
            title, lead = env._("Get a new link"), env._("Write the email address that our reminders go to.")
        return page._respond(render_new_link(env, title, lead, typed, notice), status)
