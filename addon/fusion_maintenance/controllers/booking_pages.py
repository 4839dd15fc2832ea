from uuid import uuid4

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.translate import code_translations

from .form import LIMITS, clean, read_date
from .gate import NEW_LINK, SAFE_METHODS, wants_json

MODULE = "fusion_maintenance"

STATUS = {
    "booked": 200, "already_booked": 200, "cancelled": 200,
    "slot_taken": 409, "try_again": 409,
    "too_late": 422, "refused": 422,
}


class BookingPages:
    """The pages of a link, one for each phase its contract can be in, and named answers."""

    # -- answers -------------------------------------------------------------------------------

    def _answer(self, visitor, answer, form=None, page=None, said=None, contract=None):
        """The named answer to a press of a button, as a page or as JSON.

        :param answer: what ``fusion.maintenance.booking`` answered
        :param form: what was typed, to be kept on a page that comes again
        :param page: shows the page again after a refusal; that of the phase unless given
        :param str said: what the page says after success, the answer's code unless given
        :param contract: whose visit was asked for, the link's unless given
        """
        status = STATUS[answer.code]
        if status == 409:
            # Somebody else was first, after this transaction took its snapshot: the times that
            # are offered next have to be read in a new one. Only the access log is written so far.
            visitor.env.cr.commit()
            visitor.env.invalidate_all()
        payload = visitor.env["fusion.maintenance.booking"]._payload(
            answer, contract or visitor.contract, visitor.link.partner_id)
        if status == 200 and said:
            payload["message"] = self._sayings(visitor.env)[said]
        location = visitor.path(answer=said or answer.code) if status == 200 else None
        if wants_json():
            return visitor.page._respond_json({**payload, "location": location}, status)
        if location:
            return visitor.page._respond("", 303, headers=[("Location", location)])
        return (page or self._show)(visitor, status, form, payload["message"])

    def _refuse(self, visitor, status, form, message, page=None):
        """The page again, with what was typed and a sentence that says what to do."""
        if wants_json():
            # The page's session may be gone: the next press needs a token that is good.
            fresh = {"csrf": request.csrf_token()} if status == 400 else {}
            return visitor.page._respond_json(
                {"answer": "refused", "message": message, "visit": None, "location": None,
                 "slots": None, **fresh}, status)
        return (page or self._show)(visitor, status, form, message)

    # -- booking -------------------------------------------------------------------------------

    def _asked_for(self, visitor, form):
        """The contracts that the form names, or the link's; none where they cannot be booked together."""
        try:
            return visitor.contract._asked_for(
                form.units or visitor.contract.ids, visitor.link.partner_id)
        except UserError:
            return visitor.contract.browse()

    def _book(self, visitor, contracts, form):
        return visitor.env["fusion.maintenance.booking"]._book(
            contracts, form.start, key=form.key, channel="client_portal",
            holder=visitor.link.partner_id, **form.typed)

    def _not_these(self, visitor):
        return visitor.env._("Something was not sent correctly. Please choose a time and press the button again.")

    # -- pages ---------------------------------------------------------------------------------

    def _phase(self, visitor):
        return visitor.env["fusion.maintenance.booking.page"]._phase(visitor.link)

    def _show(self, visitor, status=200, form=None, notice=None):
        """The page of the phase that the contract is in."""
        page = getattr(self, f"_page_{self._phase(visitor)}")(visitor, form, notice)
        return visitor.page._respond(page, status)

    def _render(self, visitor, template, title, **values):
        asked = request.httprequest
        # What a press leads to has an address that only a press opens.
        path = asked.path if asked.method in SAFE_METHODS else visitor.path()
        return visitor.page._render(
            template, visitor.company, title, said=self._said(visitor),
            languages=visitor.page._languages(path, first=asked.args.get("first")), **values)

    def _said(self, visitor):
        """What the button that led here has done, where the page itself does not say it."""
        answer = request.httprequest.args.get("answer")
        if not answer and request.httprequest.path == f"/maintenance/book/{visitor.token}":
            return self._said_of_cancelled(visitor)
        # Somebody may come back to this address when it is no longer so.
        if (answer == "cancelled") == bool(visitor.contract.visit_id):
            return None
        return self._sayings(visitor.env).get(answer)

    def _said_of_cancelled(self, visitor):
        """Who opens the link again after a visit was cancelled may not remember whether it was."""
        last = visitor.contract.visit_ids.sorted("id")[-1:]
        if visitor.contract.visit_id or last.state != "cancelled" or last.start < fields.Datetime.now():
            return None
        start = visitor.company._maintenance_local(last._promised()[0])
        return visitor.env._(
            "Your visit of %(date)s is cancelled.",
            date=visitor.env["fusion.maintenance.wording"]._weekday(start, year=True))

    def _sayings(self, env):
        return {
            "already_booked": env._("A visit was booked before. Here it is."),
            "moved": env._("The visit has a new time."),
            "more": env._("The visit for your other units is booked, too."),
            "cancelled": env._("Your visit is cancelled."),
        }

    def _page_choose(self, visitor, form, notice):
        holder = visitor.link.partner_id
        return self._choose(visitor, visitor.contract._due_together(holder), form, notice)

    def _choose(self, visitor, due, form, notice, action="confirm"):
        """The page that books.

        :param due: the contracts that are due together; one visit is for as many of them as fit
        :param str action: the last part of the address that the form is sent to
        """
        env = visitor.env
        texts = env["fusion.maintenance.booking.page"]
        contracts, slots = env["fusion.maintenance.booking"]._slots_together(
            due._fitting(), self._first(form))
        if not slots["first_free"]:
            return self._page_full(visitor, notice)
        csrf, key, client = request.csrf_token(), str(uuid4()), due.partner_id
        parts = () if action == "confirm" else (action,)
        left_out = form.left_out(contracts.ids) if form else []
        return self._render(
            visitor, "page_choose", env._("Book your service visit"), scripts=True,
            facts=texts._facts(contracts), lead=texts._lead(contracts, visitor.link.partner_id),
            left_over=texts._left_over(contracts, due), phone_known=texts._phone_known(client),
            notice=notice, key=key, left_out=left_out,
            call_me_url=None if visitor.contract._call_to_make() else visitor.path("call-me"),
            data=visitor.page._script_data({
                **self._picker_data(visitor, slots, csrf, *parts), "mode": "book", "key": key,
                "phone_hint": texts._phone_hint(client), "contact": form.typed if form else {},
                "left_out": left_out}),
            **self._form_values(visitor, slots, form, action, csrf))

    def _page_full(self, visitor, notice):
        env = visitor.env
        lead = env._(
            "All the times of the coming weeks are taken. Please call us or let us call you, and we "
            "will find a time together. You can also open this page again tomorrow: new times come "
            "every day.")
        return self._render(
            visitor, "page_message", env._("No free time online at the moment"), lead=lead,
            # What there was to say would ask for another choice, and there is none.
            notice=env._("Nothing was booked.") if notice else None,
            call_me=self._call_me(visitor))

    def _page_booked(self, visitor, form, notice):
        env, visit, holder = visitor.env, visitor.visit, visitor.link.partner_id
        texts = env["fusion.maintenance.booking.page"]
        shown, others = texts._visit(visit), texts._other_visits(visit)
        waiting = visitor.contract._still_to_book(holder)
        title = env._("This visit was planned") if shown["past"] else env._("Your visit is booked")
        return self._render(
            visitor, "page_booked", title, scripts=True, visit=shown, notice=notice,
            may_change=env["fusion.maintenance.booking"]._client_may_change(visit, holder),
            others=others, waiting=waiting and texts._waiting(waiting), more_url=visitor.path("more"),
            ics_url=visitor.path("visit.ics"), move_url=visitor.path("move"),
            cancel_url=visitor.path("cancel"))

    def _page_served(self, visitor, form, notice):
        served = visitor.env["fusion.maintenance.booking.page"]._served(visitor.contract)
        return self._render(
            visitor, "page_served", visitor.env._("The service is done"), served=served)

    def _page_closed(self, visitor, form, notice):
        env = visitor.env
        return self._render(
            visitor, "page_message", env._("Please call us"), notice=notice,
            call_me=self._call_me(visitor), lead=env._(
                "Visits for this unit are not booked online at the moment. Call us or let us call "
                "you, and we will gladly look at it together."))

    def _call_me(self, visitor):
        """What the form needs with which the client asks to be called; None once they have."""
        if visitor.contract.state == "ended" or visitor.contract._call_to_make():
            return None
        page = visitor.env["fusion.maintenance.booking.page"]
        return {"url": visitor.path("call-me"), "csrf_token": request.csrf_token(),
                "typed": clean(request.httprequest.form.get("phone", "")),
                "hint": page._phone_known(visitor.link.partner_id)}

    # -- times ---------------------------------------------------------------------------------

    def _first(self, form):
        """The first day of the week that the address or the form asks for."""
        return read_date(form.first if form else request.httprequest.args.get("first"))

    def _form_values(self, visitor, slots, form, action, csrf):
        """What the form of times needs, on the page that books and on the one that moves."""
        parts = () if action == "confirm" else (action,)
        return {
            "times": visitor.env["fusion.maintenance.booking.page"]._times(
                slots, form.chosen if form else None),
            "typed": form.typed if form else dict.fromkeys(LIMITS, ""),
            "csrf_token": csrf,
            "first": slots["first"],
            "confirm_url": visitor.path(action),
            "week_url": lambda day: visitor.path(*parts, first=day) + "#fm-picker",
        }

    def _picker_data(self, visitor, slots, csrf, *parts):
        """What the slot picker takes over with, to book and to move (web-src/booking/page_data.ts).

        :param parts: of the address of the page, where it is not the one that books
        """
        env = visitor.env
        terms = code_translations.get_web_translations(MODULE, env.lang)["messages"]
        return {
            # Without a query: the picker adds its own.
            "api": {"slots": "/".join(("/maintenance/book", visitor.token, *parts, "slots")),
                    "confirm": visitor.path(*parts or ["confirm"])},
            "csrf": csrf,
            "lang": env.lang.split("@")[0].replace("_", "-"),
            "now": fields.Datetime.now().isoformat() + "Z",
            "phone": visitor.company.phone or "",
            "call_me": None if visitor.contract._call_to_make() else visitor.path("call-me"),
            "new_link": f"{NEW_LINK}?lang={env.lang}",
            "slots": slots,
            "terms": {term["id"]: term["string"] for term in terms},
        }
