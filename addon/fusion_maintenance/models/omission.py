from odoo import api, fields, models
from odoo.fields import Domain

# What a person can do about each is in omission_buttons.
CAUSES = [
    ("waiting", "Device type waits to be mapped"),
    ("policy", "No policy asks for it"),
    ("ignored", "Device type is ignored"),
    ("approval", "Not approved yet"),
    ("client", "No client"),
    ("archived", "Client is archived"),
    ("returned", "Returned to us"),
    ("elsewhere", "With another client now"),
    ("known", "Has its contract from another order"),
    ("error", "Failed"),
]


class LeftOut(Exception):
    """A unit gets no contract, on purpose: why, as one of :data:`CAUSES` and in words."""

    def __init__(self, cause, message):
        super().__init__(message)
        self.cause = cause


class MaintenanceOmission(models.Model):
    """A delivered unit that has no contract, and why.

    Making contracts never stops a delivery; what was left out is listed here for a person.
    """

    _name = "fusion.maintenance.omission"
    _description = "Delivered Unit Without Contract"
    _order = "create_date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    sale_line_id = fields.Many2one(
        "sale.order.line", string="Order Line", required=True, index=True, ondelete="cascade")
    order_id = fields.Many2one(related="sale_line_id.order_id")
    partner_id = fields.Many2one(
        "res.partner", string="Client", compute="_compute_partner", search="_search_partner", compute_sudo=True)
    product_id = fields.Many2one(related="sale_line_id.product_id")
    lot_id = fields.Many2one("stock.lot", string="Serial Number")
    cause = fields.Selection(CAUSES, required=True, default="error", index=True, string="Why")
    reason = fields.Char(required=True, string="In Words")
    device_type_id = fields.Many2one(
        "fusion.maintenance.device.type", index="btree_not_null", ondelete="set null")
    source_id = fields.Many2one("fusion.maintenance.source", string="Known From", ondelete="set null")
    retry_asked = fields.Boolean(index="btree_not_null", help="The next run of the job tries again.")

    @api.depends("sale_line_id.order_id.partner_id")
    def _compute_partner(self):
        """Who would get the contract: who ordered it, unless a source knows better."""
        Contract = self.env["fusion.maintenance.contract"]
        # All first: a line that cannot be read empties the cache, and what was set in it.
        clients = {line: Contract._client(line) for line in self.sale_line_id}
        for omission in self:
            omission.partner_id = clients[omission.sale_line_id]

    def _search_partner(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("sale_line_id", "any!", self.env["fusion.maintenance.source"]._lines_of_client(operator, value))

    @api.model
    def _list(self, units, reason, cause="error", **values):
        """List these units, each once.

        :param units: (sale.order.line, stock.lot, which may be empty) of each
        :param str reason: what went wrong
        :param str cause: one of :data:`CAUSES`
        """
        self.sudo().create([{
            "sale_line_id": line.id, "lot_id": lot.id, "company_id": line.company_id.id,
            "reason": reason, "cause": cause, **values} for line, lot in dict.fromkeys(units)])

    @api.model
    def _replace(self, lines, rows):
        """List what was left out of these order lines; a row that says the same as before stays.

        :param rows: dicts of values, at most one for each line
        """
        wanted = {row["sale_line_id"]: row for row in rows}
        for known in self.sudo().search([("sale_line_id", "in", lines.ids)]):
            row = wanted.get(known.sale_line_id.id)
            if row and not known.lot_id and all(
                    known._fields[name].convert_to_write(known[name], known) == value
                    for name, value in row.items()):
                known.retry_asked = False
                del wanted[known.sale_line_id.id]
            else:
                known.unlink()
        self.sudo().create(list(wanted.values()))

    def action_retry(self):
        """Try to make the contracts again; what works disappears from the list."""
        runs = [(run, rows.sale_line_id) for run, rows in self.grouped("run_id").items()]
        self.unlink()
        for run, lines in runs:
            self._sync_for(run, lines)
