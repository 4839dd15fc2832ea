from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from odoo import models

from ..core import slots, suggest, windows
from ..core.minutes import from_minutes, local_day, local_minute, offsets, to_minutes


class Window(NamedTuple):
    """From when to when starts are offered, in minutes since 1970 UTC, and the local days of it."""

    earliest: int
    latest: int
    start: datetime
    stop: datetime


class MaintenanceBooking(models.AbstractModel):
    """Which times can be booked. The same functions offer a time and accept it."""

    _name = "fusion.maintenance.booking"
    _description = "Booking of Visits"

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
        offered = self._offer(contract, window)
        starts = list(offered)
        stretches = self._stretches(contract, window)
        arrival = {}
        if contract.policy_id.arrival_window:
            arrival = windows.first_starts(starts, stretches, contract.policy_id.arrival_window)
            starts = list(arrival)
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
            "windows": {
                self._iso(start): [self._iso(begin), self._iso(end)]
                for start, (begin, end) in arrival.items()},
            "first": first.isoformat(),
            "days": days,
            "previous": max(today, first - timedelta(days=days)).isoformat() if first > today else None,
            "next": (week[-1] + timedelta(days=1)).isoformat() if week[-1] < last else None,
            "first_free": min(by_day).isoformat() if by_day else None,
            "suggested": [self._iso(start) for start in suggest.suggest(
                starts, stretches, self._near(contract, window, offered, stretches))],
            "week": [
                {"date": day.isoformat(), "times": by_day.get(day, [])}
                for day in week if day <= last],
        }

    def _near(self, contract, window, offered, stretches):
        """The starts at which somebody is free who has another visit in the zone that day."""
        nearby = self._nearby(
            contract, {employee for free in offered.values() for employee in free},
            to_minutes(window.start), to_minutes(window.stop))
        return {
            start for start, free in offered.items()
            if any((employee, local_day(start, stretches)) in nearby for employee in free)
        } if nearby else ()

    def _nearby(self, contract, employee_ids, start, stop):
        """Who has another visit in the contract's zone on which day: {(employee id, day ordinal)}.

        :param int start: minutes since 1970 UTC, as ``stop``
        """
        Zone = self.env["fusion.maintenance.zone"]
        prefixes = Zone._map(contract.company_id)
        zone = Zone._zone_of(contract.service_address_id, prefixes)
        if not zone:
            return set()
        visits = self.env["fusion.maintenance.visit"].sudo().search([
            ("employee_id", "in", list(employee_ids)), ("state", "=", "booked"),
            ("contract_id", "!=", contract.id),
            ("start", ">=", from_minutes(start)), ("start", "<", from_minutes(stop))])
        local = contract.company_id._maintenance_local
        return {
            (visit.employee_id.id, local(visit.start).toordinal()) for visit in visits
            if Zone._zone_of(visit.service_address_id, prefixes) == zone}

    def _iso(self, minute):
        return from_minutes(minute).isoformat() + "Z"

    def _on_grid(self, contract, minute, window):
        """Whether this start could be offered at all: in the window and on the step."""
        if not window.earliest <= minute < window.latest:
            return False
        local = local_minute(minute, self._stretches(contract, window))
        return local % contract.policy_id.step == 0

    def _narrow(self, contract, minute):
        """The window of this start alone, over the whole local days that it can touch.

        With arrival windows: from this start to the end of its window, in which any start will do.
        """
        tz = contract.company_id._maintenance_tz()
        day = contract.company_id._maintenance_local(from_minutes(minute)).date()
        narrow = Window(
            minute, minute + 1,
            datetime.combine(day - timedelta(days=1), time.min, tz),
            datetime.combine(day + timedelta(days=2), time.min, tz))
        if width := contract.policy_id.arrival_window:
            _begin, end = windows.window_of(minute, self._stretches(contract, narrow), width)
            narrow = narrow._replace(latest=end)
        return narrow
