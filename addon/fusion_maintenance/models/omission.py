from odoo import fields, models


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

    def action_retry(self):
        """Try to make the contracts again; what works disappears from the list."""
        lines = self.sale_line_id
        self.unlink()
        lines.order_id._spawn_maintenance_contracts()
