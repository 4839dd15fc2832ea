from odoo import api, fields, models


class MaintenanceOmission(models.Model):
    """A delivered unit that should have a contract and has none, and why.

    Making contracts never stops a delivery; what failed is listed here for a person.
    """

    _name = "fusion.maintenance.omission"
    _description = "Delivered Unit Without Contract"
    _order = "create_date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    sale_line_id = fields.Many2one(
        "sale.order.line", string="Order Line", required=True, index=True, ondelete="cascade")
    order_id = fields.Many2one(related="sale_line_id.order_id")
    partner_id = fields.Many2one(related="sale_line_id.order_id.partner_id", string="Client")
    product_id = fields.Many2one(related="sale_line_id.product_id")
    lot_id = fields.Many2one("stock.lot", string="Serial Number")
    reason = fields.Char(required=True)

    @api.model
    def _list(self, units, reason):
        """List these units, each once.

        :param units: (sale.order.line, stock.lot, which may be empty) of each
        :param str reason: what went wrong
        """
        self.sudo().create([{
            "sale_line_id": line.id, "lot_id": lot.id, "company_id": line.company_id.id,
            "reason": reason} for line, lot in dict.fromkeys(units)])

    def action_retry(self):
        """Try to make the contracts again; what works disappears from the list."""
        lines = self.sale_line_id
        self.unlink()
        lines.order_id._spawn_maintenance_contracts()
