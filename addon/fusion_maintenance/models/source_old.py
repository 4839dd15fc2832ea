from odoo import models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY


class MaintenanceSource(models.Model):
    """Units that were delivered before their source was there.

    Somebody may write on an old order any day. That must not make contracts, and reminders, which
    nobody has seen in a preview: the jobs leave such units to the run that brings in old units.
    """

    _inherit = "fusion.maintenance.source"

    def _waiting_for_run(self, lines):
        """Those of these order lines whose units the jobs leave to the run of the old units.

        What has a contract is kept in step, however old it is.
        """
        self.ensure_one()
        if self.old_units:
            return lines.browse()
        begun = self.company_id._maintenance_local(self.create_date).date()
        moved = self._moved(lines)
        old = lines.filtered(lambda line: (day := self._last_delivery(line, line in moved)) and day < begun)
        known = self.env["fusion.maintenance.contract"].sudo().search(
            Domain("sale_line_id", "in", old.ids) | Domain("x_fc_source_claim_line_id", "in", old.ids))
        return old - known.sale_line_id - known.x_fc_source_claim_line_id

    def _leave_to_run(self, lines):
        """Leave those of these order lines to the run of the old units that are its, and give them.

        What is listed is accounted for, and no run would look at it. What the stock delivers is waited for
        as the deliveries of the stock are, however late another source has come.
        """
        left = self._waiting_for_run(lines)
        moved = self._moved(left)
        stock = self._of_stock(self.company_id)
        if moved and self != stock:
            left = left - moved | (stock._waiting_for_run(moved) if stock else moved.browse())
        self.env["fusion.maintenance.omission"]._replace(left, [])
        return left

    def _last_delivery(self, line, moved):
        """The day on which units of an order line were last delivered; None if nobody can tell.

        :param bool moved: the stock knows, whatever the fields of the line say
        """
        if moved:
            return self.company_id._maintenance_local(max(
                move.date for move in line.sudo().move_ids
                if move.state == "done" and not move.repair_id and move._is_delivery())).date()
        if self.kind == "delivery":
            return None
        try:
            with self.env.cr.savepoint():
                return self._delivered_on(line)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)  # reading it for its contract fails too, and lists it
            return None
