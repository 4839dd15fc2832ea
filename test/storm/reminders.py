"""What the storm on reminders plays on: clients whose service is due, and nothing else to do.

Runs in an Odoo shell, after ``clients`` was set to how many there are, and ``broken`` to the serial number of the one
whose mail cannot be made, or "". Leaves their addresses in ``result``.
"""
from datetime import datetime, timedelta, timezone

from markupsafe import Markup

env = env(context={**env.context, "tracking_disable": True, "no_reset_password": True})

# Wherever the storm is run, and whenever: it is about noon where the company is.
ahead = 12 - datetime.now(timezone.utc).hour
env.company.resource_calendar_id.tz = f"Etc/GMT{-ahead:+d}" if ahead else "UTC"
env["fusion.maintenance.contract"].search([]).write({"state": "draft"})
env["mail.mail"].search([]).unlink()
env["ir.config_parameter"].set_param("fusion_maintenance.enable_email_notifications", "True")
jobs = env.ref("fusion_maintenance.cron_send_reminders") | env.ref("mail.ir_cron_mail_scheduler_action")
(env["ir.cron"].search([]) - jobs).active = False

unit = env["product.product"].create({"name": "Power wheelchair", "type": "consu"})
due = env.company._maintenance_today() + timedelta(days=20)
partners = env["res.partner"].create([
    {"name": f"Client {number}", "email": f"reminded-{number}@client.example"} for number in range(clients)])
env["fusion.maintenance.contract"].create([{
    "partner_id": partner.id, "product_id": unit.id, "serial": f"R7-{number:05}", "state": "active",
    "next_due_date": due,
} for number, partner in enumerate(partners)])
if broken:
    # As a manager might: it divides by nothing for one of them.
    template = env.ref("fusion_maintenance.email_template_maintenance_due_reminder")
    template.body_html += Markup('<t t-if="object.serial == \'%s\'" t-out="1 / (object.interval_months * 0)"/>') % broken
env.cr.commit()
result = partners.mapped("email")
