import hashlib
import json
import re
from urllib.parse import urlencode

from markupsafe import Markup

from odoo import api, models
from odoo.http import Response

BUNDLE = "fusion_maintenance.assets_booking"

CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'self'",
    # OWL compiles its templates in the browser.
    "script-src 'self' 'unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))

# On every answer below our paths: the address is a secret and what it shows is personal.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Vary": "Accept, Accept-Language, Cookie",
}


class MaintenancePage(models.AbstractModel):
    """The frame of every public page: one small document of our own.

    Not the website's layout: that would load half a megabyte of scripts, and an analytics tag that
    is told the address, token included.
    """

    _name = "fusion.maintenance.page"
    _description = "Public Page"

    @api.model
    def _render(self, template, company, title, languages=(), scripts=False, **values):
        """A complete document.

        :param str template: one of our content templates, which calls the frame
        :param company: res.company whose name, logo, colour and phone the page carries
        :param str title: translated; Odoo does not translate ``<title>`` in templates
        :param languages: what the page can be switched to, as :meth:`_languages` gives it
        :param bool scripts: load the slot picker
        """
        body = self.env["ir.qweb"].with_context(maintenance_page=True)._render(f"fusion_maintenance.{template}", {
            **self._frame(company, scripts), "title": title, "languages": languages, **values,
        }, minimal_qcontext=True)
        return Markup("<!DOCTYPE html>\n") + body

    @api.model
    def _frame(self, company, scripts=False):
        """Values that the frame shows: who we are and how to reach us."""
        links = self.env["ir.qweb"]._get_asset_links(BUNDLE, css=True, js=scripts)
        lang = self.env["res.lang"]._get_data(code=self.env.lang)
        partner = company.partner_id
        return {
            "html_lang": (self.env.lang or "en_US").split("@")[0].replace("_", "-"),
            "direction": lang.direction or "ltr",
            "company_name": company.name,
            "logo": None if company.uses_default_logo
            else f"/web/binary/company_logo?company={company.id}",
            "phone": self._phone(company),
            "email": company.email,
            "email_call": self.env._("Write to %(address)s", address=company.email or ""),
            "address_lines": [
                line for line in partner._display_address(without_company=True).split("\n") if line.strip()],
            "styles": [link for link in links if link.endswith(".css")],
            "scripts": [link for link in links if link.endswith(".js")],
            "theme": self._theme_url(company),
        }

    @api.model
    def _phone(self, company):
        """How to call the company: {"text", "href", "call"}, or None."""
        if not company.phone:
            return None
        return {
            "text": company.phone,
            "href": "tel:" + re.sub(r"[^\d+]", "", company.phone),
            "call": self.env._("Call %(phone)s", phone=company.phone),
        }

    @api.model
    def _theme_url(self, company):
        """The stylesheet with the company's colour; a new colour is a new address."""
        version = hashlib.sha256((company.primary_color or "").encode()).hexdigest()[:8]
        return f"/maintenance/theme/{company.id}.css?v={version}"

    @api.model
    def _script_data(self, data):
        """Data as the text of a ``<script type="application/json">``."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

    # -- answers -----------------------------------------------------------------------------------

    @api.model
    def _respond(self, body, status=200, content_type="text/html; charset=utf-8", headers=()):
        """An HTTP answer with the headers that every answer of ours has."""
        response = Response(body, status=status, content_type=content_type)
        for name, value in (*HEADERS.items(), *headers):
            response.headers[name] = value
        return response

    @api.model
    def _respond_json(self, payload, status=200, headers=()):
        """The same, for our script."""
        return self._respond(
            json.dumps(payload, ensure_ascii=False), status, "application/json; charset=utf-8", headers)

    @api.model
    def _error_response(self, status, company, as_json=False, headers=()):
        """Our answer to what is no ordinary answer: our page, never the website's or werkzeug's."""
        title, text = self._error_sentences(status)
        if as_json:
            code = {404: "link_invalid", 409: "try_again", 429: "rate_limited"}.get(status)
            return self._respond_json({"answer": code, "message": text}, status, headers)
        body = self._render("page_message", company, title, lead=text)
        return self._respond(body, status, headers=headers)

    @api.model
    def _error_sentences(self, status):
        """(title, what to do) for an HTTP status."""
        again = self.env._("Please open the link in our email again, or call us: we are glad to help.")
        if status == 404:
            return self.env._("This page does not exist"), again
        if status == 409:
            return (self.env._("Please try once more"), self.env._(
                "Somebody was booking at the very same moment. Nothing was booked for you yet."))
        if status == 413:
            return self.env._("That was too much text"), self.env._(
                "Please go back, write a shorter note, and press the button again.")
        if status == 429:
            return self.env._("One moment, please"), self.env._(
                "There were many requests from your connection. Please wait a little and try "
                "again, or call us.")
        if status >= 500:
            return self.env._("Sorry, something went wrong on our side"), self.env._(
                "Nothing was booked or changed. Please try again in a few minutes, or call us.")
        return self.env._("That did not work"), again

    # -- language ----------------------------------------------------------------------------------

    @api.model
    def _pick_language(self, *wanted):
        """The installed language that suits the first of the wanted ones that any suits.

        :param wanted: codes such as "fr_CA", "fr-CA" or "fr"; empty ones are passed over
        """
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        for code in filter(None, wanted):
            code = code.replace("-", "_")
            if code in installed:
                return code
            for candidate in installed:
                if candidate.split("_")[0] == code.split("_")[0]:
                    return candidate
        return "en_US" if "en_US" in installed else installed[0]

    @api.model
    def _languages(self, path, **query):
        """The languages a page can be switched to; none when there is only one.

        :param query: what else its address says
        """
        query = {name: value for name, value in query.items() if value}
        installed = self.env["res.lang"].get_installed()
        if len(installed) < 2:
            return []
        return [{
            "name": name.split(" / ")[-1],
            "tag": code.split("@")[0].replace("_", "-"),
            "url": f"{path}?{urlencode({**query, 'lang': code})}",
            "current": code == self.env.lang,
        } for code, name in installed]
