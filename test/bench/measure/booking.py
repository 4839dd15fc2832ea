"""P7: one booking with all that it makes, beside the bare creates that Odoo itself would do for it."""
from datetime import datetime
from uuid import uuid4

from odoo import Command

booking = env["fusion.maintenance.booking"].sudo()


def clients():
    """Contracts that can be booked, whose clients live where 50 technicians drive."""
    found = env["fusion.maintenance.contract"].search([
        ("policy_id.name", "=", "Bench Service"), ("service_address_id.zip", "=like", "Q1%"),
        ("visit_id", "=", False), ("name", "=like", "B%")], limit=2 * options["runs"] + 4)
    return iter(found.sudo().ids)


def press(contract):
    """Choose a time as a client would, and press it."""
    start, contract = contract
    answer = booking._book(
        contract, start, key=str(uuid4()), channel="client_portal",
        phone="416-555-0100", note="The gate is open", booked_by="")
    assert answer.code == "booked", answer


def ready():
    """A contract and a free time of it; looking for the time is not part of booking it."""
    contract = env["fusion.maintenance.contract"].sudo().browse(next(waiting))
    first = booking._slots(contract)["suggested"][-1]
    return datetime.strptime(first, "%Y-%m-%dT%H:%M:%SZ"), contract


def bare(contract):
    """A confirmed repair order, an order of one line, an event, a mail: as plain as Odoo makes them."""
    start, contract = contract
    partner, policy = contract.partner_id, contract.policy_id
    where = partner.property_stock_customer
    repair = env["repair.order"].create({
        "partner_id": partner.id, "product_id": contract.product_id.id, "schedule_date": start,
        "product_location_src_id": where.id, "product_location_dest_id": where.id})
    repair._action_repair_confirm()
    env["sale.order"].create({
        "partner_id": partner.id, "order_line": [Command.create({
            "product_id": policy.service_product_id.id, "price_unit": policy.price})]})
    env["calendar.event"].with_context(no_mail_to_attendees=True).create({
        "name": "Service visit", "start": start, "stop": start.replace(minute=59),
        "partner_ids": [Command.set(technician.work_contact_id.ids)]})
    env["mail.mail"].create({
        "subject": "Your service visit is booked", "body_html": body, "email_to": partner.email,
        "model": "repair.order", "res_id": repair.id})


waiting = clients()
technician = env["hr.employee"].search([("name", "=", "Technician001")])
measure(press, 1, ready, keep=True)  # the first one fills what Odoo keeps for all
body = env["mail.mail"].search([], order="id desc", limit=1).body_html
measure(bare, 1, ready)
result = in_turns({"booking": press, "bare": bare}, options["runs"], ready, keep=True)
