from odoo import http
from odoo.http import request

from .booking_pages import BookingPages
from .form import read_booking, read_date, read_days
from .gate import SAFE_METHODS, is_forged, page_route, wants_json


class BookingController(BookingPages, http.Controller):
    """The booking page: what a link shows, and the one button that books."""

    @page_route("/maintenance/book/<token>", *SAFE_METHODS)
    def book(self, visitor):
        """What there is to show: times, the visit, what was done, or how to reach us."""
        return self._show(visitor)

    @page_route("/maintenance/book/<token>/slots", *SAFE_METHODS, event="slots", as_json=True)
    def slots(self, visitor):
        """A week of free times, for the slot picker."""
        args = request.httprequest.args
        if self._phase(visitor) != "choose":
            return self._nothing_to_choose(visitor)
        return visitor.page._respond_json(visitor.env["fusion.maintenance.booking"]._slots_together(
            visitor.contracts, read_date(args.get("first")), read_days(args.get("days")))[1])

    @page_route("/maintenance/book/<token>/confirm", "POST", press="book")
    def confirm(self, visitor):
        """Book. The same answers to a form and to the slot picker, as a page or as JSON."""
        form = read_booking(request.httprequest.form)
        if is_forged():
            return self._refuse(visitor, 400, form, visitor.env._(
                "For your safety, please check what you chose and press the button once more."))
        if self._phase(visitor) in ("closed", "served"):
            return self._nothing_to_choose(visitor) if wants_json() else self._show(visitor, 422)
        if problem := form.problem(visitor.env):
            return self._refuse(visitor, 422, form, problem)
        contracts = self._asked_for(visitor, form)
        if contracts[:1] != visitor.contract:
            return self._refuse(visitor, 422, form, self._not_these(visitor))
        return self._answer(visitor, self._book(visitor, contracts, form), form)

    @page_route("/maintenance/book/<token>/visit.ics", *SAFE_METHODS)
    def calendar_file(self, visitor):
        """The booked visit, for the client's calendar."""
        visit = visitor.contract.visit_id
        if not visit:
            return visitor.page._error_response(404, visitor.company)
        return visitor.page._respond(
            visit._ics(), content_type="text/calendar; charset=utf-8",
            headers=[("Content-Disposition", 'attachment; filename="visit.ics"')])

    def _nothing_to_choose(self, visitor):
        """For the slot picker: there is nothing to book (any more), and where to see what there is."""
        env = visitor.env
        booked = self._phase(visitor) == "booked"
        message = env["fusion.maintenance.booking"]._messages()["already_booked"] if booked \
            else env._("This visit cannot be booked online. Please call us.")
        return visitor.page._respond_json(
            {"answer": "already_booked" if booked else "refused", "message": message,
             "visit": None, "location": visitor.path(), "slots": None}, 409 if booked else 422)
