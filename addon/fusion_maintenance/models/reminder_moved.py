from odoo import models


class MaintenanceContract(models.Model):
    """A due date that moves starts its bands anew; what was sent for a date stays sent for it."""

    _inherit = "fusion.maintenance.contract"

    def write(self, vals):
        result = super().write(vals)
        if "next_due_date" in vals:
            self._start_bands_anew("last_reminder_band" not in vals)
        return result

    def _start_bands_anew(self, find_last):
        """Take back what names another date.

        :param bool find_last: note the last reminder that was made for the date there is now
        """
        for contract in self:
            rows = contract.sudo().reminder_ids
            this = rows.filtered(lambda row, contract=contract: row.due_date == contract.next_due_date)
            (rows - this)._skip("moved")
            last = this.filtered(lambda row: not row.copy_of_id and row.state != "skipped")
            if find_last and (last or contract.last_reminder_band):
                contract.last_reminder_band = last.sorted("id")[-1:].band
