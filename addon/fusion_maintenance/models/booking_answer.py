from datetime import datetime

from odoo import fields, models
from odoo.exceptions import UserError


class MaintenanceBooking(models.AbstractModel):
    """How answers are put into words, for both slot pickers and the page without JavaScript."""

    _inherit = "fusion.maintenance.booking"

    def _payload(self, answer, contract, holder=None):
        """An answer as the slot pickers read it.

        :param contract: whose visit was asked for: where it can be tried again, with its free times
        :param holder: res.partner who asked with a link; the user did unless given
        """
        messages = self._messages()
        visit = answer.visit
        # After try_again the same time is pressed again: reading all times would only hold that up.
        again = answer.code in ("slot_taken", "refused")
        return {
            "answer": answer.code,
            "message": messages[answer.code],
            "visit": {
                "start": visit.start.isoformat() + "Z",
                "stop": visit.stop.isoformat() + "Z",
                "technician": visit._technician_name(),
                "reference": visit.name,
            } if visit else None,
            "location": None,
            "slots": self._slots_together(contract._visit_together(holder))[1]
            if again and contract.state == "active" else None,
        }

    def _slots_together(self, contracts, first=None, days=7):
        """The times at which these contracts, or else as many of them as possible, can be serviced in one visit.

        :return: (the contracts, what :meth:`_slots` gives, with those units)
        """
        slots = self._slots(contracts, first, days)
        if contracts[:1].visit_id:
            return contracts, slots  # to be moved, as it is
        while not slots["first_free"] and len(contracts) > 1:
            # Long visits need long free stretches: better half of the units than none.
            contracts = contracts[:(len(contracts) + 1) // 2]
            slots = self._slots(contracts, first, days)
        return contracts, {**slots, "units": self.env["fusion.maintenance.booking.page"]._units(contracts)}

    def _booked_time(self, visit):
        """When a visit is, as the slot picker reads it: what is promised is its arrival window, or its start."""
        start, stop = visit.arrival_start, visit.arrival_stop
        return {
            "start": visit.start.isoformat() + "Z",
            "window": [start.isoformat() + "Z", stop.isoformat() + "Z"] if start and stop else None,
        }

    def _messages(self):
        """The sentence of each answer, in the language of the environment."""
        return {
            "booked": self.env._("The visit is booked."),
            "already_booked": self.env._("A visit is already booked."),
            "slot_taken": self.env._("That time was just taken. Please choose another one."),
            "try_again": self.env._("Somebody is booking at this very moment. Please try again."),
            "cancelled": self.env._("The visit is cancelled."),
            "busy": self.env._("The technician has another appointment at that time."),
            "too_late": self.env._("It is too late to change this online. Please call us."),
            "refused": self.env._("That time cannot be booked. Please choose one of the times shown."),
        }

    def _parse_start(self, text):
        """A start as the pickers send it ("2026-11-24T14:00:00Z"), naive UTC.

        :raise UserError: it is not one
        """
        try:
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
        except (TypeError, ValueError) as error:
            raise UserError(self._messages()["refused"]) from error


class MaintenanceContract(models.Model):
    """What the dispatcher's dialog calls on a contract."""

    _inherit = "fusion.maintenance.contract"

    def read_slots(self, first=False, days=7):
        """The times that can be booked for this contract.

        :param str first: ISO date of the first day shown, or nothing for the first free one
        :return: the slots payload
        """
        self.ensure_one()
        self.check_access("write")
        return self.env["fusion.maintenance.booking"].sudo()._slots_together(
            self.sudo()._visit_together(), fields.Date.to_date(first) if first else None, days)[1]

    def book_slot(self, start, key, details):
        """Book for the client, on the phone.

        :param str start: UTC, "2026-11-24T14:00:00Z"
        :param str key: made once per dialog
        :param dict details: phone, note, booked_by; unit: ids of the contracts, where there are several
        :return: the answer payload
        """
        self.ensure_one()
        asked = [number for number in details.get("unit") or () if isinstance(number, int)]
        contracts = self._asked_for(asked or self.ids)
        contracts.check_access("write")
        booking = self.env["fusion.maintenance.booking"].sudo()
        contracts = contracts.sudo().with_company(self.company_id)
        answer = booking._book(
            contracts, booking._parse_start(start), key=key, channel="phone",
            **{name: str(details.get(name) or "") for name in ("phone", "note", "booked_by")})
        return booking._payload(answer, contracts[:1])
