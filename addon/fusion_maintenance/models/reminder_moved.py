from odoo import models
from odoo.tools import SQL


class MaintenanceContract(models.Model):
    """A due date that moves starts its bands anew; what was sent for a date stays sent for it."""

    _inherit = "fusion.maintenance.contract"

    def write(self, vals):
        result = super().write(vals)
        if "next_due_date" in vals:
            self._start_bands_anew("last_reminder_band" not in vals)
        return result

    def _start_bands_anew(self, find_last=True):
        """Take back what names another date: two queries for however many, unless mails wait.

        :param bool find_last: note the last reminder that was made for the date there is now
        """
        Reminder = self.env["fusion.maintenance.reminder"].sudo()
        self.env.flush_all()
        if find_last:
            self.env.cr.execute(SQL("""
                UPDATE fusion_maintenance_contract contract SET last_reminder_band = now.band
                  FROM fusion_maintenance_contract moved
                  LEFT JOIN LATERAL (
                       SELECT reminder.band FROM fusion_maintenance_reminder reminder
                        WHERE reminder.contract_id = moved.id AND reminder.due_date = moved.next_due_date
                          AND reminder.copy_of_id IS NULL AND reminder.state != 'skipped'
                        ORDER BY reminder.id DESC LIMIT 1) now ON TRUE
                 WHERE contract.id = moved.id AND moved.id = ANY(%s)
                   AND moved.last_reminder_band IS DISTINCT FROM now.band
            """, self.ids))
            self.invalidate_recordset(["last_reminder_band"])
        waiting = self.env.execute_query(SQL("""
            SELECT reminder.id FROM fusion_maintenance_reminder reminder
              JOIN fusion_maintenance_contract contract ON contract.id = reminder.contract_id
             WHERE contract.id = ANY(%s) AND reminder.state IN ('queued', 'failed')
               AND reminder.due_date IS DISTINCT FROM contract.next_due_date
        """, self.ids))
        Reminder.browse(row[0] for row in waiting)._skip("moved")
