from collections import defaultdict
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from odoo import models

from ..core import slots, suggest, windows
from ..core.minutes import by_day, from_minutes, local_minute, offsets, to_minutes


# So many days may be taken before it has to be looked further ahead than for what is nearly always shown.
LOOK_DAYS = 7


class Window(NamedTuple):
    """From when to when starts are offered, in minutes since 1970 UTC, and the local days of it."""

    earliest: int
    latest: int
    start: datetime
    stop: datetime


class Choices(NamedTuple):
    """What a client can choose from, in minutes since 1970 UTC."""

    offered: dict  # start → ids of the employees who are free
    arrival: dict  # start → its arrival window, where the policy promises one
    days: dict  # ordinal of a local date → starts

    @property
    def starts(self):
        return list(chain.from_iterable(self.days.values()))


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
        today, last = window.start.date(), (window.stop - timedelta(hours=12)).date()
        days = max(1, min(days, 31))
        first = first and max(today, min(first, last))
        found = self._look(contract, window, first, days)
        first_free = date.fromordinal(min(found.days)) if found.days else None
        first = first or first_free or today
        week = [first + timedelta(days=number) for number in range(days)]
        return {
            "timezone": window.start.tzinfo.key,
            "duration": contract.policy_id.duration,
            "windows": {
                self._iso(start): [self._iso(begin), self._iso(end)]
                for start, (begin, end) in found.arrival.items()},
            "first": first.isoformat(),
            "days": days,
            # Before the first free day there is nothing to go back to.
            "previous": max(first_free, first - timedelta(days=days)).isoformat()
            if first_free and first > first_free else None,
            "next": (week[-1] + timedelta(days=1)).isoformat() if week[-1] < last else None,
            "first_free": first_free.isoformat() if first_free else None,
            "suggested": [self._iso(start) for start in suggest.suggest(
                found.starts, self._stretches(contract, window), self._near(contract, window, found))],
            "week": [
                {"date": day.isoformat(),
                 "times": [self._iso(start) for start in found.days.get(day.toordinal(), ())]}
                for day in week if day <= last],
        }

    def _look(self, contract, window, first, days):
        """What can be chosen, as far ahead as it matters for what :meth:`_slots` shows.

        That is nearly always within the next three weeks: all of the horizon would take three times
        as long, and is looked at only where these are not enough.

        :param datetime.date first: first day of the week asked for; none: the first day with a time
        """
        begin = contract.company_id._maintenance_local(from_minutes(window.earliest)).date()
        until = max(begin + timedelta(days=LOOK_DAYS + suggest.SOON_DAYS),
                    (first or begin + timedelta(days=LOOK_DAYS)) + timedelta(days=days))
        # Hours are read for a day more: a visit may last beyond midnight.
        latest, stop = (datetime.combine(until + timedelta(days=more), time.min, window.start.tzinfo)
                        for more in (0, 1))
        if stop < window.stop:
            found = self._choices(contract, window._replace(latest=to_minutes(latest), stop=stop))
            if suggest.is_settled(found.days, until.toordinal()) and (
                    first or min(found.days) + days <= until.toordinal()):
                return found
        return self._choices(contract, window)

    def _choices(self, contract, window):
        """What can be chosen in a window: what is offered, one start for each arrival window."""
        offered = self._offer(contract, window)
        stretches = self._stretches(contract, window)
        starts, arrival = offered, {}
        if contract.policy_id.arrival_window:
            starts = arrival = windows.first_starts(
                offered, stretches, contract.policy_id.arrival_window)
        if contract.visit_id:
            # To be moved: to where it is already would be no other time.
            own = to_minutes(contract.visit_id.start)
            starts = [start for start in starts if not self._spans(arrival.get(start), start, own)]
        return Choices(offered, arrival, by_day(starts, stretches))

    def _spans(self, arrival, start, minute):
        """Whether a minute is a start, or within its arrival window where there is one."""
        begin, end = arrival or (start, start + 1)
        return begin <= minute < end

    def _near(self, contract, window, found):
        """The starts of some :class:`Choices` at which somebody is free who has another visit in the zone that day."""
        nearby = self._nearby(contract, to_minutes(window.start), to_minutes(window.stop))
        return {
            start for day, employees in nearby.items() for start in found.days.get(day, ())
            if not employees.isdisjoint(found.offered[start])}

    def _nearby(self, contract, start, stop):
        """Who has another visit in the contract's zone on which day: date ordinal → employee ids.

        :param int start: minutes since 1970 UTC, as ``stop``
        """
        zones, company = self.env["fusion.maintenance.zone"], contract.company_id
        zone = zones._zone_of(contract.service_address_id.zip, company)
        nearby = defaultdict(set)
        if not zone or contract.policy_id.ranking == "even":
            return nearby
        self.env.flush_all()
        # LATERAL with OFFSET: looked up for each of these few visits. PostgreSQL, which believes that
        # a sorted walk would end early, would else read through most of the contracts.
        self.env.cr.execute("""
            SELECT visit.employee_id, visit.start, address.zip
              FROM fusion_maintenance_visit visit
              CROSS JOIN LATERAL (
                   SELECT service_address_id FROM fusion_maintenance_contract
                    WHERE id = visit.contract_id OFFSET 0) contract
              JOIN res_partner address ON address.id = contract.service_address_id
             WHERE visit.state = 'booked' AND visit.start >= %s AND visit.start < %s
               AND visit.contract_id != %s AND address.zip IS NOT NULL
        """, [from_minutes(start), from_minutes(stop), contract.id])
        for employee, begins, postcode in self.env.cr.fetchall():
            if zones._zone_of(postcode, company) == zone:
                nearby[company._maintenance_local(begins).toordinal()].add(employee)
        return nearby

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
            datetime.combine(day, time.min, tz),
            # A visit may last beyond midnight.
            datetime.combine(day + timedelta(days=2), time.min, tz))
        if width := contract.policy_id.arrival_window:
            _begin, end = windows.window_of(minute, self._stretches(contract, narrow), width)
            narrow = narrow._replace(latest=end)
        return narrow
