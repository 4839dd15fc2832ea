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

    def _book(self, contract, start, *, key, channel, phone="", note="", booked_by="",
              employee=None, holder=None):
        """Book a visit of this contract, or say why not. Callers have checked who may.

        Nothing outside the database happens before the transaction is committed.

        :param datetime start: naive UTC
        :param str key: made once per form; a repeat gives the first answer again
        :param str channel: "client_portal" or "phone", as ``visit.channel``
        :param employee: the technician asked for, any who is free unless given
        :param holder: res.partner who books with a link; the user does unless given
        :return: an :class:`Answer`: ``booked``, ``already_booked``, ``slot_taken``, ``try_again``
            or ``refused``
        :raise psycopg2.OperationalError: a twin of this request is in flight, or was until just now;
            Odoo repeats the request
        """
        contract = contract._for_office()
        self = self.with_context(lang=contract.env.lang)
        visits = self.env["fusion.maintenance.visit"].sudo()
        twin = visits.search([("request_key", "=", key)])
        if twin:
            mine = twin.contract_id == contract and twin.state == "booked"
            return Answer("booked" if mine else "refused", twin if mine else visits)
        self._lock_contract(contract)
        if contract.visit_id:
            return Answer("already_booked", contract.visit_id)
        minute = to_minutes(start)
        window = self._window(contract)
        if contract.state != "active" or not self._on_grid(contract, minute, window):
            return Answer("refused", visits)
        reservation, code = self._reserve(contract, minute, employee)
        if not reservation:
            return Answer(code, visits)
        other = holder if holder and holder != contract.partner_id else contract.partner_id.browse()
        visit = self._make_visit(contract, reservation, {
            "request_key": key, "channel": channel, "note": note,
            # Left empty: the number that we have, for the technician on the road.
            "phone": phone or contract.phone,
            "booked_by": booked_by or other.name, "holder_id": other.id})
        visit._make_event()
        contract._create_repair_from_booking(visit)
        visit._make_order()
        visit._announce(holder)
        return Answer("booked", visit)

    def _lock_contract(self, contract):
        """One booking of a contract at a time, on a snapshot that has seen the one before.

        PostgreSQL refuses when another transaction holds the row, and when one has changed it since
        our snapshot was taken: Odoo then repeats the request on a new one. An advisory lock tells
        only the first: whoever got it just after the other had committed was told that the time is
        taken, by their own visit.
        """
        self.env.cr.execute(
            "SELECT FROM fusion_maintenance_contract WHERE id = %s FOR NO KEY UPDATE NOWAIT",
            [contract.id], log_exceptions=False)

    def _try_lock(self, kind, number):
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [kind, number])
        return self.env.cr.fetchone()[0]

    def _reserve(self, contract, minute, employee=None, provisional=None):
        """Take the time of the best technician who is free.

        :return: (reservation, ""), or (nothing, "slot_taken" or "try_again")
        """
        if provisional is None:
            provisional = contract.policy_id.assignment == "dispatcher"
        code = "slot_taken"
        offered = self._offer(contract, self._narrow(contract, minute), employee)
        for start, employee_ids in offered.items():
            for candidate in self._ranked(contract, employee_ids, start):
                if not self._try_lock(LOCK_TECHNICIAN, candidate.work_contact_id.id):
                    code = "try_again"
                elif reservation := self._take(contract, start, candidate, provisional):
                    return reservation, ""
        return self.env["fusion.maintenance.reservation"], code

    def _take(self, contract, minute, employee, provisional, duration=None):
        """Reserve a technician for a visit that starts at a minute, buffers included."""
        policy = contract.policy_id
        duration = duration or policy.duration
        return self.env["fusion.maintenance.reservation"].sudo()._take(
            employee,
            from_minutes(minute - policy.buffer_before),
            from_minutes(minute + duration + policy.buffer_after),
            provisional=provisional)

    def _ranked(self, contract, employee_ids, minute):
        """The free employees, the one to send first first."""
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        # What a booking needs of whom it chooses, not all that Odoo would read of each.
        employees.fetch(["work_contact_id", "company_id", "name", "user_id"])
        tz = contract.company_id._maintenance_tz()
        day = contract.company_id._maintenance_local(from_minutes(minute)).date()
        monday = day - timedelta(days=day.weekday())
        week = [from_minutes(day_start(bound, tz)) for bound in (monday, monday + timedelta(days=7))]
        counts = dict(self.env["fusion.maintenance.reservation"].sudo()._read_group(
            Domain("technician_id", "in", employees.work_contact_id.ids)
            & Domain("start", ">=", week[0]) & Domain("start", "<", week[1]),
            ["technician_id"], ["__count"]))
        nearby = self._nearby(
            contract, day_start(day, tz), day_start(day + timedelta(days=1), tz))[day.toordinal()]
        ranked = suggest.rank([
            suggest.Candidate(
                employee.id, employee.id in nearby, counts.get(employee.work_contact_id, 0))
            for employee in employees])
        return employees.browse(candidate.key for candidate in ranked)

    def _place(self, contract, reservation, duration=None):
        """When the visit of a reservation is: field values of ``fusion.maintenance.visit``."""
        policy = contract.policy_id
        start = reservation.start + timedelta(minutes=policy.buffer_before)
        place = {
            "reservation_id": reservation.id,
            "employee_id": reservation.employee_id.id,
            "start": start,
            "stop": start + timedelta(minutes=duration or policy.duration),
            "arrival_start": False,
            "arrival_stop": False,
        }
        if policy.arrival_window:
            minute = to_minutes(start)
            begin, end = windows.window_of(
                minute, self._stretches(contract, self._narrow(contract, minute)),
                policy.arrival_window)
            place |= {"arrival_start": from_minutes(begin), "arrival_stop": from_minutes(end)}
        return place

    def _make_visit(self, contract, reservation, values):
        """Write the visit. One booked visit per contract and one per key are unique indexes."""
        try:
            # Nothing is waiting to be written. What the visit changes around it, its contract
            # for one, waits for what the booking changes there next.
            with self.env.cr.savepoint(flush=False):
                visit = self.env["fusion.maintenance.visit"].sudo().with_context(
                        mail_create_nolog=True).create({
                    **values,
                    **self._place(contract, reservation),
                    "contract_id": contract.id,
                    "company_id": contract.company_id.id,
                })
                return visit.with_context(self.env.context)
        except errors.UniqueViolation as error:
            # The other one has committed after our snapshot: a new one sees it and answers.
            raise ConcurrencyError(str(error)) from error
