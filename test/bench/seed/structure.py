"""Data set L, the part with rules in it: made through Odoo, so that it is what Odoo would make.

Leaves ``ids``: what the bulk rows (bulk.py) are copied from and point to.
"""
from datetime import date, datetime, time, timedelta

from odoo import Command

TZ = "America/Toronto"
TECHNICIANS = 50
# More of them than the set has, with nothing in their calendars: for whether the number matters.
SPARE = 150
# Postal prefixes (no real one begins with Q) and how many technicians drive there.
ZONES = {"Q1": 50, "Q2": 10, "Q3": 200, "Q4": 25}
SKILLS = ["Service", "Seating", "Scooters", "Lifts", "Batteries", "Electronics"]
HOURS = [
    ("Weekdays", TZ, range(5), ((8, 12), (13, 17))),
    ("To Saturday", TZ, range(1, 6), ((9, 12.5), (13, 18))),
    ("Winnipeg", "America/Winnipeg", range(5), ((8, 16),)),
]
env = env(context={**env.context, "tracking_disable": True, "no_reset_password": True})
today = env.company._maintenance_today()


def make_calendars():
    """Three ways of working in two time zones, each with three public holidays."""
    calendars = env["resource.calendar"].create([{
        "name": name, "tz": tz, "attendance_ids": [Command.clear(), *(
            Command.create({
                "name": str(day), "dayofweek": str(day), "hour_from": start, "hour_to": stop,
                "day_period": "morning" if stop <= 13 else "afternoon"})
            for day in days for start, stop in hours)],
    } for name, tz, days, hours in HOURS])
    make_leaves([(calendar, None, today + timedelta(days=days), 1)
                 for calendar in calendars for days in (9, 23, 44)])
    return calendars


def make_leaves(leaves):
    """Days off: (calendar, resource or None for everybody, first day, days)."""
    env["resource.calendar.leaves"].create([{
        "name": "Off", "calendar_id": calendar.id, "resource_id": resource.id if resource else False,
        "company_id": env.company.id,
        "date_from": datetime.combine(first, time(4)),
        "date_to": datetime.combine(first + timedelta(days=days), time(4)),
    } for calendar, resource, first, days in leaves])


def make_technicians(calendars, skills):
    """Everybody can do the first skill, and one in five each of the others; a week off each."""
    level = skills.skill_type_id.skill_level_ids[:1]

    def skill_lines(number):
        wanted = skills[0] + skills[1 + number % (len(skills) - 1)]
        return [Command.create({
            "skill_id": skill.id, "skill_type_id": skill.skill_type_id.id,
            "skill_level_id": level.id, "valid_from": date(2020, 1, 1)}) for skill in wanted]

    employees = env["hr.employee"].create([{
        "name": f"Technician{number:03}", "date_version": date(2020, 1, 1),
        "resource_calendar_id": calendars[number % len(calendars)].id,
        "tz": calendars[number % len(calendars)].tz, "employee_skill_ids": skill_lines(number),
    } for number in range(TECHNICIANS + SPARE)])
    make_leaves([(employee.resource_calendar_id, employee.resource_id,
                  today + timedelta(days=3 + number % 50), 5)
                 for number, employee in enumerate(employees)])
    return employees


def make_skills():
    skill_type = env["hr.skill.type"].create({
        "name": "Bench", "skill_ids": [Command.create({"name": name}) for name in SKILLS],
        "skill_level_ids": [Command.create(
            {"name": "Able", "level_progress": 100, "default_level": True})]})
    return skill_type.skill_ids.sorted("id")


def make_policies(skills):
    """One policy for each skill; the first is the one that is measured."""
    service = env["product.product"].create({"name": "Visit", "type": "service", "lst_price": 95.0})
    return env["fusion.maintenance.policy"].create([{
        "name": f"Bench {skill.name}", "skill_id": skill.id, "duration": 60, "buffer_before": 0,
        "buffer_after": 15, "step": 15, "notice_hours": 24, "horizon_days": 60, "daily_cap": 0,
        "service_product_id": service.id, "revenue_mode": "quotation", "reminder_bands": "30, 7, 1",
    } for skill in skills])


def make_templates(policy):
    """One of each of what the bulk rows are copies of."""
    unit = env["product.product"].create({"name": "Power wheelchair", "type": "consu"})
    client = env["res.partner"].create({
        "name": "Client 0", "street": "1 Federal Road", "city": "Iqaluit", "zip": "Q1A 0H0",
        "country_id": env.ref("base.ca").id, "email": "client0@client.example", "lang": "en_US"})
    contract = env["fusion.maintenance.contract"].create({
        "partner_id": client.id, "product_id": unit.id, "serial": "B0", "policy_id": policy.id,
        "state": "active", "next_due_date": today + timedelta(days=200)})
    order = env["sale.order"].create({
        "partner_id": client.id, "order_line": [Command.create({"product_id": unit.id})]})
    event = env["calendar.event"].with_context(no_mail_to_attendees=True).create({
        "name": "Meeting", "start": datetime.combine(today, time(1)),
        "stop": datetime.combine(today, time(2)), "partner_ids": [Command.set(client.ids)]})
    return client, contract, order, event


env.company.resource_calendar_id.tz = TZ
# All the requests come from one address.
env["ir.config_parameter"].search([("key", "=like", "fusion_maintenance.limit_%")]).value = "0"
skills = make_skills()
policies = make_policies(skills)
employees = make_technicians(make_calendars(), skills)
env["fusion.maintenance.zone"].create([{
    "name": f"Bench {prefix}", "prefixes": prefix, "employee_ids": [Command.set(employees[:count].ids)],
} for prefix, count in ZONES.items()])
client, contract, order, event = make_templates(policies[0])
env.flush_all()
ids = {
    "client": client.id, "contract": contract.id, "order": order.id, "line": order.order_line.id,
    "event": event.id, "attendee": event.attendee_ids.id, "policies": policies.ids,
    "people": employees[:TECHNICIANS].work_contact_id.ids, "employees": employees[:TECHNICIANS].ids,
}
