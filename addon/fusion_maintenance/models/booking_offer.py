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

    def _window(self, contracts):
        """When a visit of these contracts may start, as of now."""
        company, terms = contracts.company_id, contracts._terms()
        tz = company._maintenance_tz()
        now = company._maintenance_now()
        last = now.date() + timedelta(days=terms.horizon)
        stop = datetime.combine(last + timedelta(days=1), time.min, tz)
        earliest = to_minutes(now, up=True) + terms.notice
        return Window(earliest, to_minutes(stop), datetime.combine(now.date(), time.min, tz), stop)

    def _stretches(self, contracts, window):
        """The company's UTC offsets over a window, for the core."""
        return offsets(
            contracts.company_id._maintenance_tz(), to_minutes(window.start), to_minutes(window.stop))

    def _offer(self, contracts, window, employees=None):
        """Starts at which a visit of these contracts can be booked, each with the employees who are free.

        :param Window window: the starts asked for
        :return: dict of minutes since 1970 UTC → list of employee ids
        """
        availability = self.env["fusion.maintenance.availability"]
        employees = employees or availability._technicians(contracts)
        if not employees:
            return {}
        loads = availability._loads(contracts, employees, window.start, window.stop)
        return slots.offer(
            loads, contracts._terms().rules, window.earliest, window.latest,
            self._stretches(contracts, window))

    def _slots(self, contracts, first=None, days=7):
        """The times that can be booked: some suggested ones, and one week of days.

        :param contracts: those that are serviced in one visit, the one whose link it is first
        :param datetime.date first: first day of the week asked for; none: the first day with a time
        :return: the payload that both slot pickers read (test/vectors/slots.json)
        """
        window = self._window(contracts)
        today, last = window.start.date(), (window.stop - timedelta(hours=12)).date()
        days = max(1, min(days, 31))
        first = first and max(today, min(first, last))
        found = self._look(contracts, window, first, days)
        first_free = date.fromordinal(min(found.days)) if found.days else None
        first = first or first_free or today
        week = [first + timedelta(days=number) for number in range(days)]
        return {
            "timezone": window.start.tzinfo.key,
            "duration": contracts._terms().duration,
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
                found.starts, self._stretches(contracts, window), self._near(contracts, window, found))],
            "week": [
                {"date": day.isoformat(),
                 "times": [self._iso(start) for start in found.days.get(day.toordinal(), ())]}
                for day in week if day <= last],
        }

    def _look(self, contracts, window, first, days):
        """What can be chosen, as far ahead as it matters for what :meth:`_slots` shows.

        That is nearly always within the next three weeks: all of the horizon would take three times
        as long, and is looked at only where these are not enough.

        :param datetime.date first: first day of the week asked for; none: the first day with a time
        """
        begin = contracts.company_id._maintenance_local(from_minutes(window.earliest)).date()
        until = max(begin + timedelta(days=LOOK_DAYS + suggest.SOON_DAYS),
                    (first or begin + timedelta(days=LOOK_DAYS)) + timedelta(days=days))
        # Hours are read for a day more: a visit may last beyond midnight.
        latest, stop = (datetime.combine(until + timedelta(days=more), time.min, window.start.tzinfo)
                        for more in (0, 1))
        if stop < window.stop:
            found = self._choices(contracts, window._replace(latest=to_minutes(latest), stop=stop))
            if suggest.is_settled(found.days, until.toordinal()) and (
                    first or min(found.days) + days <= until.toordinal()):
                return found
        return self._choices(contracts, window)

    def _choices(self, contracts, window):
        """What can be chosen in a window: what is offered, one start for each arrival window."""
        offered = self._offer(contracts, window)
        stretches = self._stretches(contracts, window)
        starts, arrival = offered, {}
        if width := contracts._arrival_width():
            starts = arrival = windows.first_starts(offered, stretches, width)
        if visit := contracts[:1].visit_id:
            # To be moved: to where it is already would be no other time.
            own = to_minutes(visit.start)
            starts = [start for start in starts if not self._spans(arrival.get(start), start, own)]
        return Choices(offered, arrival, by_day(starts, stretches))

    def _spans(self, arrival, start, minute):
        """Whether a minute is a start, or within its arrival window where there is one."""
        begin, end = arrival or (start, start + 1)
        return begin <= minute < end

    def _near(self, contracts, window, found):
        """The starts of some :class:`Choices` at which somebody is free who has another visit in the zone that day."""
        nearby = self._nearby(contracts, to_minutes(window.start), to_minutes(window.stop))
        return {
            start for day, employees in nearby.items() for start in found.days.get(day, ())
            if not employees.isdisjoint(found.offered[start])}

    def _nearby(self, contracts, start, stop):
        """Who has another visit in the contracts' zone on which day: date ordinal → employee ids.

        :param int start: minutes since 1970 UTC, as ``stop``
        """
        zones, company, lead = self.env["fusion.maintenance.zone"], contracts.company_id, contracts[:1]
        zone = zones._zone_of(lead.service_address_id.zip, company)
        nearby = defaultdict(set)
        if not zone or lead.policy_id.ranking == "even":
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
               AND visit.contract_id != ALL(%s) AND address.zip IS NOT NULL
        """, [from_minutes(start), from_minutes(stop), contracts.ids])
        for employee, begins, postcode in self.env.cr.fetchall():
            if zones._zone_of(postcode, company) == zone:
                nearby[company._maintenance_local(begins).toordinal()].add(employee)
        return nearby

    def _iso(self, minute):
        return from_minutes(minute).isoformat() + "Z"

    def _on_grid(self, contracts, minute, window):
        """Whether this start could be offered at all: in the window and on the step."""
        if not window.earliest <= minute < window.latest:
            return False
        local = local_minute(minute, self._stretches(contracts, window))
        return local % contracts._terms().step == 0

    def _narrow(self, contracts, minute):
        """The window of this start alone, over the whole local days that it can touch.

        With arrival windows: from this start to the end of its window, in which any start will do.
        """
        tz = contracts.company_id._maintenance_tz()
        day = contracts.company_id._maintenance_local(from_minutes(minute)).date()
        narrow = Window(
            minute, minute + 1,
            datetime.combine(day, time.min, tz),
            # A visit may last beyond midnight.
            datetime.combine(day + timedelta(days=2), time.min, tz))
        if width := contracts._arrival_width():
            _begin, end = windows.window_of(minute, self._stretches(contracts, narrow), width)
            narrow = narrow._replace(latest=end)
        return narrow
