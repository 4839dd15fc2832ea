from datetime import timedelta
from typing import NamedTuple

from psycopg2 import errors

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain

from ..core import suggest, windows
from ..core.minutes import day_start, from_minutes, to_minutes

# An advisory lock of ours, told apart from anybody else's by its first key.
LOCK_TECHNICIAN = 0x464D54


class Answer(NamedTuple):
    """What came of a booking: a named code and the visit there is now (or an empty one)."""

    code: str
    visit: models.BaseModel


class MaintenanceBooking(models.AbstractModel):
    """Books a time that is offered: reservation, visit, and what is made around it."""

    _inherit = "fusion.maintenance.booking"

    def _book(self, contracts, start, *, key, channel, phone="", note="", booked_by="",
              employee=None, holder=None):
        """Book one visit of these contracts, or say why not. Callers have checked who may.

        Nothing outside the database happens before the transaction is committed.

        :param contracts: the one whose visit it is first. Others that cannot be booked any more are
            left out: somebody else has seen to them
        :param datetime start: naive UTC
        :param str key: made once per form; a repeat gives the first answer again
        :param str channel: "client_portal" or "phone", as ``visit.channel``
        :param employee: the technician asked for, any who is free unless given
        :param holder: res.partner who books with a link; the user does unless given
        :return: an :class:`Answer` with the first one's visit: ``booked``, ``already_booked``,
            ``slot_taken``, ``try_again`` or ``refused``
        :raise psycopg2.OperationalError: a twin of this request is in flight, or was until just now;
            Odoo repeats the request
        """
        contracts = contracts._for_office()
        lead = contracts[:1]
        self = self.with_context(lang=contracts.env.lang)
        visits = self.env["fusion.maintenance.visit"].sudo()
        twin = visits.search([("request_key", "=", key)])
        if twin:
            if twin.contract_id != lead or twin.state != "booked":
                return Answer("refused", visits)
            # The first press was lost on its way back, and another time was chosen.
            return Answer("booked" if twin._promises(start) else "already_booked", twin)
        self._lock_contracts(contracts)
        if lead.visit_id:
            return Answer("already_booked", lead.visit_id)
        contracts = contracts.filtered(lambda contract: contract.state == "active" and not contract.visit_id)
        minute = to_minutes(start)
        if not self._may_begin(contracts, lead, minute):
            return Answer("refused", visits)
        reservation, code = self._reserve(contracts, minute, employee)
        if not reservation:
            return Answer(code, visits)
        other = holder if holder and holder != lead.partner_id else lead.partner_id.browse()
        visits = self._make_visits(contracts, reservation, key, {
            "channel": channel, "note": note, "note_by_client": channel == "client_portal",
            # Left empty: the number that we have, for the technician on the road.
            "phone": phone or lead.phone,
            "booked_by": booked_by or other.name, "holder_id": other.id})
        visits._make_event()
        for visit in visits:
            visit.contract_id._create_repair_from_booking(visit)
        visits._make_order()
        visits._announce(holder)
        return Answer("booked", visits[:1])

    def _may_begin(self, contracts, lead, minute):
        """Whether one visit of these contracts could be offered at this start, whoever is free."""
        return (lead in contracts and contracts == contracts._fitting()
                and self._on_grid(contracts, minute, self._window(contracts)))

    def _lock_contracts(self, contracts):
        """One booking of a contract at a time, on a snapshot that has seen the one before.

        PostgreSQL refuses when another transaction holds the row, and when one has changed it since
        our snapshot was taken: Odoo then repeats the request on a new one. An advisory lock tells
        only the first: whoever got it just after the other had committed was told that the time is
        taken, by their own visit.
        """
        # In one order for everybody, though nobody waits: two that meet should not both give up.
        self.env.cr.execute("""
            SELECT FROM fusion_maintenance_contract WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE NOWAIT
        """, [contracts.ids], log_exceptions=False)

    def _try_lock(self, kind, number):
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [kind, number])
        return self.env.cr.fetchone()[0]

    def _reserve(self, contracts, minute, employee=None):
        """Take the time of the best technician who is free.

        :return: (reservation, ""), or (nothing, "slot_taken" or "try_again")
        """
        provisional = "dispatcher" in contracts.policy_id.mapped("assignment")
        code = "slot_taken"
        offered = self._offer(contracts, self._narrow(contracts, minute), employee)
        for start, employee_ids in offered.items():
            for candidate in self._ranked(contracts, employee_ids, start):
                if not self._try_lock(LOCK_TECHNICIAN, candidate.work_contact_id.id):
                    code = "try_again"
                elif reservation := self._take(contracts, start, candidate, provisional):
                    return reservation, ""
        return self.env["fusion.maintenance.reservation"], code

    def _take(self, contracts, minute, employee, provisional, duration=None):
        """Reserve a technician for a visit that starts at a minute, buffers included."""
        terms = contracts._terms()
        duration = duration or terms.duration
        return self.env["fusion.maintenance.reservation"].sudo()._take(
            employee,
            from_minutes(minute - terms.before),
            from_minutes(minute + duration + terms.after),
            provisional=provisional)

    def _ranked(self, contracts, employee_ids, minute):
        """The free employees, the one to send first first."""
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        # What a booking needs of whom it chooses, not all that Odoo would read of each.
        employees.fetch(["work_contact_id", "company_id", "name", "user_id"])
        tz = contracts.company_id._maintenance_tz()
        day = contracts.company_id._maintenance_local(from_minutes(minute)).date()
        monday = day - timedelta(days=day.weekday())
        week = [from_minutes(day_start(bound, tz)) for bound in (monday, monday + timedelta(days=7))]
        counts = dict(self.env["fusion.maintenance.reservation"].sudo()._read_group(
            Domain("technician_id", "in", employees.work_contact_id.ids)
            & Domain("start", ">=", week[0]) & Domain("start", "<", week[1]),
            ["technician_id"], ["__count"]))
        nearby = self._nearby(
            contracts, day_start(day, tz), day_start(day + timedelta(days=1), tz))[day.toordinal()]
        ranked = suggest.rank([
            suggest.Candidate(
                employee.id, employee.id in nearby, counts.get(employee.work_contact_id, 0))
            for employee in employees])
        return employees.browse(candidate.key for candidate in ranked)

    def _place(self, contracts, reservation, duration=None):
        """When the visit of a reservation is: field values of ``fusion.maintenance.visit``."""
        terms = contracts._terms()
        start = reservation.start + timedelta(minutes=terms.before)
        place = {
            "reservation_id": reservation.id,
            "employee_id": reservation.employee_id.id,
            "start": start,
            "stop": start + timedelta(minutes=duration or terms.duration),
            "arrival_start": False,
            "arrival_stop": False,
        }
        if width := contracts._arrival_width():
            minute = to_minutes(start)
            begin, end = windows.window_of(
                minute, self._stretches(contracts, self._narrow(contracts, minute)), width)
            place |= {"arrival_start": from_minutes(begin), "arrival_stop": from_minutes(end)}
        return place

    def _make_visits(self, contracts, reservation, key, values):
        """Write a visit for each contract; the key, the first one's, tells a repeat of all of it.

        One booked visit per contract and one per key are unique indexes.
        """
        place = self._place(contracts, reservation)
        try:
            # Nothing is waiting to be written. What the visit changes around it, its contract
            # for one, waits for what the booking changes there next.
            with self.env.cr.savepoint(flush=False):
                visits = self.env["fusion.maintenance.visit"].sudo().with_context(mail_create_nolog=True)
                for contract in contracts:
                    visits += visits.create({
                        **values,
                        **place,
                        "request_key": False if visits else key,
                        "lead_id": visits[:1].id,
                        "contract_id": contract.id,
                        "company_id": contract.company_id.id,
                    })
                return visits.with_context(self.env.context)
        except errors.UniqueViolation as error:
            # The other one has committed after our snapshot: a new one sees it and answers.
            raise ConcurrencyError(str(error)) from error
