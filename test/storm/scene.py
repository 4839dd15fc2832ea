"""What a storm plays on: teams of technicians, and clients who hold links to their contracts.

Runs in an Odoo shell, after ``teams`` was set to a list of
``{"name", "technicians", "clients", "links", "durations"}``: ``durations`` are the visit lengths of
the team's policies, which its contracts take in turn; ``links`` is how many people hold a link to
each contract. Leaves in ``result``: team name → [{"contract": id, "tokens": [...]}].
"""
from datetime import date, timedelta

from odoo import Command

TZ = "America/Toronto"
env = env(context={**env.context, "tracking_disable": True, "no_reset_password": True})
# All the clients press from one address.
env["ir.config_parameter"].search([("key", "=like", "fusion_maintenance.limit_%")]).value = "0"


def make_calendar():
    """Seven days a week from 8 to 18, so that there are times enough for every round."""
    return env["resource.calendar"].create({
        "name": "Every day", "tz": TZ, "attendance_ids": [Command.clear(), *(
            Command.create({
                "name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 18,
                "day_period": "morning"})
            for day in range(7))]})


def make_policies(team, skill):
    """One policy for each length of visit, served by this team alone."""
    service = env["product.product"].create({"name": "Visit", "type": "service", "lst_price": 95.0})
    return env["fusion.maintenance.policy"].create([{
        "name": f"{team['name']} {minutes}", "skill_id": skill.id, "duration": minutes,
        "buffer_before": 0, "buffer_after": 0, "step": 15, "notice_hours": 24, "horizon_days": 60,
        "daily_cap": 0, "assignment": "auto", "service_product_id": service.id,
        "revenue_mode": "quotation", "link_days": 90,
    } for minutes in team["durations"]])


def make_skills():
    """One skill for each team: only its own technicians have it."""
    skill_type = env["hr.skill.type"].create({
        "name": "Storm",
        "skill_ids": [Command.create({"name": team["name"]}) for team in teams],
        "skill_level_ids": [Command.create(
            {"name": "Able", "level_progress": 100, "default_level": True})]})
    return {skill.name: skill for skill in skill_type.skill_ids}


def make_technicians(team, calendar, skill):
    """The team's technicians. Clients are told first names: those are all different."""
    skill_type = skill.skill_type_id
    env["hr.employee"].create([{
        "name": f"{team['name']}-{number}", "resource_calendar_id": calendar.id, "tz": TZ,
        "date_version": date(2020, 1, 1),
        "employee_skill_ids": [Command.create({
            "skill_id": skill.id, "skill_type_id": skill_type.id,
            "skill_level_id": skill_type.skill_level_ids[:1].id, "valid_from": date(2020, 1, 1)})],
    } for number in range(team["technicians"])])


def make_clients(team, policies, unit):
    """Clients with a contract each, and the links they hold."""
    count = team["clients"]
    partners = env["res.partner"].create([{
        "name": f"Client {team['name']} {number}", "street": "1 Federal Road", "city": "Iqaluit",
        "zip": "X0A 0H0", "country_id": env.ref("base.ca").id,
        "email": f"{team['name']}-{number}@client.example", "phone": "416-555-0100",
    } for number in range(count)])
    contracts = env["fusion.maintenance.contract"].create([{
        "partner_id": partner.id, "product_id": unit.id, "serial": f"{team['name']}-{number:04}",
        "policy_id": policies[number % len(policies)].id, "state": "active",
        "next_due_date": date.today() + timedelta(days=20),
    } for number, partner in enumerate(partners)])
    holders = [(contract, contract.partner_id) for contract in contracts for _ in range(team["links"])]
    tokens = [token for _link, token in env["fusion.maintenance.link"]._issue_batch(holders)]
    each = team["links"]
    return [
        {"contract": contract.id, "tokens": tokens[number * each:(number + 1) * each]}
        for number, contract in enumerate(contracts)]


def make_scene():
    env.company.resource_calendar_id.tz = TZ
    # The clients live outside all zones of the demo data.
    env.company.x_fc_maintenance_zone_fallback = "all"
    calendar = make_calendar()
    skills = make_skills()
    unit = env["product.product"].create({"name": "Power wheelchair", "type": "consu"})
    made = {}
    for team in teams:
        skill = skills[team["name"]]
        make_technicians(team, calendar, skill)
        made[team["name"]] = make_clients(team, make_policies(team, skill), unit)
    env.cr.commit()
    return made


result = make_scene()
