"""Links to contracts of the data set that can be booked: what the pages are asked with."""
contracts = env["fusion.maintenance.contract"].search([
    ("policy_id.name", "=", "Bench Service"), ("service_address_id.zip", "=like", "Q1%"),
    ("state", "=", "active"), ("visit_id", "=", False), ("name", "=like", "B%"),
], limit=options["links"])
env.company.phone = "416-555-0199"
# All that is asked comes from one address: the limits are counted as ever, but far away.
for limit in ("limit_bookings", "limit_slot_reads", "limit_bad_tokens", "limit_new_links"):
    env["ir.config_parameter"].set_param(f"fusion_maintenance.{limit}", "1000000")
issued = env["fusion.maintenance.link"]._issue_batch([(contract, contract.partner_id) for contract in contracts])
env.cr.commit()
result = [token for _link, token in issued]
