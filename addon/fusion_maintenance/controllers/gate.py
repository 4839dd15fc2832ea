"""The one way in to the public pages.

An endpoint behind the gate is called with a :class:`Visitor`: a live link, and an environment in
the name of its contract's company. Everything else is answered here: wrong methods, tokens that
open nothing. Endpoints read the form themselves; see ``ir.http._dispatch`` for why.
"""
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from odoo.api import Environment
from odoo.http import request, route

from ..core.address import network_of

SAFE_METHODS = ("GET", "HEAD")
MEGABYTE = 1024 * 1024
NEW_LINK = "/maintenance/new-link"

# website=False: no visitor tracking, no redirect by language, no website layout.
# csrf=False: the gate checks it, because Odoo's own refusal is the website's page.
# No methods: the gate refuses them, because werkzeug's own refusal is a page without our headers.
PAGE = {
    "type": "http", "auth": "public", "website": False, "sitemap": False, "csrf": False,
    "maintenance_page": True, "max_content_length": 4 * MEGABYTE,
}


class Visitor(NamedTuple):
    """Who is at the door: the holder of a live link."""

    env: Environment
    link: object
    token: str

    @property
    def contract(self):
        return self.link.contract_id

    @property
    def contracts(self):
        """The contracts that one visit is offered for, or is booked for: this one first, unless it was
        booked with another one."""
        return self.contract._visit_together(self.link.partner_id)

    @property
    def visit(self):
        """The booked visit, as this holder may read of it."""
        return self.contract.visit_id.with_context(maintenance_reader=self.link.partner_id.id)

    @property
    def company(self):
        return self.link.company_id

    @property
    def page(self):
        return self.env["fusion.maintenance.page"]

    def path(self, *parts, **query):
        """The path of one of this link's pages, in the language that was asked for."""
        if request.httprequest.args.get("lang"):
            query["lang"] = self.env.lang
        return "/".join(("/maintenance/book", self.token, *parts)) \
            + (f"?{urlencode(query)}" if query else "")


def page_route(paths, *methods, purpose="book", event="open", press=None, as_json=False):
    """Declare an endpoint behind the gate.

    :param str paths: the path, or several; they hold ``<token>``
    :param methods: the HTTP methods that it answers
    :param str purpose: what the link has to be good for, as ``link._find`` takes it
    :param str event: what is written into the access log
    :param str press: what is written instead when a button was pressed, which is a POST
    :param bool as_json: refuse in JSON, whatever the visitor accepts
    """
    def decorate(endpoint):
        def enter(self, token):
            json_asked = as_json or wants_json()
            env = public_env()
            link = env["fusion.maintenance.link"]._find(token, purpose)
            if not link:
                if wait := log_access(env, "bad_token"):
                    return refuse_haste(env, website_company(env), wait, json_asked)
                return refuse_link(env, json_asked)
            visitor = admit(env, link, token)
            if request.httprequest.method not in methods:
                return refuse_method(visitor.page, visitor.company, methods, json_asked)
            pressed = press if request.httprequest.method == "POST" else None
            if wait := log_access(env, pressed or event, link):
                return refuse_haste(visitor.env, visitor.company, wait, json_asked)
            return endpoint(self, visitor)
        # Not functools.wraps: Odoo would read the endpoint's signature instead of this one's.
        enter.__name__, enter.__doc__ = endpoint.__name__, endpoint.__doc__
        return route(paths, **PAGE)(enter)
    return decorate


def wants_json():
    """Whether the visitor is our script rather than a browser that shows a page."""
    return request.env["ir.http"]._wants_json()


def log_access(env, event, link=None):
    """Add a row to the access log, the one thing that a GET writes.

    :return: 0, or the seconds to wait when there were too many: then nothing was written
    """
    address = network_of(request.httprequest.remote_addr or "")
    return env["fusion.maintenance.access"]._admit(event, link, address)


def public_env(lang=None):
    """The environment of somebody who is not known yet.

    Whoever may be logged in to Odoo in this browser, the page is the public user's.

    :param str lang: the language to use unless the address asks for another one
    """
    # Not env.ref(), which asks the database each time whether the record exists.
    public = request.env["ir.model.data"]._xmlid_to_res_id("base.public_user", raise_if_not_found=True)
    env = request.env(user=public, su=True)
    chosen = env["fusion.maintenance.page"]._pick_language(
        request.httprequest.args.get("lang"), lang, request.best_lang)
    # For the error page, should one be needed (ir.http._handle_error).
    request.maintenance_lang = chosen
    return env(context={"lang": chosen})


def admit(env, link, token):
    """The visitor of a live link, in the holder's language and the contract's company."""
    company = link.company_id
    env = public_env(link.partner_id.lang)
    env = env(context={
        **env.context, "allowed_company_ids": company.ids, "tz": company._maintenance_tz().key})
    request.maintenance_company = company.id
    return Visitor(env, link.with_env(env), token)


def website_company(env):
    """The company of the website that was asked, for pages that belong to no contract."""
    return env["website"].get_current_website().company_id


def refuse_link(env, as_json):
    """The answer to every token that opens nothing, whatever the reason."""
    page = env["fusion.maintenance.page"]
    title, lead = env._("This link is not valid any more"), env._(
        "It may have expired, or it was not copied completely. Let us send you a new one, or call "
        "us: we will gladly book your visit on the phone.")
    if as_json:
        return page._respond_json({"answer": "link_invalid", "message": f"{title}. {lead}"}, 404)
    return page._respond(render_new_link(env, title, lead), 404)


def render_new_link(env, title, lead, typed="", notice=None):
    """The page on which a new link is asked for."""
    return env["fusion.maintenance.page"]._render(
        "page_new_link", website_company(env), title, lead=lead, typed=typed, notice=notice,
        csrf_token=request.csrf_token(), new_link_url=f"{NEW_LINK}?lang={env.lang}",
        languages=env["fusion.maintenance.page"]._languages(NEW_LINK))


def refuse_haste(env, company, wait, as_json):
    """The answer to too many requests of a kind.

    :param int wait: seconds after which the next one is welcome
    """
    return env["fusion.maintenance.page"]._error_response(
        429, company, as_json, [("Retry-After", str(wait))])


def refuse_method(page, company, methods, as_json):
    """The answer to a method that the address does not have."""
    return page._error_response(405, company, as_json, [("Allow", ", ".join(methods))])


def is_forged():
    """Whether a POST does not come from our own page.

    Browsers send ``Origin: null`` from a page with the no-referrer policy, which ours has: that
    one says nothing, and the CSRF token decides.
    """
    headers = request.httprequest.headers
    if headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = headers.get("Origin", "null")
    if origin != "null" and not is_our_origin(origin):
        return True
    token = request.httprequest.form.get("csrf_token", "")
    return not (token.isascii() and request.validate_csrf(token))


def is_our_origin(origin):
    """Whether an Origin header names this server, by the name it was asked by or its configured one."""
    base = request.env["ir.config_parameter"].sudo().get_param("web.base.url") or ""
    try:
        return urlsplit(origin).netloc in (request.httprequest.host, urlsplit(base).netloc)
    except ValueError:
        return False
