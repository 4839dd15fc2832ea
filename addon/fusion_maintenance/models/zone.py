from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core import zone


class MaintenanceZone(models.Model):
    """Postal prefixes, and the technicians who drive there."""

    _name = "fusion.maintenance.zone"
    _description = "Service Zone"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company)
    prefixes = fields.Char(
        string="Postal Prefixes", required=True,
        help="Beginnings of postal codes, separated by commas, like L4K, L4L. The longest one wins.")
    employee_ids = fields.Many2many(
        "hr.employee", "fusion_maintenance_zone_employee", "zone_id", "employee_id",
        string="Technicians", check_company=True)

    @api.constrains("prefixes", "company_id", "active")
    def _check_prefixes(self):
        for record in self.filtered("active"):
            own = zone.parse_prefixes(record.prefixes)
            if not own:
                raise ValidationError(self.env._(
                    "Zone “%(zone)s” needs at least one postal prefix.", zone=record.name))
            for other in self.search([("company_id", "=", record.company_id.id)]) - record:
                if twice := set(own) & set(zone.parse_prefixes(other.prefixes)):
                    raise ValidationError(self.env._(
                        "%(prefixes)s would be in two zones: “%(zone)s” and “%(other)s”.",
                        prefixes=", ".join(sorted(twice)), zone=record.name, other=other.name))

    @api.model
    def _map(self, company):
        """The prefixes of a company's zones: dict of normalized prefix → zone, for the core."""
        zones = self.sudo().search([("company_id", "=", company.id)])
        return {prefix: record for record in zones for prefix in zone.parse_prefixes(record.prefixes)}

    @api.model
    def _zone_of(self, address, prefixes):
        """The zone of an address, empty when none matches.

        :param dict prefixes: of :meth:`_map`
        """
        return zone.match(address.zip, prefixes) or self.browse()
