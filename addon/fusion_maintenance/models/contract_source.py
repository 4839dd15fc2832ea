from odoo import api, fields, models

from ..core import cycle, unit


class MaintenanceContract(models.Model):
    """Where a contract's unit is known from, and what was said of it there."""

    _inherit = "fusion.maintenance.contract"

    source_id = fields.Many2one(
        "fusion.maintenance.source", string="Known From", readonly=True, copy=False, ondelete="set null")
    x_fc_source_claim_line_id = fields.Many2one(
        "sale.order.line", string="Claim Line", readonly=True, copy=False, index="btree_not_null")
    source_partner_id = fields.Many2one(
        "res.partner", string="Client by the Source", readonly=True, copy=False,
        help="Whom the order line named last: where that changes, the client was corrected there.")
    x_fc_device_type = fields.Char(
        string="Device Type", readonly=True, copy=False, help="As the sales data spells it.")
    prescriber_id = fields.Many2one("res.partner", string="Prescriber", index="btree_not_null", copy=False)
    serial_key = fields.Char(
        compute="_compute_serial_key", store=True, precompute=True, index="btree_not_null", copy=False,
        help="The serial without what people and scanners add to it.")

    @api.depends("serial")
    def _compute_serial_key(self):
        for contract in self:
            contract.serial_key = unit.normalize_serial(contract.serial) or False

    @api.model
    def _make(self, vals_list):
        """Create the contracts of delivered units."""
        return self.create(vals_list)

    @api.model
    def _said(self, line, product):
        """What the sources say of the order line of a unit that the stock delivered.

        The serial that somebody wrote there is the unit's only where the stock has none of its own
        and the line sold one unit.
        """
        facts = self.env["fusion.maintenance.source"]._facts_of(line)
        if not facts or not facts.approved:
            return {}
        alone = product.tracking == "none" and facts.count <= 1
        return {**facts.says, **({"serial": facts.serials[0]} if alone and facts.serials else {})}

    @api.model
    def _anchor(self, line, delivered, months):
        """Where the cycle of a unit begins."""
        return {
            "sale_line_id": line.id,
            "delivered_date": delivered,
            "next_due_date": cycle.first_due(delivered, months, line.company_id._maintenance_today()),
            "state": "active",
            "stop_reason": False,
        }
