from collections import defaultdict
from datetime import timedelta, timezone

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..core import slots
from ..core.minutes import DAY, EPOCH_DAY, day_start, from_wall, offsets, to_minutes

# Later than every minute there is.
END_OF_TIME = 2**31


class MaintenanceAvailability(models.AbstractModel):
    """When technicians work: the hours of the calendar they have on that day, less what is off.

    Read in a handful of queries for everybody. Odoo's own reading takes some for each calendar and
    each employee, and to it flexible hours, and no calendar, mean "at any time". Of ordinary
    calendars both say the same (tests/test_working_hours.py).
    """

    _inherit = "fusion.maintenance.availability"

    def _work(self, contract, people, start, stop):
        """Working hours less public holidays and leaves: employee id → intervals of minutes.

        :param people: list of ``availability.Person``
        :param datetime start: aware
        :param datetime stop: aware
        """
        company = contract.company_id
        span = (to_minutes(start), to_minutes(stop))
        terms = self._terms(people, company.resource_calendar_id)
        tables = self._week_tables({used for own in terms.values() for *_days, used, _own in own})
        public, personal = self._absences(people, company, start, stop)
        hours = {}
        work = {}
        for person in people:
            found = []
            for first, last, used, own in terms[person.employee]:
                key = used, own, person.tz
                if key not in hours:
                    closed = [gap for calendar in (None, used.id, own.id) for gap in public[calendar]]
                    hours[key] = slots.subtract(self._hours(tables[used], person.tz, span), closed)
                found += self._within(hours[key], first, last, person.tz)
            work[person.employee] = slots.subtract(found, personal[person.resource])
        self._trim_to_skill(contract, work, span)
        return work

    def _within(self, hours, first, last, tz):
        """Those of sorted hours that lie on the days from ``first`` to ``last`` (None: for good)."""
        since = day_start(first, tz)
        until = day_start(last + timedelta(days=1), tz) if last else END_OF_TIME
        if hours and since <= hours[0][0] and hours[-1][1] <= until:
            return hours
        return [
            (max(opens, since), min(closes, until))
            for opens, closes in hours if opens < until and since < closes]

    def _trim_to_skill(self, contract, work, span):
        """Leave only the days on which the skill that the policy asks for is valid."""
        policy = contract.policy_id
        if not policy.skill_id:
            return
        tz = contract.company_id._maintenance_tz()
        domain = Domain("employee_id", "in", list(work)) & Domain("skill_id", "=", policy.skill_id.id)
        if policy.skill_level_id:
            domain &= Domain(
                "skill_level_id.level_progress", ">=", policy.skill_level_id.level_progress)
        valid = defaultdict(list)
        for skill in self.env["hr.employee.skill"].sudo().search_fetch(
                domain, ["employee_id", "valid_from", "valid_to"], order="id"):
            valid[skill.employee_id.id].append((
                day_start(skill.valid_from, tz) if skill.valid_from else 0,
                day_start(skill.valid_to + timedelta(days=1), tz) if skill.valid_to else END_OF_TIME))
        for employee, hours in work.items():
            if not any(since <= span[0] and span[1] <= until for since, until in valid[employee]):
                work[employee] = slots.subtract(
                    hours, slots.subtract([(0, END_OF_TIME)], valid[employee]))

    def _terms(self, people, fallback):
        """On which days who works by which calendar, as their employment says.

        Flexible hours and no calendar mean nothing to a client: then it is the company's.

        :param fallback: the company's resource.calendar
        :return: dict of employee id → list of (first day, last day or None, calendar used, own one)
        """
        versions = self.env["hr.version"].sudo().search_fetch(
            [("employee_id", "in", [person.employee for person in people])],
            ["employee_id", "date_version", "contract_date_start", "contract_date_end",
             "resource_calendar_id"], order="employee_id, date_version")
        terms = defaultdict(list)
        for version, following in zip(versions, [*versions[1:], None], strict=True):
            own = version.resource_calendar_id
            first = max(version.date_version, version.contract_date_start or version.date_version)
            ends = [version.contract_date_end] if version.contract_date_end else []
            if following and following.employee_id == version.employee_id:
                ends.append(following.date_version - timedelta(days=1))
            last = min(ends, default=None)
            if last is None or first <= last:
                used = fallback if not own or own.flexible_hours else own
                terms[version.employee_id.id].append((first, last, used, own))
        return terms

    def _week_tables(self, calendars):
        """What is written in these calendars: calendar → (week, weekday) → wall minutes of a day."""
        lines = self.env["resource.calendar.attendance"].sudo().search_fetch([
            ("calendar_id", "in", [calendar.id for calendar in calendars]),
            ("display_type", "=", False), ("day_period", "!=", "lunch"),
        ], ["calendar_id", "dayofweek", "week_type", "hour_from", "hour_to"])
        tables = {calendar: defaultdict(list) for calendar in calendars}
        for line in lines:
            for week in [int(line.week_type)] if line.calendar_id.two_weeks_calendar else (0, 1):
                tables[line.calendar_id][week, int(line.dayofweek)].append(
                    (round(line.hour_from * 60), round(line.hour_to * 60)))
        return tables

    def _hours(self, table, tz, span):
        """The hours of a week's table over a span of minutes, by the clock of a zone."""
        start, stop = span
        stretches = offsets(tz, start - 4 * DAY, stop + 4 * DAY)
        found = []
        for day in range(start // DAY - 1, stop // DAY + 2):
            ordinal = day + EPOCH_DAY
            # As resource.calendar.attendance.get_week_type says.
            for opens, closes in table[(ordinal - 1) // 7 % 2, (ordinal - 1) % 7]:
                opens = max(from_wall(day * DAY + opens, stretches), start)
                closes = min(from_wall(day * DAY + closes, stretches), stop)
                if opens < closes:
                    found.append((opens, closes))
        return found

    def _absences(self, people, company, start, stop):
        """What is off between two moments.

        :return: (calendar id, or None for all → minutes off for everybody,
            resource id → minutes off for that one)
        """
        self.env.cr.execute(SQL("""
            SELECT resource_id, calendar_id, date_from, date_to
              FROM resource_calendar_leaves
             WHERE time_type = 'leave' AND date_from < %(stop)s AND date_to > %(start)s
               AND (resource_id = ANY(%(resources)s)
                 OR resource_id IS NULL AND company_id = %(company)s)
        """, resources=[person.resource for person in people], company=company.id,
            start=start.astimezone(timezone.utc).replace(tzinfo=None),
            stop=stop.astimezone(timezone.utc).replace(tzinfo=None)))
        public, personal = defaultdict(list), defaultdict(list)
        for resource, calendar, since, until in self.env.cr.fetchall():
            off = (to_minutes(since), to_minutes(until, up=True))
            # A leave follows its person; the calendar written on it may be a former one.
            (personal[resource] if resource else public[calendar]).append(off)
        return public, personal
