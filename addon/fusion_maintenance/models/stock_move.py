import logging

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class StockMove(models.Model):
    _inherit = "stock.move"

    def _is_delivery(self):
        """Whether the goods have left for the client: the last step, whatever came before it."""
        self.ensure_one()
        return self.location_dest_id.usage == "customer" and self.location_id.usage != "customer"

    def _is_client_return(self):
        """Whether the goods have come back from a client."""
        self.ensure_one()
        return self.location_id.usage == "customer" and self.location_dest_id.usage != "customer"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves._sync_maintenance_contracts()
        return moves

    def _sync_maintenance_contracts(self):
        """Tell the contracts what has just been delivered or returned.

        Never stops the transfer: what fails is logged, and its units are listed as omissions.

        :raise psycopg2.Error: two transactions met; Odoo repeats the whole transfer
        """
        done = self.exists().filtered(
            lambda move: move.state == "done" and not move.repair_id
            and (move._is_delivery() or move._is_client_return()))
        if not done:
            return
        try:
            with self.env.cr.savepoint():
                done = done.filtered(lambda move: self.env["fusion.maintenance.source"]._takes_deliveries(move.company_id))
                lines = done.sudo().sale_line_id
                lots = done.sudo().move_line_ids.lot_id
                # A return or a delivery without an order line still concerns a known serial.
                lines |= self.env["fusion.maintenance.contract"].sudo().search(
                    [("lot_id", "in", lots.ids)]).sale_line_id
                self.env["fusion.maintenance.contract"]._sync_delivered(lines)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            _logger.exception("Service contracts were not brought in step with moves %s", done.ids)
            done.sudo()._list_omissions(str(error) or type(error).__name__)

    def _list_omissions(self, reason):
        """List each unit of these moves that has a service interval, with its order line.

        :param str reason: what went wrong
        :raise psycopg2.Error: two transactions met; Odoo repeats the whole transfer
        """
        try:
            with self.env.cr.savepoint():
                self.env["fusion.maintenance.omission"]._list([
                    (line, lot) for move in self
                    for lot in move.move_line_ids.lot_id or [self.env["stock.lot"]]
                    if (line := move._line_of_unit(lot))], reason)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.exception("The units of moves %s could not be listed either", self.ids)

    def _line_of_unit(self, lot):
        """The order line that a unit of this move was delivered with, if it is one to service.

        A return or a transfer by hand has none of its own: the unit's contract knows it.
        """
        Contract = self.env["fusion.maintenance.contract"]
        line = self.sale_line_id
        if not line and lot:
            line = Contract.search([
                ("lot_id", "=", lot.id), ("company_id", "=", self.company_id.id)], limit=1).sale_line_id
        return line if Contract._policies(self.product_id, line) else line.browse()
