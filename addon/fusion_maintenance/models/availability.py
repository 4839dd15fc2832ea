from collections import Counter, defaultdict
from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..core import slots
from ..core.minutes import day_start, local_day, offsets, to_minutes

class MaintenanceAvailability(models.AbstractModel):
    """Reads when technicians work and when they are taken.

    The number of queries does not depend on how many technicians or days are asked for.
    """

    _name = "fusion.maintenance.availability"
    _description = "Availability of Technicians"

    def _technicians(self, contract):
        """The employees who may serve this contract's unit: skill, zone, company.

        Whether a skill is valid on the day of the visit is a matter of :meth:`_loads`.

        :rtype: hr.employee, in a stable order
        """
        employees = self._skilled(contract.policy_id)
        Zone = self.env["fusion.maintenance.zone"]
        if prefixes := Zone._map(contract.company_id):
            if zone := Zone._zone_of(contract.service_address_id, prefixes):
                return employees & zone.employee_ids
            if contract.company_id.x_fc_maintenance_zone_fallback == "none":
                return employees.browse()
        return employees

    def _skilled(self, policy):
        """The employees who can do what a policy needs, wherever it is.

        :rtype: hr.employee, in a stable order
        """
        domain = Domain("company_id", "=", policy.company_id.id) & Domain("work_contact_id", "!=", False)
        if policy.skill_id:
            skill = Domain("skill_id", "=", policy.skill_id.id)
            if policy.skill_level_id:
                skill &= Domain("level_progress", ">=", policy.skill_level_id.level_progress)
            domain &= Domain("employee_skill_ids", "any", skill)
        else:
            domain &= Domain("x_fc_technician", "=", True)
        return self.env["hr.employee"].sudo().search(domain, order="id")

    def _loads(self, contract, employees, start, stop):
        """What each technician works and what takes their time.

        :param employees: hr.employee, as :meth:`_technicians` gives them
        :param datetime start: aware; the start of a local day of the company
        :param datetime stop: aware; the end of a local day of the company
        :return: dict of employee id → :class:`slots.Load`, in minutes since 1970 UTC
        """
        work = self._work(contract, employees, start, stop)
        busy = self._busy(employees, start, stop)
        # The contract's own visit is no obstacle to moving it.
        reserved = self._reserved(employees, start, stop, contract.visit_id.reservation_id)
        stretches = offsets(
            contract.company_id._maintenance_tz(), to_minutes(start), to_minutes(stop))
        loads = {}
        for employee in employees:
            taken = reserved[employee.work_contact_id.id]
            loads[employee.id] = slots.Load(
                work=work[employee.id], busy=busy[employee.work_contact_id.id], reserved=taken,
                # By its middle: a buffer may begin on the day before.
                visits=Counter(
                    local_day((begin + end) // 2, stretches) for begin, end in taken
                    if stretches[0].start <= (begin + end) // 2 < stretches[-1].stop))
        return loads

    # -- working hours (_work is in working_hours.py) ---------------------------------------------

    def _trim_to_skill(self, contract, employees, work):
        """Leave only the days on which the skill that the policy asks for is valid."""
        policy = contract.policy_id
        if not policy.skill_id:
            return
        tz = contract.company_id._maintenance_tz()
        for employee in employees:
            valid = []
            for skill in employee.employee_skill_ids:
                if skill.skill_id == policy.skill_id and (
                        not policy.skill_level_id
                        or skill.level_progress >= policy.skill_level_id.level_progress):
                    valid.append((
                        day_start(skill.valid_from, tz) if skill.valid_from else 0,
                        day_start(skill.valid_to + timedelta(days=1), tz)
                        if skill.valid_to else 2**31))
            outside = slots.subtract([(0, 2**31)], valid)
            work[employee.id] = slots.subtract(work[employee.id], outside)

    # -- what takes time ---------------------------------------------------------------------------

    def _busy(self, employees, start, stop):
        """Busy calendar events: work contact id → intervals of minutes.

        An event counts for its attendees who have not declined and for its organizer. Events of
        visits do not: their reservation counts, buffers included.
        """
        self.env.flush_all()
        people = employees.work_contact_id
        self.env.cr.execute(SQL("""
            WITH event AS (
                SELECT id, user_id, allday, start, stop, start_date, stop_date
                  FROM calendar_event event
                 WHERE active AND show_as = 'busy'
                   AND start < %(stop)s AND stop > %(start)s
                   AND NOT EXISTS (SELECT 1 FROM fusion_maintenance_visit visit
                                    WHERE visit.event_id = event.id AND visit.state = 'booked'
                                      AND visit.reservation_id IS NOT NULL))
            SELECT attendee.partner_id, event.allday, event.start, event.stop,
                   event.start_date, event.stop_date
              FROM event JOIN calendar_attendee attendee ON attendee.event_id = event.id
             WHERE attendee.partner_id = ANY(%(people)s) AND attendee.state != 'declined'
            UNION
            SELECT organizer.partner_id, event.allday, event.start, event.stop,
                   event.start_date, event.stop_date
              FROM event JOIN res_users organizer ON organizer.id = event.user_id
             WHERE organizer.partner_id = ANY(%(people)s)
               AND NOT EXISTS (SELECT 1 FROM calendar_attendee attendee
                                WHERE attendee.event_id = event.id
                                  AND attendee.partner_id = organizer.partner_id
                                  AND attendee.state = 'declined')
        """, people=people.ids,
            # An all-day event is stored as 08:00 to 18:00 of no zone at all: look a day wider.
            start=(start - timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None),
            stop=(stop + timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None)))
        zones = {
            employee.work_contact_id.id: ZoneInfo(employee.tz or start.tzinfo.key)
            for employee in employees}
        busy = defaultdict(list)
        for partner, allday, since, until, first, last in self.env.cr.fetchall():
            if allday and first:
                interval = (day_start(first, zones[partner]),
                            day_start((last or first) + timedelta(days=1), zones[partner]))
            else:
                interval = (to_minutes(since), to_minutes(until, up=True))
            busy[partner].append(interval)
        return busy

    def _reserved(self, employees, start, stop, own):
        """Reservations but ``own``, buffers included: work contact id → intervals of minutes."""
        rows = self.env["fusion.maintenance.reservation"].sudo().search_fetch([
            ("id", "not in", own.ids),
            ("technician_id", "in", employees.work_contact_id.ids),
            # A day wider: our own buffers reach beyond the window.
            ("start", "<", (stop + timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None)),
            ("stop", ">", (start - timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None)),
        ], ["technician_id", "start", "stop"])
        reserved = defaultdict(list)
        for row in rows:
            reserved[row.technician_id.id].append(
                (to_minutes(row.start), to_minutes(row.stop, up=True)))
        return reserved
