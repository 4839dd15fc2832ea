import logging
import re

from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.http import Response, request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .page import HEADERS

_logger = logging.getLogger(__name__)

# Where a token may stand, also where a language or an older address stands before it.
MAY_HOLD_TOKEN = re.compile(r"/maintenance/+(book|stop)(/|$)")

# Our pages; the others below /maintenance are the website's.
OUR_PATH = re.compile(
    rf"/+maintenance/+(theme|new-link)(/|$)|/+repairs/+maintenance/|(/.*)?{MAY_HOLD_TOKEN.pattern}")

LAST_RESORT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sorry</title></head>
<body><h1>Sorry, something went wrong on our side</h1>
<p>Nothing was lost. Please try again in a few minutes, or call us.</p></body></html>"""


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _is_maintenance_page(cls):
        return bool(OUR_PATH.match(request.httprequest.path))

    @classmethod
    def _pre_dispatch(cls, rule, args):
        super()._pre_dispatch(rule, args)
        if rule.endpoint.routing.get("maintenance_page"):
            request.maintenance_args = dict(args)

    @classmethod
    def _dispatch(cls, endpoint):
        # Odoo calls endpoint(**every field that was sent): a field named "self" would be a server
        # error. Our pages read the form themselves and get what is in the path only.
        if endpoint.routing.get("maintenance_page"):
            request.params = request.maintenance_args
        return super()._dispatch(endpoint)

    @classmethod
    def _serve_fallback(cls):
        # Below an address that may hold a token there is no website page and no attachment to look
        # for; the search for one fails on a NUL.
        if MAY_HOLD_TOKEN.search(request.httprequest.path):
            return None
        return super()._serve_fallback()

    @classmethod
    def _handle_error(cls, exception):
        if not cls._is_maintenance_page():
            return super()._handle_error(exception)
        status = cls._maintenance_status(exception)
        request.env.cr.rollback()
        # Odoo reads them after every answer; a body that is too large never got that far.
        request.params = {}
        try:
            response = cls._maintenance_error_page(status)
        except Exception:
            _logger.exception("The error page of a booking page could not be rendered")
            response = Response(LAST_RESORT, status=status, headers=HEADERS)
        cls._post_dispatch(response)
        return response

    @classmethod
    def _maintenance_status(cls, exception):
        if isinstance(exception, HTTPException):
            return exception.code
        if isinstance(exception, UserError):
            return exception.http_status
        if isinstance(exception, (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)):
            return 409
        return 500

    @classmethod
    def _maintenance_error_page(cls, status):
        """Our answer to an error anywhere below our paths; the website's layout tells analytics."""
        public = request.env.ref("base.public_user").id
        request.update_env(user=public, su=True)
        company = getattr(request, "maintenance_company", None)
        page = request.env["fusion.maintenance.page"]
        lang = page._pick_language(
            request.httprequest.args.get("lang"), getattr(request, "maintenance_lang", None),
            request.best_lang)
        page = page.with_context(lang=lang)
        company = page.env["res.company"].browse(company) if company \
            else page.env["website"].get_current_website().company_id
        return page._error_response(status, company, as_json=cls._wants_json())

    @classmethod
    def _wants_json(cls):
        """Whether the visitor is our script rather than a browser that shows a page."""
        accept = request.httprequest.accept_mimetypes
        return accept.best_match(["text/html", "application/json"]) == "application/json"
