from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..core import together


class MaintenanceContract(models.Model):
    """Units of one client at one address that are due at about the same time.

    They are reminded of in one mail and serviced in one visit. Nothing of it is stored: what is due
    together changes with every date that changes.
    """

    _inherit = "fusion.maintenance.contract"

    def _due_together(self, holder=None):
        """This contract, then what is due together with it and has no visit yet.

        :param holder: res.partner who would book: without the others that are not theirs to book;
            all unless given
        :rtype: fusion.maintenance.contract, the others by due date
        """
        self.ensure_one()
        others = self._due_together_batch()[self] - self
        return self + (others if holder is None else others._bookable_by(holder))

    def _due_together_batch(self):
        """For each of these contracts, what :meth:`_due_together` gives, in one query a company.

        The others are active, of the same company and client, at the same address, and their service
        is due within the company's window of days around this one's. What is overdue counts as due
        today: it is as urgent as the rest. A statutory inspection is never part of a service.

        :return: dict of contract → contracts, itself first, in the order of these contracts
        """
        others = {}
        self.env.flush_all()
        for company, contracts in self.grouped("company_id").items():
            if days := company.x_fc_maintenance_together_days:
                self.env.cr.execute(SQL("""
                    SELECT lead.id, array_agg(other.id ORDER BY other.next_due_date, other.id)
                      FROM fusion_maintenance_contract lead
                      JOIN fusion_maintenance_contract other
                        ON other.partner_id = lead.partner_id AND other.company_id = lead.company_id
                       AND other.service_address_id IS NOT DISTINCT FROM lead.service_address_id
                       AND other.id != lead.id AND other.state = 'active' AND other.visit_id IS NULL
                      JOIN fusion_maintenance_policy policy ON policy.id = lead.policy_id
                      JOIN fusion_maintenance_policy others ON others.id = other.policy_id
                       AND others.kind = policy.kind
                     WHERE abs(greatest(other.next_due_date, %(today)s::date)
                             - greatest(lead.next_due_date, %(today)s::date)) <= %(days)s
                       AND lead.id = ANY(%(ids)s) AND lead.next_due_date IS NOT NULL
                       AND other.next_due_date IS NOT NULL
                     GROUP BY lead.id
                """, today=company._maintenance_today(), days=days, ids=contracts.ids))
                others.update(self.env.cr.fetchall())
        return {contract: contract + self.browse(others.get(contract.id, ())) for contract in self}

    def _visit_together(self, holder=None):
        """The contracts that one visit is offered for: this one, and what is due together and fits.

        Where a visit is booked, those that it is for.

        :param holder: as for :meth:`_due_together`
        """
        self.ensure_one()
        return self.visit_id._together().contract_id or self._due_together(holder)._fitting()

    def _still_to_book(self, holder=None):
        """What is due together with this contract, which has its visit, and has none yet.

        :param holder: as for :meth:`_due_together`
        """
        return self._due_together(holder) - self

    def _asked_for(self, ids, holder=None):
        """The contracts with these ids, in their order, if one visit may be asked for all of them.

        That is, if they are of this contract's client, at its address, and the holder's to book. Whether
        they are due, and whether they have a visit already, is another matter.

        :param list ids: as somebody sent them
        :param holder: as for :meth:`_due_together`
        :raise UserError: one of them is not
        """
        self.ensure_one()
        asked = self.browse(dict.fromkeys(ids))
        known = asked.sudo().exists().filtered(lambda contract: all(
            contract[name] == self.sudo()[name] for name in ("company_id", "partner_id", "service_address_id")))
        if holder is not None:
            known = known.filtered(lambda contract: contract == self or contract._bookable_by(holder))
        if set(known.ids) != set(asked.ids):
            raise UserError(self.env._("Units of different clients are not booked in one visit."))
        return asked

    def _fitting(self):
        """As many of these, the first in any case, as the company's longest visit has time for and one
        technician can do."""
        company = self.company_id
        technicians = self.env["fusion.maintenance.availability"]._technicians

        def suits(contracts):
            contracts = self.browse().concat(*contracts)
            return len(contracts.policy_id) == 1 or bool(technicians(contracts))

        return self.browse().concat(*together.fitting(
            self, lambda contract: contract.policy_id.duration,
            company.x_fc_maintenance_longest_visit, suits))

    def _terms(self):
        """What one visit of these contracts takes, for the core."""
        return together.combine([contract.policy_id._visit_terms() for contract in self])

    def _arrival_width(self):
        """How long the arrival window is that these contracts' visit is promised in, 0 for an exact time."""
        return self[:1].policy_id.arrival_window

    def _bookable_by(self, holder):
        """Those of these contracts that somebody may book: the client's own, and those held by them.

        :param holder: res.partner
        """
        return self.filtered(lambda contract: contract.partner_id == holder
                             or holder in contract.sudo().holder_ids.partner_id)
