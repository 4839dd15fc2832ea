"""P1, P2: the search for free times, its floor, and the way that asks technician by technician."""
from datetime import timedelta

from odoo.addons.fusion_maintenance.core import slots
from odoo.addons.fusion_maintenance.core.minutes import offsets, to_minutes
from odoo.tools import SQL

booking = env["fusion.maintenance.booking"].sudo()
availability = env["fusion.maintenance.availability"].sudo()
contract = contract_in("Q1").sudo()

# What floor and rival are handed for nothing: who is asked, and from when to when.
window = booking._window(contract)
technicians = availability._technicians(contract)
loads = availability._loads(contract, technicians, window.start, window.stop)
rules = contract._terms().rules
stretches = offsets(contract.company_id._maintenance_tz(), to_minutes(window.start), to_minutes(window.stop))
people = technicians.work_contact_id.ids
by_calendar = {
    calendar.id: technicians.filtered(lambda e: e.resource_calendar_id == calendar).resource_id.ids
    for calendar in technicians.resource_calendar_id}


def floor():
    """Raw busy rows, Odoo's working hours once for each calendar, and the bare sweep."""
    env.cr.execute(SQL("""
        SELECT attendee.partner_id, event.allday, event.start, event.stop, event.start_date, event.stop_date
          FROM calendar_event event JOIN calendar_attendee attendee ON attendee.event_id = event.id
         WHERE event.active AND event.show_as = 'busy' AND event.start < %s AND event.stop > %s
           AND attendee.partner_id = ANY(%s) AND attendee.state != 'declined'
    """, window.stop.replace(tzinfo=None), window.start.replace(tzinfo=None), people))
    env.cr.fetchall()
    for calendar, resources in by_calendar.items():
        env["resource.calendar"].browse(calendar)._work_intervals_batch(
            window.start, window.stop, env["resource.resource"].browse(resources))
    slots.offer(loads, rules, window.earliest, window.latest, stretches)


def technician_by_technician():
    """Each technician's hours, then their meetings, as OCA resource_booking asks."""
    found = {}
    for employee in technicians:
        hours = employee.resource_calendar_id._work_intervals_batch(
            window.start, window.stop, employee.resource_id)[employee.resource_id.id]
        meetings = env["calendar.event"].search([
            ("partner_ids", "=", employee.work_contact_id.id), ("show_as", "=", "busy"),
            ("start", "<", window.stop.replace(tzinfo=None)), ("stop", ">", window.start.replace(tzinfo=None))])
        attendees = meetings.attendee_ids.filtered(
            lambda a: a.partner_id == employee.work_contact_id and a.state != "declined")
        found[employee.id] = slots.Load(
            [(to_minutes(start), to_minutes(stop)) for start, stop, _line in hours],
            [(to_minutes(event.start), to_minutes(event.stop)) for event in attendees.event_id])
    slots.offer(found, rules, window.earliest, window.latest, stretches)


def queries(prefix, days):
    """How many queries the search costs, with so many technicians and days."""
    there = contract_in(prefix).sudo()
    there.policy_id.horizon_days = days
    env.flush_all()
    env.invalidate_all()
    before = env.cr.sql_log_count
    booking._slots(there)
    count = env.cr.sql_log_count - before
    env.cr.rollback()
    return count


def search():
    """As a page opens: three weeks are read, where these are enough."""
    booking._slots(contract)


def whole_search():
    """The last week that there is: all the days are read."""
    booking._slots(contract, window.stop.date() - timedelta(days=7))


search()
result = {
    "technicians": len(technicians), "calendars": len(by_calendar),
    "events": sum(len(load.busy) for load in loads.values()),
    "starts": len(booking._offer(contract, window)),
    **in_turns({"search": search, "whole": whole_search, "floor": floor}, options["runs"]),
    "rival": measure(technician_by_technician, max(1, options["runs"] // 25)),
    "queries": {f"{count} technicians, {days} days": queries(prefix, days)
                for prefix, count in (("Q2", 10), ("Q1", 50), ("Q3", 200)) for days in (7, 60)},
}
