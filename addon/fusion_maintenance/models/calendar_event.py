from odoo import fields, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    x_fc_maintenance_visit_ids = fields.One2many(
        "fusion.maintenance.visit", "event_id", string="Service Visits",
        groups="fusion_maintenance.group_user,fusion_maintenance.group_technician")

    def _skip_send_mail_status_update(self):
        # The client hears from us, by our own mails; the technician sees the calendar.
        return bool(self.sudo().x_fc_maintenance_visit_ids) or super()._skip_send_mail_status_update()
