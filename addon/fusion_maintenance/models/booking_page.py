from datetime import datetime, timezone
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup

from odoo import api, fields, models

from ..core.phone import can_be_called, digits_of

NOON = 12


class MaintenanceBookingPage(models.AbstractModel):
    """What the booking page shows of a contract: plain values for the templates.

    The environment is the one that the gate made: superuser, the contract's company, the
    visitor's language. Nothing here may tell more than a client may see.
    """

    _name = "fusion.maintenance.booking.page"
    _description = "Booking Page"

    @api.model
    def _phase(self, link):
        """What there is to show: "booked", "closed", "served" or "choose"."""
        contract = link.contract_id
        if contract.visit_id:
            return "booked"
        if contract.state != "active":
            return "closed"
        return "served" if link._is_served() else "choose"

    @api.model
    def _facts(self, contract):
        """What is to be serviced, how long, for how much, and where."""
        wording = self.env["fusion.maintenance.wording"]
        return {
            "product": contract.product_id.name,
            "reference": contract.name,
            "duration": wording._duration(contract.policy_id.duration),
            "cost": self._cost(contract.policy_id),
            "where": self._where(contract.service_address_id),
        }

    @api.model
    def _where(self, address):
        """Street and city: enough to see that it is right, and all that a stranger would learn.

        Of the apartment one sees that we have it; the technician and the client's mails know it.
        """
        street = address.street
        if street and address.street2:
            street = self.env._("%(street)s (and the apartment or unit we have)", street=street)
        return ", ".join(filter(None, (street, address.city)))

    @api.model
    def _lead(self, contract, partner):
        """The sentence that says what the page is for, and by when.

        :param partner: the holder of the link
        """
        name = self._greeting(partner)
        if not contract.next_due_date:
            return self.env._("Hello %(name)s, choose a time that suits you.", name=name)
        due = Markup("<strong>%s</strong>") % self.env["fusion.maintenance.wording"]._date(
            contract.next_due_date)
        values = {"name": name, "due": due, "client": contract.partner_id.name}
        if partner != contract.partner_id:
            return self.env._(
                "Hello %(name)s, the regular service for %(client)s is due: %(due)s. Choose a time "
                "that suits.", **values)
        if contract.stage == "overdue":
            return self.env._(
                "Hello %(name)s, the regular service of your unit was due on %(due)s. Choose a time "
                "that suits you.", **values)
        return self.env._(
            "Hello %(name)s, the regular service of your unit is due by %(due)s. Choose a time that "
            "suits you.", **values)

    @api.model
    def _cost(self, policy):
        """What a visit costs that would be booked now."""
        return self._price(0 if policy.revenue_mode == "none" else policy.price, policy.currency_id)

    @api.model
    def _visit_cost(self, visit):
        """What a booked visit costs: its order says so, whatever became of the policy's price."""
        order = visit.sudo().sale_order_id
        if order:
            return self._price(order.amount_untaxed, order.currency_id)
        return self._cost(visit.policy_id)

    @api.model
    def _price(self, amount, currency):
        """An amount before taxes, in words."""
        if currency.is_zero(amount):
            return self.env._("Included in your plan")
        return self.env._("%(amount)s plus taxes",
                          amount=self.env["fusion.maintenance.wording"]._amount(amount, currency))

    @api.model
    def _greeting(self, partner):
        """The name to greet with: the first one of a person, all of an organization's."""
        name = (partner.name or "").strip()
        return name if partner.is_company else name.split(" ")[0]

    @api.model
    def _phone_hint(self, partner):
        """The last two digits of the number we have: enough to recognize it, of no use to others."""
        phone = partner.phone or ""
        return digits_of(phone)[-2:] if can_be_called(phone) else None

    @api.model
    def _phone_shown(self, phone):
        """The number that the technician calls, as far as whoever gave it knows it again."""
        if not phone or not can_be_called(phone):
            return None
        return self.env._("the number that ends in %(digits)s", digits=digits_of(phone)[-2:])

    @api.model
    def _phone_known(self, partner):
        """The sentence that says which number is called when none is given."""
        hint = self._phone_hint(partner)
        return hint and self.env._(
            "Leave it empty to be called on the number we have, which ends in %(digits)s.",
            digits=hint)

    # -- times -------------------------------------------------------------------------------------

    @api.model
    def _times(self, slots, chosen=None):
        """The slots payload in words, for the form that works without JavaScript.

        :param dict slots: as ``fusion.maintenance.booking._slots`` gives it
        :param str chosen: the start that was chosen before
        """
        tz = ZoneInfo(slots["timezone"])
        windows = {
            start: [self._local(text, tz) for text in bounds]
            for start, bounds in slots.get("windows", {}).items()}
        # A suggested time is in the week too; one of the two is checked.
        in_week = None if chosen in slots["suggested"] else chosen
        return {
            "suggested": [
                self._time(text, self._local(text, tz), chosen, windows.get(text))
                for text in slots["suggested"]],
            "days": [self._day(day, tz, in_week, windows) for day in slots["week"]],
            "zone": self.env._(
                "All times are in %(zone)s.", zone=self.env["fusion.maintenance.wording"]._zone(tz)),
            "previous": slots["previous"],
            "next": slots["next"],
            "first_free": slots["first_free"],
            "first_free_elsewhere": bool(slots["first_free"]) and slots["first_free"] not in [
                day["date"] for day in slots["week"]],
            "none": not slots["first_free"],
        }

    @api.model
    def _local(self, text, tz):
        # Not strptime, which takes twenty times as long, and a week has hundreds of times.
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=timezone.utc).astimezone(tz)

    @api.model
    def _day(self, day, tz, chosen, windows):
        """One day of the week: its title, and its times before and after noon."""
        wording = self.env["fusion.maintenance.wording"]
        local = {text: self._local(text, tz) for text in day["times"]}
        # An autumn night has some times twice: those are told apart by the zone's name.
        clock = [moment.replace(tzinfo=None, fold=0) for moment in local.values()]
        times = [
            self._time(text, moment, chosen, windows.get(text),
                       zone=clock.count(moment.replace(tzinfo=None, fold=0)) > 1)
            for text, moment in local.items()]
        parts = [
            (self.env._("Morning"), [time for time in times if time["hour"] < NOON]),
            (self.env._("Afternoon"), [time for time in times if time["hour"] >= NOON]),
        ]
        return {
            "date": day["date"],
            "title": wording._weekday(datetime.strptime(day["date"], "%Y-%m-%d").date()),
            "count": len(times),
            "free": self.env._("%(count)s free", count=len(times)),
            "parts": [{"title": title, "times": part} for title, part in parts if part],
            "open": any(time["chosen"] for time in times),
        }

    @api.model
    def _time(self, text, local, chosen, window=None, zone=False):
        """One time that can be chosen.

        :param window: (begin, end) of the arrival window, where the policy promises one
        :param bool zone: name the zone
        """
        wording = self.env["fusion.maintenance.wording"]
        time = wording._span(*window, zone) if window else wording._time(local, zone)
        return {
            "start": text,
            "time": time,
            "moment": wording._moment(local, time),
            "hour": local.hour,
            "chosen": text == chosen,
        }

    # -- the visit ---------------------------------------------------------------------------------

    @api.model
    def _visit(self, visit):
        """A booked visit, in words for who reads it (``visit._reader``)."""
        wording = self.env["fusion.maintenance.wording"]
        company = visit.company_id
        start, stop = (company._maintenance_local(bound) for bound in (
            visit.arrival_start or visit.start, visit.arrival_stop or visit.stop))
        address = visit.service_address_id
        reader = visit._reader()
        is_client = reader == visit.partner_id
        date = wording._weekday(start, year=True)
        # With an arrival window the client knows when we come, not when it is over.
        hours = wording._span(start, stop) if visit.arrival_start \
            else f"{wording._time(start)} – {wording._time(stop)}"
        return {
            "reference": visit.name,
            "date": date,
            "hours": hours,
            "when": self.env._("%(date)s, %(time)s", date=date, time=hours),
            "who": self.env._("One of our technicians") if visit.provisional else self.env._(
                "%(technician)s, our technician", technician=visit._technician_name()),
            "product": visit.product_id.name,
            "where": self._where(address),
            "client": "" if is_client else visit.partner_id.name,
            # The whole of it for the client's own mailbox only.
            "address": ", ".join(filter(None, (address.street, address.street2, address.city)))
            if is_client else self._where(address),
            "cost": self._visit_cost(visit),
            "phone": self._phone_shown(visit.phone),
            # An entry code may stand in it: for who wrote it.
            "note": visit.note if reader == (visit.holder_id or visit.partner_id) else "",
            "past": visit.stop < fields.Datetime.now(),
            **self._calendar_links(visit, address),
        }

    @api.model
    def _calendar_links(self, visit, address):
        """Addresses that put the visit into a web calendar, for who has no use for a file.

        They tell those calendars what the file would: when, where, and by whom; never the unit.
        """
        title = self.env._("Service visit – %(company)s", company=visit.company_id.name)
        where = ", ".join(filter(None, (address.street, address.city)))
        begin, end = (f"{bound:%Y%m%dT%H%M%SZ}" for bound in (visit.start, visit.stop))
        google = {"action": "TEMPLATE", "text": title, "dates": f"{begin}/{end}", "location": where}
        outlook = {
            "path": "/calendar/action/compose", "rru": "addevent", "subject": title, "location": where,
            "startdt": f"{visit.start.isoformat()}Z", "enddt": f"{visit.stop.isoformat()}Z"}
        return {
            "google": f"https://calendar.google.com/calendar/render?{urlencode(google)}",
            "outlook": f"https://outlook.live.com/calendar/0/action/compose?{urlencode(outlook)}",
        }

    @api.model
    def _served(self, contract):
        """What was done, and when the next is due."""
        wording = self.env["fusion.maintenance.wording"]
        done = contract.visit_ids.filtered(lambda visit: visit.state == "done").sorted("start")[-1:]
        return {
            "product": contract.product_id.name,
            "reference": contract.name,
            "date": wording._date(contract.last_service_date),
            "technician": done._technician_name()
            if done and done.done_date == contract.last_service_date else None,
            "next": wording._date(contract.next_due_date) if contract.next_due_date else None,
        }
