from markupsafe import Markup

from odoo import api, fields, models


class MaintenanceBookingPage(models.AbstractModel):
    """What the booking page says where one visit is for several units."""

    _inherit = "fusion.maintenance.booking.page"

    @api.model
    def _what(self, contracts):
        """One unit by its name, several by their number."""
        if len(contracts) > 1:
            return self.env._("%(count)s units", count=len(contracts))
        return contracts.product_id.name

    @api.model
    def _units(self, contracts):
        """The units that are serviced in one visit, each in words.

        Told apart by their references, which the mails give beside the serial numbers: those are nothing
        for a page that is passed on.
        """
        wording = self.env["fusion.maintenance.wording"]
        return [{
            "id": contract.id,
            "product": contract.product_id.name,
            "detail": contract.name,
            "terms": " · ".join((
                wording._duration(contract.policy_id.duration), self._cost(contract))),
        } for contract in contracts]

    @api.model
    def _list(self, contracts):
        """The units of a visit to be listed: one alone is named instead."""
        return self._units(contracts) if len(contracts) > 1 else []

    @api.model
    def _other_visits(self, visit):
        """The other booked visits to come at the same address that the visit's reader may know of, in words."""
        contracts = self.env["fusion.maintenance.contract"].search([
            ("partner_id", "=", visit.partner_id.id), ("company_id", "=", visit.company_id.id),
            ("service_address_id", "=", visit.service_address_id.id), ("visit_start", ">", fields.Datetime.now()),
            ("id", "not in", visit._together().contract_id.ids)])
        visits = contracts._bookable_by(visit._reader()).visit_id
        return [{
            "when": self._visit(group[:1])["when"],
            "what": self._what(group.contract_id),
        } for group in sorted(visits._by_time(), key=lambda group: group[:1].start)]

    @api.model
    def _waiting(self, contracts):
        """The sentence that says that more units are due than the booked visit is for."""
        if len(contracts) == 1:
            return self.env._("One more of your units is due: %(unit)s.", unit=contracts.product_id.name)
        return self.env._("%(count)s more of your units are due.", count=len(contracts))

    @api.model
    def _lead_of_several(self, contracts, partner, name):
        """The same for a visit that is for several units."""
        client = contracts.partner_id
        values = {"name": Markup.escape(name), "count": len(contracts), "client": Markup.escape(client.name)}
        if partner != client:
            lead = self.env._(
                "Hello %(name)s, the regular service of %(count)s units of %(client)s is due. One "
                "visit is enough for all of them: choose a time that suits.", **values)
        else:
            lead = self.env._(
                "Hello %(name)s, the regular service of %(count)s of your units is due. One visit is "
                "enough for all of them: choose a time that suits you.", **values)
        return Markup(" ").join(filter(None, (lead, self._first_due(contracts))))

    @api.model
    def _first_due(self, contracts):
        """The sentence that says by when the first of several units is due; nothing where none has a date."""
        first = min(filter(None, contracts.mapped("next_due_date")), default=None)
        if not first:
            return None
        due = Markup("<strong>%s</strong>") % self.env["fusion.maintenance.wording"]._date(first)
        if first < contracts.company_id._maintenance_today():
            return self.env._("The first was due on %(due)s.", due=due)
        return self.env._("The first is due by %(due)s.", due=due)

    @api.model
    def _left_over(self, contracts, due):
        """The sentence that says that not all that is due fits into one visit, or None.

        :param contracts: those that the visit is for
        :param due: all that are due
        """
        if len(contracts) >= len(due):
            return None
        return self.env._(
            "This visit is for %(count)s of the %(total)s units that are due. You can book the "
            "others right after.", count=len(contracts), total=len(due))
