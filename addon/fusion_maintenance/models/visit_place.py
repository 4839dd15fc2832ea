from odoo import models

from ..core import suggest
from ..core.minutes import from_minutes, to_minutes


class MaintenanceBooking(models.AbstractModel):
    """What is in the way of a place that a dispatcher chooses for a visit, and where nothing is."""

    _inherit = "fusion.maintenance.booking"

    def _obstacles(self, visit, employee, start, duration=None):
        """What is in the way of a visit at this time with this technician, its own records apart.

        :param datetime start: naive UTC
        :param int duration: minutes, as long as it is now unless given
        :return: names: "no_contact" alone, or "visit", "busy" (another appointment), and "away" (a
            leave or a holiday) or "hours" (they do not work then)
        """
        if not employee.work_contact_id:
            return ["no_contact"]
        visit = visit.sudo().with_company(visit.company_id)
        contracts, begin = visit._together().contract_id, to_minutes(start)
        end = begin + (duration or int((visit.stop - visit.start).total_seconds()) // 60)
        window = self._narrow(contracts, begin)
        availability = self.env["fusion.maintenance.availability"].sudo()
        load = availability._loads(contracts, employee.sudo(), window.start, window.stop)[employee.id]
        terms = contracts._terms()
        found = []
        if _meets(load.reserved, begin - terms.before, end + terms.after):
            found.append("visit")
        if _meets(load.busy, begin, end):
            found.append("busy")
        person, = availability._people(employee, contracts.company_id)
        if reason := availability._off(person, contracts.company_id, window, begin, end):
            found.append(reason)
        return found

    def _free_times(self, visit, employee, count=3):
        """Some of the next times at which this technician could come instead.

        :return: list of naive UTC datetimes, soonest first
        """
        visit = visit.sudo().with_company(visit.company_id)
        contracts = visit._together().contract_id
        window = self._window(contracts)
        own = to_minutes(visit.start)
        offered = self._offer(contracts, window, employee.sudo())
        starts = [start for start in offered if start != own]
        stretches = self._stretches(contracts, window)
        return [from_minutes(start) for start in sorted(
            suggest.suggest(starts, stretches, count=count))]


class MaintenanceAvailability(models.AbstractModel):
    _inherit = "fusion.maintenance.availability"

    def _off(self, person, company, window, begin, end):
        """Why a technician does not work in all of [begin, end): "away", "hours", or None.

        Their skill is another matter: a dispatcher knows whom they send.

        :param Person person: as :meth:`_people` gives them
        """
        work = self._hours_of([person], company, window.start, window.stop)[person.employee]
        if any(opens <= begin and end <= closes for opens, closes in work):
            return None
        public, personal = self._absences([person], company, window.start, window.stop)
        terms = self._terms([person], company.resource_calendar_id.id)[person.employee]
        calendars = {None}.union(*((used, own) for *_days, used, own in terms))
        absences = personal[person.resource] + [
            gap for calendar in calendars for gap in public[calendar]]
        return "away" if _meets(absences, begin, end) else "hours"


class MaintenanceVisit(models.Model):
    _inherit = "fusion.maintenance.visit"

    def _obstacle_sentence(self, name, employee):
        """What is in the way, for a dispatcher.

        :param str name: as ``fusion.maintenance.booking._obstacles`` gives it
        """
        return {
            "visit": self.env._(
                "%(technician)s already has a visit then, or needs that time to get there.",
                technician=employee.name),
            "no_contact": self.env._(
                "%(technician)s has no work contact, so no time of theirs can be reserved. Give the "
                "employee one first.", technician=employee.name),
            "busy": self.env._("%(technician)s has another appointment then.", technician=employee.name),
            "away": self.env._("%(technician)s is on leave then, or it is a holiday.",
                               technician=employee.name),
            "hours": self.env._("%(technician)s does not work then.", technician=employee.name),
        }[name]


def _meets(intervals, begin, end):
    return any(start < end and begin < stop for start, stop in intervals)
