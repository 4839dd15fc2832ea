from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from markupsafe import Markup

from odoo import api, models

from ..core.phone import can_be_called, digits_of, number_of

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
    def _facts(self, contracts):
        """What is to be serviced in one visit, how long, for how much, and where."""
        wording = self.env["fusion.maintenance.wording"]
        return {
            "product": self._what(contracts),
            "reference": contracts.name if len(contracts) == 1 else "",
            "lead": contracts[:1].id,
            "units": self._list(contracts),
            "duration": wording._duration(contracts._terms().duration),
            "cost": self._cost(contracts),
            "where": self._where(contracts[:1].service_address_id),
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
    def _lead(self, contracts, partner):
        """The sentence that says what the page is for, and by when.

        :param partner: the holder of the link
        """
        name, contract = self._greeting(partner), contracts[:1]
        if len(contracts) > 1:
            return self._lead_of_several(contracts, partner, name)
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
    def _cost(self, contracts, policies=None):
        """What a visit of these units costs, which is what its order would say.

        :param contracts: of one client
        :param list policies: under which each of them is serviced; those that they have now unless given
        """
        prices = [
            contract._visit_price(policy)
            for contract, policy in zip(contracts, policies or [one.policy_id for one in contracts], strict=True)
            if policy.revenue_mode != "none"]
        currency = prices[0][1] if prices else contracts[:1].currency_id
        return self._price(sum(amount for amount, _currency in prices), currency)

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
        return digits_of(number_of(phone))[-2:] if can_be_called(phone) else None

    @api.model
    def _phone_shown(self, phone):
        """The number that the technician calls, as far as whoever gave it knows it again."""
        if not phone or not can_be_called(phone):
            return None
        return self.env._("the number that ends in %(digits)s", digits=digits_of(number_of(phone))[-2:])

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
