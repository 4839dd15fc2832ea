from odoo import http
from odoo.http import request

from ..models.booking import Answer
from .booking_pages import BookingPages
from .form import read_booking, read_date, read_days
from .gate import SAFE_METHODS, is_forged, page_route


class ChangeController(BookingPages, http.Controller):
    """Moving and cancelling a booked visit. Both ask on a GET and act on a POST."""

    @page_route("/maintenance/book/<token>/move", *SAFE_METHODS, "POST", press="move")
    def move(self, visitor):
        """Offer other times; take one of them."""
        if request.httprequest.method in SAFE_METHODS:
            return self._ask(visitor, self._show_move)
        form = read_booking(request.httprequest.form)
        if is_forged():
            return self._refuse(visitor, 400, form, self._again(visitor), self._show_move)
        visit = visitor.contract.visit_id
        if problem := visit and form.problem(visitor.env, with_key=False):
            return self._refuse(visitor, 422, form, problem, self._show_move)
        if not visit:
            return self._refuse(visitor, 422, None, self._gone(visitor))
        answer = visitor.env["fusion.maintenance.booking"]._move(
            visit, form.start, holder=visitor.link.partner_id)
        page = None if answer.code == "too_late" else self._show_move
        return self._answer(visitor, answer, form, page, said="moved")

    @page_route("/maintenance/book/<token>/move/slots", *SAFE_METHODS, event="slots", as_json=True)
    def move_slots(self, visitor):
        """A week of other times for the booked visit, for the slot picker."""
        booking, visit = visitor.env["fusion.maintenance.booking"], visitor.contract.visit_id
        if not visit:
            return self._no_times(visitor, "refused", self._gone(visitor))
        if not booking._client_may_change(visit, visitor.link.partner_id):
            return self._no_times(visitor, "too_late", self._why_not(visitor))
        args = request.httprequest.args
        return visitor.page._respond_json(booking._slots(
            visitor.contracts, read_date(args.get("first")), read_days(args.get("days"))))

    @page_route("/maintenance/book/<token>/cancel", *SAFE_METHODS, "POST", press="cancel")
    def cancel(self, visitor):
        """Ask once, offering to move instead; cancel."""
        if request.httprequest.method in SAFE_METHODS:
            return self._ask(visitor, self._show_cancel)
        if is_forged():
            return self._refuse(visitor, 400, None, self._again(visitor), self._show_cancel)
        visit, seen = visitor.contract.visit_id, request.httprequest.form.get("visit", "")
        gone = visitor.contract.visit_ids.filtered(lambda one: one.state == "cancelled" and one._edition() == seen)
        if not visit and gone:
            return self._answer(visitor, Answer("cancelled", gone))  # pressed twice
        if not visit:
            return self._refuse(visitor, 422, None, self._gone(visitor))
        if visit._edition() != seen:
            return self._refuse(visitor, 409, None, visitor.env._(
                "The visit was changed meanwhile. This is how it is now: nothing was cancelled."), self._show_cancel)
        answer = visitor.env["fusion.maintenance.booking"]._cancel_by_client(
            visit, visitor.link.partner_id)
        return self._answer(visitor, answer)

    def _ask(self, visitor, page):
        """The page that asks, or the one that says why there is nothing to ask."""
        booking, visit = visitor.env["fusion.maintenance.booking"], visitor.contract.visit_id
        if visit and not booking._client_may_change(visit, visitor.link.partner_id):
            return self._show(visitor, notice=self._why_not(visitor))
        return page(visitor)

    def _why_not(self, visitor):
        """The sentence that says why this holder cannot change the visit online."""
        booking, visit = visitor.env["fusion.maintenance.booking"], visitor.contract.visit_id
        if not booking._is_theirs(visit, visitor.link.partner_id):
            return visitor.env._("Other units are part of this visit, too. Please call us to change it.")
        return booking._messages()["too_late"]

    def _no_times(self, visitor, code, message):
        """For the slot picker: the visit cannot be moved (any more), and where to see what there is."""
        return visitor.page._respond_json(
            {"answer": code, "message": message, "visit": None, "location": visitor.path(),
             "slots": None}, 422)

    def _again(self, visitor):
        return visitor.env._("For your safety, please press the button once more.")

    def _gone(self, visitor):
        return visitor.env._("There is no booked visit any more.")

    def _show_move(self, visitor, status=200, form=None, notice=None):
        if self._phase(visitor) != "booked":
            return self._show(visitor, status, notice=notice)
        visit, csrf, first = visitor.contract.visit_id, request.csrf_token(), self._first(form)
        slots = visitor.env["fusion.maintenance.booking"]._slots(visitor.contracts, first)
        page = self._render(
            visitor, "page_move", visitor.env._("Choose another time"), scripts=True, notice=notice,
            visit=visitor.env["fusion.maintenance.booking.page"]._visit(visitor.visit),
            back_url=visitor.path(), key=None, call_me=self._call_me(visitor),
            data=visitor.page._script_data({
                **self._picker_data(visitor, slots, csrf, "move"), "mode": "move",
                "visit": visitor.env["fusion.maintenance.booking"]._booked_time(visit)}),
            **self._form_values(visitor, slots, form, "move", csrf))
        return visitor.page._respond(page, status)

    def _show_cancel(self, visitor, status=200, form=None, notice=None):
        if self._phase(visitor) != "booked":
            return self._show(visitor, status, notice=notice)
        page = self._render(
            visitor, "page_cancel", visitor.env._("Cancel this visit?"), notice=notice,
            visit=visitor.env["fusion.maintenance.booking.page"]._visit(visitor.visit),
            edition=visitor.visit._edition(), csrf_token=request.csrf_token(), back_url=visitor.path(),
            move_url=visitor.path("move"), cancel_url=visitor.path("cancel"))
        return visitor.page._respond(page, status)
