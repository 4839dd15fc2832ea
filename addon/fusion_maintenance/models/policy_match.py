from odoo import api, fields, models
from odoo.tools import ormcache

from ..core import match

MATCHING = {"kind", "product_ids", "category_ids", "device_type_ids", "active", "sequence", "company_id"}


class MaintenancePolicy(models.Model):
    """Which units fall under a policy: the most specific rule wins, for services and for inspections."""

    _inherit = "fusion.maintenance.policy"

    kind = fields.Selection(
        [("service", "Service"), ("inspection", "Statutory inspection")],
        string="What It Is", required=True, default="service",
        help="A unit can have both: two contracts, each with its own dates and visits.")
    product_ids = fields.Many2many(
        "product.template", "fusion_maintenance_policy_product", "policy_id", "product_id",
        string="Products", check_company=True, domain="[('type', '=', 'consu')]",
        help="Units of these products fall under this policy, whatever their category or device type.")
    category_ids = fields.Many2many(
        "product.category", "fusion_maintenance_policy_category", "policy_id", "category_id",
        string="Product Categories",
        help="Units of these categories, and of those below, unless something more specific asks for another policy.")
    device_type_ids = fields.One2many(
        "fusion.maintenance.device.type", "policy_id", string="Device Types",
        help="Labels of the sales data. They come before product categories.")

    @api.model
    @ormcache("company_id")
    def _match_rules(self, company_id):
        """What the active policies of a company ask for, for the core, in their order."""
        return tuple(
            match.Rules(
                policy.id, policy.kind, frozenset(policy.product_ids.ids),
                frozenset(policy.device_type_ids.ids), frozenset(policy.category_ids.ids))
            for policy in self.sudo().search([("company_id", "=", company_id)]))

    @api.model
    def _match(self, company, product, kit=None, device_type=None):
        """The policies of a unit.

        A product with a service interval of its own is serviced by the default policy, where no
        rule says otherwise.

        :param product: product.product, or product.template
        :param kit: what it was sold in
        :param device_type: fusion.maintenance.device.type, of what it was sold as
        :return: dict of kind → (policy, "product", "device_type", "category" or "interval")
        """
        templates = [template for template in (
            self._template(product), self._template(kit)) if template]
        ignored = bool(device_type and device_type.ignored)
        chosen = match.choose(self._match_rules(company.id), match.Unit(
            products=tuple(template.id for template in templates),
            device_type=device_type.id if device_type else None,
            categories=self._category_path(templates[0].categ_id) if templates else (),
            ignored=ignored))
        found = {kind: (self.browse(choice.policy), choice.why) for kind, choice in chosen.items()}
        interval = any(template.x_fc_maintenance_interval_months for template in templates)
        if "service" not in found and interval and not ignored:
            found["service"] = self._default_for(company), "interval"
        return found

    def _template(self, product):
        return product and (product if product._name == "product.template" else product.product_tmpl_id)

    def _category_path(self, category):
        """The ids of a product category and those above it, the nearest first."""
        return tuple(int(part) for part in reversed((category.parent_path or "").split("/")) if part)

    # -- what the matching remembers ---------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if MATCHING & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
