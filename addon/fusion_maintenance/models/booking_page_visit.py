from urllib.parse import urlencode

from odoo import api, fields, models


class MaintenanceBookingPage(models.AbstractModel):
    """What the pages and mails say of a booked visit, and of one that was done."""

    _inherit = "fusion.maintenance.booking.page"

    @api.model
    def _visit(self, visit):
        """A booked visit, in words for who reads it (``visit._reader``), with the units made together."""
        wording = self.env["fusion.maintenance.wording"]
        company = visit.company_id
        start, stop = (company._maintenance_local(bound) for bound in visit._promised())
        address, together, reader = visit.service_address_id, visit._together(), visit._reader()
        # Who may book one of the units only learns nothing of the others.
        contracts = together.contract_id._bookable_by(reader) or visit.contract_id
        is_client = reader == visit.partner_id
        date = wording._weekday(start, year=True)
        # With an arrival window the client knows when we come, not when it is over.
        hours = wording._span(start, stop) if visit.arrival_start \
            else f"{wording._time(start)} – {wording._time(stop)}"
        return {
            "reference": together[:1].name,
            "date": date,
            "hours": hours,
            "when": self.env._("%(date)s, %(time)s", date=date, time=hours),
            "who": self.env._("One of our technicians") if visit.provisional else self.env._(
                "%(technician)s, our technician", technician=visit._technician_name()),
            "product": self._what(contracts),
            "units": self._list(contracts),
            # For the mails: a page may be passed on.
            "serials": {contract.id: contract.serial for contract in contracts},
            "where": self._where(address),
            "client": "" if is_client else visit.partner_id.name,
            # The whole of it for the client's own mailbox only.
            "address": ", ".join(filter(None, (address.street, address.street2, address.city)))
            if is_client else self._where(address),
            "cost": self._visit_cost(visit),
            "phone": self._phone_shown(visit.phone),
            "booked_by": visit.booked_by,
            # An entry code may stand in it: for who wrote it, and as long as nobody else has written there.
            "note": visit.note if visit.note_by_client and reader == (visit.holder_id or visit.partner_id) else "",
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
        start, stop = visit._promised()
        begin, end = (f"{bound:%Y%m%dT%H%M%SZ}" for bound in (start, stop))
        google = {"action": "TEMPLATE", "text": title, "dates": f"{begin}/{end}", "location": where}
        outlook = {
            "path": "/calendar/action/compose", "rru": "addevent", "subject": title, "location": where,
            "startdt": f"{start.isoformat()}Z", "enddt": f"{stop.isoformat()}Z"}
        return {
            "google": f"https://calendar.google.com/calendar/render?{urlencode(google)}",
            "outlook": f"https://outlook.live.com/calendar/0/action/compose?{urlencode(outlook)}",
        }

    @api.model
    def _served(self, contract):
        """What was done, and when the next is due."""
        wording = self.env["fusion.maintenance.wording"]
        done = contract.visit_ids.filtered(
            lambda visit: visit.state == "done" and visit.done_date == contract.last_service_date).sorted("start")[-1:]
        return {
            "product": contract.product_id.name,
            "reference": contract.name,
            "date": wording._date(contract.last_service_date),
            "work": done._work_done(),
            "technician": done._technician_name() if done else None,
            "next": wording._date(contract.next_due_date) if contract.next_due_date else None,
        }

    @api.model
    def _visit_cost(self, visit):
        """What a booked visit costs: its order says so, whatever became of the policy's price."""
        order = visit.sudo().sale_order_id
        if order:
            return self._price(order.amount_untaxed, order.currency_id)
        together = visit._together()
        return self._cost(together.contract_id, [part.policy_id for part in together])
