from odoo import models
from odoo.tools import SQL

from ..core.cycle import add_months


class MaintenanceContract(models.Model):
    """A due date that moves starts its bands anew; what was sent for a date stays sent for it."""

    _inherit = "fusion.maintenance.contract"

    def write(self, vals):
        # Who writes the last reminder too has begun the next service: nothing was moved.
        moved = "next_due_date" in vals and "last_reminder_band" not in vals
        before = {contract.id: contract.next_due_date for contract in self} if moved else {}
        result = super().write(vals)
        self._note_moved(before)
        if "next_due_date" in vals:
            self._start_bands_anew("last_reminder_band" not in vals)
        return result

    def _note_moved(self, before):
        """Note on the reminders of a service what its due date is now.

        A date that is nearer to the service after it than to this one leaves this one out.

        :param dict before: id → due date before the move
        """
        for contract in self:
            old, new = before.get(contract.id), contract.next_due_date
            if old and new and new != old and new < add_months(old, (contract.interval_months + 1) // 2):
                contract.sudo().reminder_ids.filtered(
                    lambda row, old=old: (row.moved_to or row.due_date) == old).moved_to = new

    def _start_bands_anew(self, find_last=True):
        """Take back what names another date: two queries for however many, unless mails wait.

        :param bool find_last: note the last reminder that was made for the date there is now
        """
        Reminder = self.env["fusion.maintenance.reminder"].sudo()
        self.env.flush_all()
        if find_last:
            self._find_last_band()
        waiting = self.env.execute_query(SQL("""
            SELECT reminder.id FROM fusion_maintenance_reminder reminder
              JOIN fusion_maintenance_contract contract ON contract.id = reminder.contract_id
             WHERE contract.id = ANY(%s) AND reminder.state IN ('queued', 'failed')
               AND reminder.due_date IS DISTINCT FROM contract.next_due_date
        """, self.ids))
        Reminder.browse(row[0] for row in waiting)._skip("moved")

    def _find_last_band(self):
        """Note the last reminder that was made for the due date there is now and not taken back."""
        self.env.flush_all()
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
