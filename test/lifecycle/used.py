"""For an Odoo shell on a database with the addon: one of everything, as use leaves it behind.

A delivered order with three serials: one serviced, one booked, one reminded. Committed; `result`
is how many visits there are.
"""
from datetime import datetime

from odoo import Command

warehouse = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
chair = env["product.product"].create({
    "name": "Power Wheelchair", "type": "consu", "is_storable": True, "tracking": "serial",
    "x_fc_maintenance_interval_months": 12})
client = env["res.partner"].create({
    "name": "Ellen Moss", "email": "ellen@example.com", "street": "1 King Street West",
    "city": "Toronto", "zip": "M5H 1A1"})
technician = env["hr.employee"].create({
    "name": "Priya Nair", "x_fc_technician": True, "date_version": "2020-01-01"})
for number in range(3):
    lot = env["stock.lot"].create({"name": f"USED-{number}", "product_id": chair.id})
    env["stock.quant"]._update_available_quantity(chair, warehouse.lot_stock_id, 1, lot_id=lot)
order = env["sale.order"].create({
    "partner_id": client.id, "order_line": [Command.create({"product_id": chair.id, "product_uom_qty": 3})]})
order.action_confirm()
order.picking_ids.move_ids.picked = True
order.picking_ids.button_validate()

contracts = env["fusion.maintenance.contract"].search([("sale_line_id.order_id", "=", order.id)])
serviced, booked, reminded = contracts
booking = env["fusion.maintenance.booking"]
for contract in (serviced, booked):
    start = datetime.strptime(booking._slots(contract)["suggested"][0], "%Y-%m-%dT%H:%M:%SZ")
    answer = booking._book(contract, start, key=f"used-{contract.id}", channel="phone")
    assert answer.code == "booked", answer.code
serviced.visit_id.action_done()
reminded.action_send_reminder()
env["ir.config_parameter"].set_param("fusion_maintenance.enable_email_notifications", "True")
env.cr.commit()
result = len(contracts.visit_ids)
