from odoo import http
from odoo.http import request

from .booking_pages import BookingPages
from .form import read_booking, read_date, read_days
from .gate import SAFE_METHODS, is_forged, page_route


class MoreController(BookingPages, http.Controller):
    """Books the units that are due as well and did not fit into the visit, one visit after the other."""

    @page_route("/maintenance/book/<token>/more", *SAFE_METHODS, "POST", press="book")
    def more(self, visitor):
        """Offer times for what is left; book one of them."""
        if request.httprequest.method in SAFE_METHODS:
            return self._show_more(visitor)
        form = read_booking(request.httprequest.form)
        if is_forged():
            return self._refuse(visitor, 400, form, visitor.env._(
                "For your safety, please check what you chose and press the button once more."), self._show_more)
        if problem := form.problem(visitor.env):
            return self._refuse(visitor, 422, form, problem, self._show_more)
        contracts = self._asked_for(visitor, form)
        # The link's own unit has its visit; where it has none any more, it comes first.
        if not contracts or visitor.contract in contracts:
            return self._refuse(visitor, 422, form, self._not_these(visitor), self._show_more)
        answer = self._book(visitor, contracts, form)
        return self._answer(visitor, answer, form, self._show_more, said="more", contract=contracts[:1])

    @page_route("/maintenance/book/<token>/more/slots", *SAFE_METHODS, event="slots", as_json=True)
    def more_slots(self, visitor):
        """A week of free times for what is left, for the slot picker."""
        contracts = self._left(visitor)
        if not contracts:
            return visitor.page._respond_json(
                {"answer": "already_booked", "message": self._sayings(visitor.env)["more"], "visit": None,
                 "location": visitor.path(), "slots": None}, 409)
        args = request.httprequest.args
        return visitor.page._respond_json(visitor.env["fusion.maintenance.booking"]._slots_together(
            contracts._fitting(), read_date(args.get("first")), read_days(args.get("days")))[1])

    def _left(self, visitor):
        """The contracts that still need a visit once the link's own has one."""
        if self._phase(visitor) != "booked":
            return visitor.contract.browse()
        return visitor.contract._still_to_book(visitor.link.partner_id)

    def _show_more(self, visitor, status=200, form=None, notice=None):
        left = self._left(visitor)
        if not left:
            return self._show(visitor, status, notice=notice)
        return visitor.page._respond(self._choose(visitor, left, form, notice, "more"), status)
