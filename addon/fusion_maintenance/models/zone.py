from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

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

    # -- who drives where --------------------------------------------------------------------------

    @api.model
    @ormcache("company_id")
    def _prefixes(self, company_id):
        """The prefixes of a company's zones: dict of normalized prefix → zone id, for the core."""
        zones = self.sudo().search_fetch([("company_id", "=", company_id)], ["prefixes"])
        return {
            prefix: record.id for record in zones for prefix in zone.parse_prefixes(record.prefixes)}

    @api.model
    def _zone_of(self, postcode, company):
        """The company's zone that a postal code is in, empty when none matches."""
        return self.browse(zone.match(postcode, self._prefixes(company.id)))

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if {"prefixes", "active", "company_id"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
