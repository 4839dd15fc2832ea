from odoo import http
from odoo.http import request

from ..core.phone import can_be_called
from .booking_pages import BookingPages
from .form import LIMITS, clean, whole_number
from .gate import SAFE_METHODS, is_forged, page_route


class CallController(BookingPages, http.Controller):
    """The client asks to be called, where nothing can be booked online."""

    @page_route("/maintenance/book/<token>/call-me", *SAFE_METHODS, "POST", press="call_me")
    def call_me(self, visitor):
        """Ask for the number on a GET; give the dispatchers a call to make on a POST."""
        if visitor.contract.state == "ended":
            return self._show(visitor, 200 if request.httprequest.method in SAFE_METHODS else 422)
        if request.httprequest.method in SAFE_METHODS:
            return self._show_call(visitor)
        if is_forged():
            return self._refuse(visitor, 400, None, visitor.env._(
                "For your safety, please press the button once more."), self._show_call)
        phone = clean(request.httprequest.form.get("phone", ""))
        if len(phone) > LIMITS["phone"] or (phone and not can_be_called(phone)):
            return self._refuse(visitor, 422, None, whole_number(visitor.env), self._show_call)
        visitor.contract._ask_for_call(phone, visitor.link.partner_id)
        return visitor.page._respond("", 303, headers=[("Location", visitor.path("call-me"))])

    def _show_call(self, visitor, status=200, form=None, notice=None):
        env, call_me = visitor.env, self._call_me(visitor)
        number = env["fusion.maintenance.booking.page"]._phone_shown(visitor.contract.call_phone)
        if call_me:
            title, lead = env._("Shall we call you?"), env._(
                "We will call you and find a time together.")
        else:
            title, lead = env._("Thank you"), env._(
                "We will call you as soon as we can, on %(number)s.", number=number,
            ) if number else env._("We will call you as soon as we can.")
        page = self._render(
            visitor, "page_message", title, lead=lead, notice=notice, call_me=call_me,
            onward={"url": visitor.path(), "label": env._("Back to your page")})
        return visitor.page._respond(page, status)
