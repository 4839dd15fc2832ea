from odoo import models
from odoo.fields import Domain


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _spawn_maintenance_contracts(self):
        """Make the contracts of every unit delivered on these orders, also old ones, whoever knows of it.

        Any number of times: a unit that has its contract keeps it.

        :return: the contracts of the units
        """
        return self.env["fusion.maintenance.source"]._sync_lines(
            self.order_line.filtered(lambda line: not line.display_type))

    def action_spawn_maintenance_contracts(self):
        """Make the contracts of the selected orders' delivered units, say how many, and open them."""
        Contract = self.env["fusion.maintenance.contract"]
        Contract.check_access("create")
        known = self._known_contracts()
        contracts = self._spawn_maintenance_contracts()
        new = contracts - known
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_contract")
        shown = {**action, "domain": [("id", "in", contracts.ids)], "context": {}}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if contracts else "warning",
                "sticky": True,
                "message": " ".join([
                    self.env._("New service contracts: %(new)s. There already: %(old)s.",
                               new=len(new), old=len(contracts - new)),
                    *self._left_out()]),
                "next": shown if contracts else {"type": "ir.actions.act_window_close"},
            },
        }

    def _known_contracts(self):
        """The contracts that there are of what these orders delivered, by serial or by line."""
        lines = self.order_line.sudo()
        lots = lines.move_ids.move_line_ids.lot_id
        return self.env["fusion.maintenance.contract"].sudo().search(
            Domain("lot_id", "in", lots.ids) | Domain("sale_line_id", "in", lines.ids))

    def _left_out(self):
        """Sentences about the units on these orders that have no contract: how many, and why."""
        Contract = self.env["fusion.maintenance.contract"]
        lines = self.order_line.filtered(
            lambda line: not line.display_type and line.product_id.type == "consu")
        serviced = lines.filtered(lambda line: Contract._is_serviced(line))
        waiting = sum(max(0, line.product_uom_qty - line.qty_delivered) for line in serviced)
        if waiting:
            yield self.env._("Not delivered yet: %(count)s.", count=round(waiting))
        if unserviced := sum((lines - serviced).mapped("product_uom_qty")):
            yield self.env._("Without a service interval on the product: %(count)s.",
                             count=round(unserviced))
        failed = self.env["fusion.maintenance.omission"].sudo().search_count(
            [("sale_line_id", "in", lines.ids)])
        if failed:
            yield self.env._(
                "Failed: %(count)s, see Follow-up, Units Without Contract.", count=failed)
