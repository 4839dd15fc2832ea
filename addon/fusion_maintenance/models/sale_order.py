from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _spawn_maintenance_contracts(self):
        """Make the contracts of every unit delivered on these orders, also old ones.

        Any number of times: a unit that has its contract keeps it.

        :return: the contracts of the units
        """
        return self.env["fusion.maintenance.contract"]._sync_delivered(self.order_line)
