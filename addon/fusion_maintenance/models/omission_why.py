from odoo import api, models

from .omission import LeftOut


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _check_may_have_contract(self):
        """A client who was archived is not reminded of anything.

        :raise LeftOut: there is no client, or not any more
        """
        if not self:
            raise LeftOut("client", self.env._("Nobody is named as the client."))
        if not self.active:
            raise LeftOut("archived", self.env._("%(client)s is archived.", client=self.name))


class MaintenanceContract(models.Model):
    """Why a delivered unit has no contract."""

    _inherit = "fusion.maintenance.contract"

    @api.model
    def _list_left_out(self, line):
        """List an order line that was delivered from stock and has no contract, unless it is listed."""
        moves = line.move_ids.filtered(
            lambda move: move.state == "done" and not move.repair_id and move._is_delivery())
        Omission = self.env["fusion.maintenance.omission"]
        if line.product_id.type != "consu" or not moves or Omission.search_count(
                [("sale_line_id", "=", line.id)], limit=1):
            return
        known = any(self._contracts_of(line, product, moves.filtered(
            lambda move, product=product: move.product_id == product)) for product in moves.product_id)
        if known and self._is_with(line, moves):
            return
        cause, reason, device_type = self._why_none(line)
        if not cause:
            cause, reason = self._where_now(line)
        Omission._list([(line, self.env["stock.lot"])], reason, cause, device_type_id=device_type.id)

    @api.model
    def _is_with(self, line, moves):
        """Whether any contract of these moves came with this order line, or is of its client."""
        contracts = self.search([
            "|", ("sale_line_id", "=", line.id), ("lot_id", "in", moves.move_line_ids.lot_id.ids)])
        return any(contract.sale_line_id == line or contract.partner_id == self._client(line)
                   for contract in contracts)

    @api.model
    def _why_none(self, line):
        """Why nothing that an order line sells gets a contract: (cause, sentence, device type).

        The cause is False when a policy asks for it.
        """
        device_type = self.env["fusion.maintenance.source"]._type_of(line)
        if self._is_serviced(line):
            return False, "", device_type
        return *device_type._why_no_policy(line.product_id), device_type

    @api.model
    def _where_now(self, line):
        """Where the units of an order line are that are not with its client: (cause, sentence)."""
        last = line.move_ids.move_line_ids.lot_id
        rows = [history[-1] for history in self._history(last).values()]
        if rows and all(row.move_id._is_delivery() for row in rows):
            return "elsewhere", self.env._("Since delivered to another client.")
        return "returned", self.env._("Everything came back to us.")
