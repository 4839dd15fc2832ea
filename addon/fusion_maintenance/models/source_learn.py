from odoo import models

from ..core import cycle


class MaintenanceContract(models.Model):
    """What contracts take over from a source that knows their unit too."""

    _inherit = "fusion.maintenance.contract"

    def _learn(self, facts, one=None):
        """Fill in what these contracts do not say yet; a source that comes first also corrects dates.

        :param facts: list of Facts, each about the order line of some of these contracts
        :param one: the Unit that all of them are, if that is known
        """
        by_line = {fact.line: fact for fact in facts if fact.approved}
        for contract in self:
            fact = by_line.get(contract.x_fc_source_claim_line_id or contract.sale_line_id) or (
                by_line.get(facts[0].line) if one else None)
            if fact:
                values = contract._learnt(fact, one)
                if values:
                    contract.write(values)

    def _learnt(self, fact, one):
        """What changes in this contract by these facts."""
        own_claim = self.x_fc_source_claim_line_id == fact.line
        values = {
            name: value for name, value in fact.says.items()
            if value and (own_claim or not self[name])
            and self._fields[name].convert_to_write(self[name], self) != value}
        serial = one.serial if one else fact.serials[0] if len(fact.serials) == 1 >= fact.count else ""
        typed = self.product_id.tracking == "none"
        if serial and typed and (not self.serial or own_claim and self.source_id == fact.source) and self.serial != serial:
            values["serial"] = serial
        return {**values, **self._better_dates(fact)}

    def _better_dates(self, fact):
        """The day of delivery of a source that comes before the one that the contract is known from."""
        source = self.source_id
        better = source == fact.source or source and (fact.source.sequence, fact.source.id) < (source.sequence, source.id)
        if not better or not fact.delivered or fact.delivered == self.delivered_date:
            return {}
        today = self.company_id._maintenance_today()
        planned = self.delivered_date and cycle.first_due(self.delivered_date, self.interval_months, today)
        values = {"delivered_date": fact.delivered, "source_id": fact.source.id}
        untouched = not (self.last_service_date or self.visit_id or self.last_reminder_band)
        if untouched and self.next_due_date == planned:
            values["next_due_date"] = cycle.first_due(fact.delivered, self.interval_months, today)
        return values
