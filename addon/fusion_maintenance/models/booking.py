from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from psycopg2 import errors

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain

from ..core import slots, suggest
from ..core.minutes import day_start, from_minutes, local_day, local_minute, offsets, to_minutes

# Advisory locks of ours, told apart from anybody else's by their first key.
LOCK_TECHNICIAN = 0x464D54
LOCK_CONTRACT = 0x464D43


class Answer(NamedTuple):
    """What came of a booking: a named code and the visit there is now (or an empty one)."""

    code: str
    visit: models.BaseModel


class Window(NamedTuple):
    """From when to when starts are offered, in minutes since 1970 UTC, and the local days of it."""

    earliest: int
    latest: int
    start: datetime
    stop: datetime


class MaintenanceBooking(models.AbstractModel):
    """Offers times and books them. The same function offers a time and accepts it."""

    _name = "fusion.maintenance.booking"
    _description = "Booking of Visits"

    # -- offering ----------------------------------------------------------------------------------

    def _rules(self, policy):
        """The slot rules of a policy, for the core."""
        return slots.Rules(
            duration=policy.duration, before=policy.buffer_before, after=policy.buffer_after,
            step=policy.step, cap=policy.daily_cap)

    def _window(self, contract):
        """When a visit of this contract may start, as of now."""
        company, policy = contract.company_id, contract.policy_id
        tz = company._maintenance_tz()
        now = company._maintenance_now()
        last = now.date() + timedelta(days=policy.horizon_days)
        stop = datetime.combine(last + timedelta(days=1), time.min, tz)
        earliest = to_minutes(now, up=True) + policy.notice_hours * 60
        return Window(earliest, to_minutes(stop), datetime.combine(now.date(), time.min, tz), stop)

    def _stretches(self, contract, window):
        """The company's UTC offsets over a window, for the core."""
        return offsets(
            contract.company_id._maintenance_tz(), to_minutes(window.start), to_minutes(window.stop))

    def _offer(self, contract, window, employees=None):
        """Starts at which a visit can be booked, each with the employees who are free.

        :param Window window: the starts asked for
        :return: dict of minutes since 1970 UTC → list of employee ids
        """
        availability = self.env["fusion.maintenance.availability"]
        employees = employees or availability._technicians(contract)
        if not employees:
            return {}
        loads = availability._loads(contract, employees, window.start, window.stop)
        return slots.offer(
            loads, self._rules(contract.policy_id), window.earliest, window.latest,
            self._stretches(contract, window))

    def _slots(self, contract, first=None, days=7):
        """The times that can be booked: some suggested ones, and one week of days.

        :param datetime.date first: first day of the week asked for; none: the first day with a time
        :return: the payload that both slot pickers read (test/vectors/slots.json)
        """
        window = self._window(contract)
        tz = contract.company_id._maintenance_tz()
        starts = sorted(self._offer(contract, window))
        stretches = self._stretches(contract, window)
        by_day = {}
        for start in starts:
            day = date.fromordinal(local_day(start, stretches))
            by_day.setdefault(day, []).append(self._iso(start))
        today, last = window.start.date(), (window.stop - timedelta(hours=12)).date()
        days = max(1, min(days, 31))
        first = max(today, min(first or min(by_day, default=today), last))
        week = [first + timedelta(days=number) for number in range(days)]
        return {
            "timezone": tz.key,
            "duration": contract.policy_id.duration,
            "first": first.isoformat(),
            "days": days,
            "previous": max(today, first - timedelta(days=days)).isoformat() if first > today else None,
            "next": (week[-1] + timedelta(days=1)).isoformat() if week[-1] < last else None,
            "first_free": min(by_day).isoformat() if by_day else None,
            "suggested": [self._iso(start) for start in suggest.suggest(starts, stretches)],
            "week": [
                {"date": day.isoformat(), "times": by_day.get(day, [])}
                for day in week if day <= last],
        }

    def _iso(self, minute):
        return from_minutes(minute).isoformat() + "Z"

    # -- booking -----------------------------------------------------------------------------------

    def _book(self, contract, start, *, key, channel, phone="", note="", booked_by="",
              partner=None, employee=None):
        """Book a visit of this contract, or say why not. Callers have checked who may.

        Nothing outside the database happens before the transaction is committed.

        :param datetime start: naive UTC
        :param str key: made once per form; a repeat gives the first answer again
        :param str channel: "client_portal" or "phone", as ``visit.channel``
        :param partner: who gets the confirmation, the client unless given
        :param employee: the technician asked for, any who is free unless given
        :return: an :class:`Answer`: ``booked``, ``already_booked``, ``slot_taken``, ``try_again``
            or ``refused``
        :raise ConcurrencyError: a twin of this request is in flight; Odoo repeats the request
        """
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
        visit = self._make_visit(contract, reservation, minute, {
            "request_key": key, "channel": channel, "phone": phone, "note": note,
            "booked_by": booked_by})
        visit._make_event()
        contract._create_repair_from_booking(visit)
        visit._make_order()
        visit._announce(partner or contract.partner_id)
        return Answer("booked", visit)

    def _lock_contract(self, contract):
        """One booking of a contract at a time; the others try again on a new snapshot."""
        if not self._try_lock(LOCK_CONTRACT, contract.id):
            raise ConcurrencyError(self.env._("Somebody is booking this visit right now."))

    def _try_lock(self, kind, number):
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [kind, number])
        return self.env.cr.fetchone()[0]

    def _on_grid(self, contract, minute, window):
        """Whether this start could be offered at all: in the window and on the step."""
        if not window.earliest <= minute < window.latest:
            return False
        local = local_minute(minute, self._stretches(contract, window))
        return local % contract.policy_id.step == 0

    def _reserve(self, contract, minute, employee=None, provisional=None):
        """Take the time of the best technician who is free.

        :return: (reservation, ""), or (nothing, "slot_taken" or "try_again")
        """
        if provisional is None:
            provisional = contract.policy_id.assignment == "dispatcher"
        offered = self._offer(contract, self._narrow(contract, minute), employee)
        code = "slot_taken"
        for candidate in self._ranked(contract, offered.get(minute, []), minute):
            if not self._try_lock(LOCK_TECHNICIAN, candidate.work_contact_id.id):
                code = "try_again"
            elif reservation := self._take(contract, minute, candidate, provisional):
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

    def _narrow(self, contract, minute):
        """The window of this start alone, over the whole local days that it can touch."""
        tz = contract.company_id._maintenance_tz()
        day = contract.company_id._maintenance_local(from_minutes(minute)).date()
        return Window(
            minute, minute + 1,
            datetime.combine(day - timedelta(days=1), time.min, tz),
            datetime.combine(day + timedelta(days=2), time.min, tz))

    def _ranked(self, contract, employee_ids, minute):
        """The free employees, the one to send first first."""
        employees = self.env["hr.employee"].sudo().browse(employee_ids)
        tz = contract.company_id._maintenance_tz()
        day = contract.company_id._maintenance_local(from_minutes(minute)).date()
        monday = day - timedelta(days=day.weekday())
        week = [from_minutes(day_start(bound, tz)) for bound in (monday, monday + timedelta(days=7))]
        counts = dict(self.env["fusion.maintenance.reservation"].sudo()._read_group(
            Domain("technician_id", "in", employees.work_contact_id.ids)
            & Domain("start", ">=", week[0]) & Domain("start", "<", week[1]),
            ["technician_id"], ["__count"]))
        nearby = self._nearby(contract, employees, day)
        ranked = suggest.rank([
            suggest.Candidate(
                employee.id, employee in nearby, counts.get(employee.work_contact_id, 0))
            for employee in employees])
        return employees.browse(candidate.key for candidate in ranked)

    def _nearby(self, contract, employees, day):
        """Which of these employees have another visit in the contract's zone on a local day."""
        Zone = self.env["fusion.maintenance.zone"]
        prefixes = Zone._map(contract.company_id)
        zone = Zone._zone_of(contract.service_address_id, prefixes)
        if not zone:
            return employees.browse()
        tz = contract.company_id._maintenance_tz()
        visits = self.env["fusion.maintenance.visit"].sudo().search([
            ("employee_id", "in", employees.ids), ("state", "=", "booked"),
            ("contract_id", "!=", contract.id),
            ("start", ">=", from_minutes(day_start(day, tz))),
            ("start", "<", from_minutes(day_start(day + timedelta(days=1), tz)))])
        return visits.filtered(
            lambda visit: Zone._zone_of(visit.service_address_id, prefixes) == zone).employee_id

    def _make_visit(self, contract, reservation, minute, values):
        """Write the visit. One booked visit per contract and one per key are unique indexes."""
        try:
            with self.env.cr.savepoint():
                return self.env["fusion.maintenance.visit"].sudo().create({
                    **values,
                    "contract_id": contract.id,
                    "company_id": contract.company_id.id,
                    "reservation_id": reservation.id,
                    "employee_id": reservation.employee_id.id,
                    "start": from_minutes(minute),
                    "stop": from_minutes(minute + contract.policy_id.duration),
                })
        except errors.UniqueViolation as error:
            # The other one has committed after our snapshot: a new one sees it and answers.
            raise ConcurrencyError(str(error)) from error
