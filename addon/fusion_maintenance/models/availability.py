from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL

from ..core import slots
from ..core.minutes import count_days, offsets, to_minutes


class Person(NamedTuple):
    """A technician, as the queries of this model name them: ids, and the zone of the hours."""

    employee: int
    contact: int
    resource: int
    tz: ZoneInfo


class MaintenanceAvailability(models.AbstractModel):
    """Reads when technicians work and when they are taken.

    The number of queries does not depend on how many technicians or days are asked for.
    """

    _name = "fusion.maintenance.availability"
    _description = "Availability of Technicians"

    def _technicians(self, contracts):
        """The employees who may serve these contracts' units, all in one visit: skill, zone, company.

        Whether a skill is valid on the day of the visit is a matter of :meth:`_loads`.

        :rtype: hr.employee, in a stable order
        """
        company = contracts.company_id
        zones = self.env["fusion.maintenance.zone"]
        zone = zones._zone_of(contracts[:1].service_address_id.zip, company)
        if not zone and company.x_fc_maintenance_zone_fallback == "none" and zones._prefixes(company.id):
            return self.env["hr.employee"].sudo()
        return self._skilled(contracts.policy_id, zone)

    def _skilled(self, policies, zone=None):
        """The employees who can do what policies of one company need, wherever it is or in one zone.

        :rtype: hr.employee, in a stable order
        """
        # Plain SQL, as in working_hours: a search asks for nothing but their ids.
        self.env.flush_all()
        # A skill makes a technician; where a policy asks for none, the tick does.
        able = SQL("TRUE") if all(policy.skill_id for policy in policies) else SQL("employee.x_fc_technician")
        for skill, progress in policies._skills_needed():
            able = SQL("""
                %s AND EXISTS (SELECT FROM hr_employee_skill skill
                                 JOIN hr_skill_level level ON level.id = skill.skill_level_id
                                WHERE skill.employee_id = employee.id AND skill.skill_id = %s
                                  AND coalesce(level.level_progress, 0) >= %s)
            """, able, skill, progress)
        there = SQL("TRUE")
        if zone:
            there = SQL("""
                employee.id IN (SELECT employee_id FROM fusion_maintenance_zone_employee
                                 WHERE zone_id = %s)""", zone.id)
        self.env.cr.execute(SQL("""
            SELECT employee.id FROM hr_employee employee
             WHERE employee.active AND employee.work_contact_id IS NOT NULL
               AND employee.company_id = %s AND %s AND %s
             ORDER BY employee.id
        """, policies.company_id.id, able, there))
        return self.env["hr.employee"].sudo().browse(row[0] for row in self.env.cr.fetchall())

    def _loads(self, contracts, employees, start, stop):
        """What each technician works and what takes their time, for a visit of these contracts.

        :param employees: hr.employee, as :meth:`_technicians` gives them
        :param datetime start: aware; the start of a local day of the company
        :param datetime stop: aware; the end of a local day of the company
        :return: dict of employee id → :class:`slots.Load`, in minutes since 1970 UTC
        """
        self.env.flush_all()
        people = self._people(employees, contracts.company_id)
        work = self._work(contracts, people, start, stop)
        # The contracts' own visit is no obstacle to moving it.
        busy = self._busy(people, start, stop, contracts.visit_id)
        reserved = self._reserved(people, start, stop, contracts.visit_id.reservation_id)
        stretches = contracts._terms().cap and offsets(
            contracts.company_id._maintenance_tz(), to_minutes(start), to_minutes(stop))
        return {
            person.employee: slots.Load(
                work=work[person.employee], busy=busy[person.contact],
                reserved=reserved[person.contact],
                visits=count_days(reserved[person.contact], stretches) if stretches else {})
            for person in people}

    def _people(self, employees, company):
        """These employees in one query, in the same order as they are given by :meth:`_skilled`.

        Without a work contact nobody knows when they are taken: they are left out.

        :rtype: list[Person]
        """
        default = company._maintenance_tz()
        self.env.cr.execute(SQL("""
            SELECT employee.id, employee.work_contact_id, employee.resource_id, resource.tz
              FROM hr_employee employee JOIN resource_resource resource ON resource.id = employee.resource_id
             WHERE employee.id = ANY(%s) AND employee.work_contact_id IS NOT NULL ORDER BY employee.id
        """, employees.ids))
        return [
            Person(employee, contact, resource, ZoneInfo(tz) if tz else default)
            for employee, contact, resource, tz in self.env.cr.fetchall()]
