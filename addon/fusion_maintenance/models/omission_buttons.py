from odoo import models
from odoo.exceptions import UserError


class MaintenanceOmission(models.Model):
    """What a person changes so that a unit gets its contract."""

    _inherit = "fusion.maintenance.omission"

    def action_map_type(self):
        """Open the device types of these units, to be put under a policy or aside."""
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_device_type")
        return {**action, "domain": [("id", "in", self.device_type_id.ids)], "context": {}}

    def action_open_product(self):
        """Open the product, which can have a service interval or a policy of its own."""
        return self._form("product_id.product_tmpl_id")

    def action_open_client(self):
        """Open the client, who is archived, or may be somebody else."""
        return self._form("partner_id")

    def action_open_order(self):
        """Open the order on which the unit was sold."""
        return self._form("order_id")

    def _form(self, path):
        """Open what a path from this unit leads to, for somebody who may put it right."""
        self.ensure_one()
        self.check_access("write")
        record = self.mapped(path)
        if not record:
            raise UserError(self.env._("There is none to open."))
        return {
            "type": "ir.actions.act_window", "res_model": record._name, "res_id": record.id,
            "view_mode": "form", "views": [(False, "form")], "target": "current"}
