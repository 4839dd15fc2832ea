from uuid import uuid4

from odoo import fields, http
from odoo.http import request
from odoo.tools.translate import code_translations

from .form import LIMITS, read_booking, read_date, read_days
from .gate import SAFE_METHODS, is_forged, page_route

MODULE = "fusion_maintenance"

STATUS = {
    "booked": 200, "already_booked": 200,
    "slot_taken": 409, "try_again": 409,
    "too_late": 422, "refused": 422,
}


class BookingController(http.Controller):
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
        return visitor.page._respond_json(visitor.env["fusion.maintenance.booking"]._slots(
            visitor.contract, read_date(args.get("first")), read_days(args.get("days"))))

    @page_route("/maintenance/book/<token>/confirm", "POST", event="book")
    def confirm(self, visitor):
        """Book. The same answers to a form and to the slot picker, as a page or as JSON."""
        form = read_booking(request.httprequest.form)
        if is_forged():
            return self._refuse(visitor, 400, form, visitor.env._(
                "For your safety, please check what you chose and press the button once more."))
        if self._phase(visitor) in ("closed", "served"):
            return self._nothing_to_choose(visitor)
        if problem := form.problem(visitor.env):
            return self._refuse(visitor, 422, form, problem)
        booking = visitor.env["fusion.maintenance.booking"]
        answer = booking._book(
            visitor.contract, form.start, key=form.key, channel="client_portal",
            partner=visitor.link.partner_id, **form.typed)
        return self._answer(visitor, form, answer)

    @page_route("/maintenance/book/<token>/visit.ics", *SAFE_METHODS)
    def calendar_file(self, visitor):
        """The booked visit, for the client's calendar."""
        visit = visitor.contract.visit_id
        if not visit:
            return visitor.page._error_response(404, visitor.company)
        return visitor.page._respond(
            visit._ics(), content_type="text/calendar; charset=utf-8",
            headers=[("Content-Disposition", 'attachment; filename="visit.ics"')])

    # -- answers -------------------------------------------------------------------------------

    def _answer(self, visitor, form, answer):
        """The named answer to a press of the button."""
        status = STATUS[answer.code]
        if status == 409:
            # Somebody else was first, after this transaction took its snapshot: the times that
            # are offered next have to be read in a new one. Only the access log is written so far.
            visitor.env.cr.commit()
            visitor.env.invalidate_all()
        payload = visitor.env["fusion.maintenance.booking"]._payload(answer, visitor.contract)
        location = visitor.path()
        if status == 200:
            location += ("&" if "?" in location else "?") + f"answer={answer.code}"
        if request.env["ir.http"]._wants_json():
            return visitor.page._respond_json(
                {**payload, "location": location if status == 200 else None}, status)
        if status == 200:
            return visitor.page._respond("", 303, headers=[("Location", location)])
        return self._show(visitor, status, form, payload["message"])

    def _refuse(self, visitor, status, form, message):
        """The page again, with what was typed and a sentence that says what to do."""
        if request.env["ir.http"]._wants_json():
            return visitor.page._respond_json(
                {"answer": "refused", "message": message, "visit": None, "location": None,
                 "slots": None}, status)
        return self._show(visitor, status, form, message)

    def _nothing_to_choose(self, visitor):
        """There is nothing to book, or not any more: in words, and where to see what there is."""
        env, phase = visitor.env, self._phase(visitor)
        if not request.env["ir.http"]._wants_json() and "slots" not in request.httprequest.path:
            return self._show(visitor, 422)
        code = "already_booked" if phase == "booked" else "refused"
        message = env["fusion.maintenance.booking"]._messages()["already_booked"] \
            if phase == "booked" else env._("This visit cannot be booked online. Please call us.")
        return visitor.page._respond_json(
            {"answer": code, "message": message, "visit": None, "location": visitor.path(),
             "slots": None}, 409 if phase == "booked" else 422)

    # -- pages ---------------------------------------------------------------------------------

    def _phase(self, visitor):
        return visitor.env["fusion.maintenance.booking.page"]._phase(visitor.link)

    def _show(self, visitor, status=200, form=None, notice=None):
        """The page of the phase that the contract is in."""
        page = getattr(self, f"_page_{self._phase(visitor)}")(visitor, form, notice)
        return visitor.page._respond(page, status)

    def _render(self, visitor, template, title, **values):
        path = f"/maintenance/book/{visitor.token}"
        return visitor.page._render(
            template, visitor.company, title,
            languages=visitor.page._languages(path), **values)

    def _page_choose(self, visitor, form, notice):
        env, contract = visitor.env, visitor.contract
        first = read_date(form.first if form else request.httprequest.args.get("first"))
        slots = env["fusion.maintenance.booking"]._slots(contract, first)
        if not slots["first_free"]:
            return self._render(
                visitor, "page_message", env._("No free time online at the moment"),
                lead=notice or env._(
                    "All the times of the coming weeks are taken. Please call us, and we will "
                    "find a time together."))
        texts = env["fusion.maintenance.booking.page"]
        key, csrf = str(uuid4()), request.csrf_token()
        return self._render(
            visitor, "page_choose", env._("Book your service visit"), scripts=True,
            facts=texts._facts(contract), greeting=texts._greeting(visitor.link.partner_id),
            times=texts._times(slots, form.chosen if form else None), notice=notice,
            typed=form.typed if form else dict.fromkeys(LIMITS, ""), key=key, csrf_token=csrf, first=slots["first"],
            phone_hint=texts._phone_hint(contract.partner_id),
            confirm_url=visitor.path("confirm"), week_url=lambda day: self._week_url(visitor, day),
            data=visitor.page._script_data(self._picker_data(visitor, slots, form, key, csrf)))

    def _week_url(self, visitor, day):
        path = visitor.path()
        return path + ("&" if "?" in path else "?") + f"first={day}#fm-picker"

    def _picker_data(self, visitor, slots, form, key, csrf):
        """What the slot picker takes over with (web-src/booking/page_data.ts)."""
        env = visitor.env
        terms = code_translations.get_web_translations(MODULE, env.lang)["messages"]
        return {
            # Without a query: the picker adds its own.
            "api": {"slots": f"/maintenance/book/{visitor.token}/slots",
                    "confirm": visitor.path("confirm")},
            "csrf": csrf,
            "key": key,
            "lang": env.lang.split("@")[0].replace("_", "-"),
            "now": fields.Datetime.now().isoformat() + "Z",
            "phone": visitor.company.phone or "",
            "slots": slots,
            "contact": form.typed if form else {},
            "terms": {term["id"]: term["string"] for term in terms},
        }

    def _page_booked(self, visitor, form, notice):
        env = visitor.env
        visit = env["fusion.maintenance.booking.page"]._visit(visitor.contract.visit_id)
        code = request.httprequest.args.get("answer")
        messages = env["fusion.maintenance.booking"]._messages()
        title = env._("This visit was planned") if visit["past"] else env._("Your visit is booked")
        return self._render(
            visitor, "page_booked", title, scripts=True, visit=visit,
            answer=notice or (messages[code] if code == "already_booked" else None),
            ics_url=visitor.path("visit.ics"))

    def _page_served(self, visitor, form, notice):
        served = visitor.env["fusion.maintenance.booking.page"]._served(visitor.contract)
        return self._render(
            visitor, "page_served", visitor.env._("The service is done"), served=served)

    def _page_closed(self, visitor, form, notice):
        env = visitor.env
        return self._render(
            visitor, "page_message", env._("Please call us"), lead=env._(
                "Visits for this unit are not booked online at the moment. Call us, and we will "
                "gladly look at it together."))
