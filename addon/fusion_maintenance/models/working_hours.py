from collections import defaultdict
from datetime import timedelta, timezone

from odoo import models
from odoo.tools import SQL

from ..core import slots
from ..core.minutes import DAY, EPOCH_DAY, day_start, from_wall, offsets, to_minutes

# Later than every minute there is.
END_OF_TIME = 2**31


class MaintenanceAvailability(models.AbstractModel):
    """When technicians work: the hours of the calendar they have on that day, less what is off.

    Read in a handful of queries for everybody. Odoo's own reading takes some for each calendar and
    each employee, and to it flexible hours, and no calendar, mean "at any time". Of ordinary
    calendars both say the same (tests/test_working_hours.py). Plain SQL: making records of what is
    only compared takes longer than reading it, in every search (``npm run bench``, P1 and P2).
    """

    _inherit = "fusion.maintenance.availability"

    def _work(self, contracts, people, start, stop):
        """When they may be sent: working hours on the days on which they have the skills.

        As :meth:`_hours_of`, which knows nothing of skills.
        """
        company = contracts.company_id
        work = self._hours_of(people, company, start, stop)
        for skill, progress in contracts.policy_id._skills_needed():
            self._trim_to_skill(skill, progress, company, work, (to_minutes(start), to_minutes(stop)))
        return work

    def _hours_of(self, people, company, start, stop):
        """Working hours less public holidays and leaves: employee id → intervals of minutes.

        :param people: list of ``availability.Person``
        :param datetime start: aware
        :param datetime stop: aware
        """
        span = (to_minutes(start), to_minutes(stop))
        terms = self._terms(people, company.resource_calendar_id.id)
        tables = self._week_tables({used for own in terms.values() for *_days, used, _own in own})
        public, personal = self._absences(people, company, start, stop)
        hours = {}
        work = {}
        for person in people:
            found = []
            for first, last, used, own in terms[person.employee]:
                key = used, own, person.tz
                if key not in hours:
                    closed = [gap for calendar in {None, used, own} for gap in public[calendar]]
                    hours[key] = slots.subtract(self._hours(tables[used], person.tz, span), closed)
                found += self._within(hours[key], first, last, person.tz)
            work[person.employee] = slots.subtract(found, personal[person.resource])
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

    def _trim_to_skill(self, skill, progress, company, work, span):
        """Leave only the days on which a skill is valid.

        :param int skill: id of an hr.skill
        :param progress: at which level at least, in percent
        """
        tz = company._maintenance_tz()
        self.env.cr.execute(SQL("""
            SELECT skill.employee_id, skill.valid_from, skill.valid_to
              FROM hr_employee_skill skill JOIN hr_skill_level level ON level.id = skill.skill_level_id
             WHERE skill.employee_id = ANY(%s) AND skill.skill_id = %s
               AND coalesce(level.level_progress, 0) >= %s
        """, list(work), skill, progress))
        valid = defaultdict(list)
        for employee, first, last in self.env.cr.fetchall():
            valid[employee].append((
                day_start(first, tz) if first else 0,
                day_start(last + timedelta(days=1), tz) if last else END_OF_TIME))
        for employee, hours in work.items():
            if not any(since <= span[0] and span[1] <= until for since, until in valid[employee]):
                work[employee] = slots.subtract(
                    hours, slots.subtract([(0, END_OF_TIME)], valid[employee]))

    def _terms(self, people, fallback):
        """On which days who works by which calendar, as their employment says.

        Flexible hours and no calendar mean nothing to a client: then it is the company's.

        :param int fallback: the company's calendar, or False
        :return: dict of employee id → list of (first day, last day or None, id of the calendar
            used, id of the own one or None)
        """
        self.env.cr.execute(SQL("""
            SELECT version.employee_id,
                   greatest(version.date_version, version.contract_date_start) AS first,
                   least(version.contract_date_end, lead(version.date_version) OVER (
                       PARTITION BY version.employee_id ORDER BY version.date_version) - 1) AS last,
                   CASE WHEN calendar.flexible_hours THEN NULL ELSE calendar.id END AS used,
                   calendar.id
              FROM hr_version version
              LEFT JOIN resource_calendar calendar ON calendar.id = version.resource_calendar_id
             WHERE version.active AND version.employee_id = ANY(%s)
             ORDER BY version.employee_id, version.date_version
        """, [person.employee for person in people]))
        terms = defaultdict(list)
        for employee, first, last, used, own in self.env.cr.fetchall():
            if last is None or first <= last:
                terms[employee].append((first, last, used or fallback, own))
        return terms

    def _week_tables(self, calendars):
        """What is written in these calendars: id → (week, weekday) → wall minutes of a day."""
        self.env.cr.execute(SQL("""
            SELECT line.calendar_id, calendar.two_weeks_calendar, line.week_type, line.dayofweek,
                   line.hour_from, line.hour_to
              FROM resource_calendar_attendance line
              JOIN resource_calendar calendar ON calendar.id = line.calendar_id
             WHERE calendar.id = ANY(%s) AND line.display_type IS NULL AND line.day_period != 'lunch'
        """, [calendar for calendar in calendars if calendar]))
        tables = {calendar: defaultdict(list) for calendar in calendars}
        for calendar, alternates, week_type, weekday, opens, closes in self.env.cr.fetchall():
            for week in [int(week_type)] if alternates else (0, 1):
                tables[calendar][week, int(weekday)].append((round(opens * 60), round(closes * 60)))
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
