from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..core.phone import phone_digits


class MaintenanceContract(models.Model):
    """Finding the contract of whoever is on the phone."""

    _inherit = "fusion.maintenance.contract"

    phone_digits = fields.Char(
        compute="_compute_phone_digits", search="_search_phone_digits",
        help="The client's phone number without how it is written.")

    def _compute_phone_digits(self):
        for contract in self:
            contract.phone_digits = phone_digits(contract.phone or "")

    def _search_phone_digits(self, operator, value):
        """Contracts of a client, or with an address, whose number has these digits in it."""
        if operator != "ilike":
            return NotImplemented
        digits = phone_digits(value or "")
        if not digits:
            return Domain.FALSE
        self.env["res.partner"].flush_model(["phone"])
        partners = SQL(
            r"(SELECT id FROM res_partner WHERE regexp_replace(phone, '\D', '', 'g') LIKE %s)",
            f"%{digits}%")
        return Domain("partner_id", "in", partners) | Domain("service_address_id", "in", partners)
