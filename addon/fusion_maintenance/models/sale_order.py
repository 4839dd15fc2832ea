from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _spawn_maintenance_contracts(self):
        """Make the contracts of every unit delivered on these orders, also old ones.

        Any number of times: a unit that has its contract keeps it.

        :return: the contracts of the units
        """
        return self.env["fusion.maintenance.contract"]._sync_delivered(self.order_line)

    def action_spawn_maintenance_contracts(self):
        """Make the contracts of the selected orders' delivered units, and open them."""
        self.env["fusion.maintenance.contract"].check_access("create")
        contracts = self._spawn_maintenance_contracts()
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_contract")
        return {**action, "domain": [("id", "in", contracts.ids)], "context": {}}
