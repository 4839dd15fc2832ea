from odoo import models


class MaintenanceContract(models.Model):
    """What a visit costs this client: one answer for page, mail, letter, phone and order."""

    _inherit = "fusion.maintenance.contract"

    def _visit_price(self, policy=None):
        """What a visit of this unit costs if it is booked now, before taxes.

        :param policy: under which it is booked, the contract's unless given
        :return: (amount, res.currency), in the currency in which the client is billed
        """
        self.ensure_one()
        contract = self.sudo().with_company(self.company_id)
        policy = (policy or self.policy_id).with_env(contract.env)
        pricelist = contract.partner_id.property_product_pricelist
        currency = pricelist.currency_id or policy.currency_id
        service = policy.service_product_id
        if policy.price_rule == "pricelist" and pricelist and service:
            # As the order's line asks; what no rule prices is the policy's to price, not the product's.
            amount, rule = pricelist._get_product_price_rule(service, 1.0, uom=service.uom_id, currency=currency)
            if rule:
                return currency.round(amount), currency
        return policy.currency_id._convert(policy.price, currency, contract.company_id), currency
