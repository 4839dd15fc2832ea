from odoo import models
from odoo.tools import SQL


class MaintenanceContract(models.Model):
    """Units of one client at one address that are due at about the same time.

    They are reminded of in one mail and serviced in one visit. Nothing of it is stored: what is due
    together changes with every date that changes.
    """

    _inherit = "fusion.maintenance.contract"

    def _due_together(self, holder=None):
        """This contract, then what is due together with it and has no visit yet.

        :param holder: res.partner who would book: without the contracts that are not theirs to book;
            all unless given
        :rtype: fusion.maintenance.contract, the others by due date
        """
        self.ensure_one()
        together = self._due_together_batch()[self]
        return together if holder is None else together._bookable_by(holder)

    def _due_together_batch(self):
        """For each of these contracts, what :meth:`_due_together` gives, in one query a company.

        The others are active, of the same company and client, at the same address, and their service
        is due within the company's window of days around this one's. What is overdue counts as due
        today: it is as urgent as the rest.

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
                       AND abs(greatest(other.next_due_date, %(today)s::date)
                             - greatest(lead.next_due_date, %(today)s::date)) <= %(days)s
                     WHERE lead.id = ANY(%(ids)s) AND lead.next_due_date IS NOT NULL
                       AND other.next_due_date IS NOT NULL
                     GROUP BY lead.id
                """, today=company._maintenance_today(), days=days, ids=contracts.ids))
                others.update(self.env.cr.fetchall())
        return {contract: contract + self.browse(others.get(contract.id, ())) for contract in self}

    def _bookable_by(self, holder):
        """Those of these contracts that somebody may book: the client's own, and those held by them.

        :param holder: res.partner
        """
        return self.filtered(lambda contract: contract.partner_id == holder
                             or holder in contract.sudo().holder_ids.partner_id)
