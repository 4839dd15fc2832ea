from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..core import bands
from ..core.bundle import Unit, bundles
from .reminder import HELD

# How far ahead holidays are looked at: a longer closure moves no reminder further.
AHEAD = 31
# The band that a contract's cycle has had, larger than all where it had none or by hand: the same words in the
# index and in the query, or PostgreSQL does not see that they are about the same.
HAD = "COALESCE(CASE WHEN last_reminder_band ~ '^-?[0-9]{1,9}$' THEN last_reminder_band::int END, 2147483647)"


class MaintenanceContract(models.Model):
    """Which contracts are to be reminded today, and which of them in one mail."""

    _inherit = "fusion.maintenance.contract"

    _due_index = models.Index(f"(policy_id, next_due_date, ({HAD})) WHERE state = 'active'")

    @api.model
    def _reminders_due(self, company, within=None):
        """The contracts of a company that meet a band today: id → band, the first to be due first.

        The band of a contract is the smallest one that is at least the days left, unless this
        cycle already had it or a smaller one (``core.bands.band_to_send``), listed still or not; one that
        was taken back while the contract or all reminders stood still was not had. After
        downtime one mail goes, not three, and none again when a manager rewrites the bands. It is asked of the database as one range of due dates per band. A contract
        that was already overdue when it was made meets none: it belongs on the call list.

        :param list within: ids of contracts to look among; all unless given
        """
        ranges = self._due_ranges(company)
        if not ranges:
            return {}
        self.env.flush_all()
        # One look into the index of due dates for each range, which says itself who of the thousands has had
        # their reminder: what stands behind OFFSET 0 is not taken apart by PostgreSQL, which
        # would read all contracts instead (``npm run bench -- p9``).
        self.env.cr.execute(SQL("""
            SELECT found.id, met.band
              FROM (VALUES %(ranges)s) AS met(policy, band, first, last)
             CROSS JOIN LATERAL (
                   SELECT contract.id, contract.next_due_date
                     FROM fusion_maintenance_contract contract
                    WHERE contract.policy_id = met.policy AND contract.state = 'active'
                      AND contract.next_due_date BETWEEN met.first AND met.last
                      AND contract.visit_id IS NULL AND %(within)s
                      AND %(had)s > met.band
                      AND contract.next_due_date >= (
                          contract.create_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
                      AND (SELECT active FROM res_partner WHERE id = contract.partner_id)
                      AND (SELECT 1 FROM fusion_maintenance_reminder reminder
                            WHERE reminder.contract_id = contract.id AND reminder.copy_of_id IS NULL
                              AND reminder.due_date = contract.next_due_date
                              AND COALESCE(reminder.skip_reason, '') != ALL(%(held)s)
                              AND CASE WHEN reminder.band NOT LIKE 'manual%%'
                                       THEN reminder.band::int <= met.band END LIMIT 1) IS NULL
                   OFFSET 0) found
             ORDER BY found.next_due_date, found.id
        """, ranges=SQL(", ").join(ranges), tz=company._maintenance_tz().key, held=list(HELD), had=SQL(HAD),
            within=SQL("TRUE") if within is None else SQL("contract.id = ANY(%s)", list(within))))
        return dict(self.env.cr.fetchall())

    @api.model
    def _due_ranges(self, company):
        """For each band of each policy the first and last due date that meets it today, as SQL."""
        today, policies, ranges = company._maintenance_today(), self._policies_of(company), []
        closed_after = policies._closed_after(today)
        for policy in policies:
            ahead = closed_after[policy]
            listed = policy._bands() if ahead is not None else ()
            for index, band in enumerate(listed):
                smaller = listed[index + 1] if index + 1 < len(listed) else None
                reached = today + timedelta(days=ahead)
                ranges.append(SQL(
                    "(%s, %s, %s::date, %s::date)", policy.id, band,
                    reached + timedelta(days=smaller + 1) if smaller is not None else "-infinity",
                    reached + timedelta(days=band)))
        return ranges

    @api.model
    def _policies_of(self, company):
        """The policies of a company, archived ones too: their contracts go on."""
        return self.env["fusion.maintenance.policy"].sudo().with_context(active_test=False).search_fetch(
            [("company_id", "=", company.id)],
            ["company_id", "reminder_bands", "skip_weekends", "skip_holidays", "first_due_rule"])

    @api.model
    def _bundles_due(self, company, due):
        """Today's mails to clients: for each a list of (contract, band as text or None), the lead first.

        :param dict due: what :meth:`_reminders_due` gives
        """
        leads = {self.browse(id_).with_prefetch(list(due)): band for id_, band in due.items()}
        together = self.browse(due)._due_together_batch()
        everyone = self.browse().union(*together.values())
        units = everyone._units_today(company)
        return [
            [(contract, None if band is None else str(band)) for contract, band in bundle.units]
            for bundle in bundles(leads, units, together, company.x_fc_maintenance_together_days)]

    def _units_today(self, company):
        """Where these contracts stand, for ``core.bundle``: contract → Unit."""
        today = company._maintenance_today()
        sent = self._bands_had()
        ahead = {policy: days or 0 for policy, days in self.policy_id._closed_after(today).items()}
        listed = {policy: policy._bands() for policy in self.policy_id}
        return {contract: Unit(
            (contract.next_due_date - today).days - ahead[contract.policy_id],
            listed[contract.policy_id], sent.get(contract.id, ())) for contract in self}

    def _bands_had(self):
        """The bands that the cycles of these contracts have had: id → list of numbers."""
        self.env.flush_all()
        self.env.cr.execute(SQL("""
            SELECT contract.id, array_agg(reminder.band::int)
              FROM fusion_maintenance_contract contract
              JOIN fusion_maintenance_reminder reminder ON reminder.contract_id = contract.id
               AND reminder.due_date = contract.next_due_date AND reminder.copy_of_id IS NULL
             WHERE contract.id = ANY(%s) AND reminder.band NOT LIKE 'manual%%'
               AND COALESCE(reminder.skip_reason, '') != ALL(%s)
             GROUP BY contract.id
        """, self.ids, list(HELD)))
        return dict(self.env.cr.fetchall())


class MaintenancePolicy(models.Model):
    _inherit = "fusion.maintenance.policy"

    def _closed_after(self, today):
        """How many days after today no reminder goes under each of these policies; None if today is one of them.

        :return: dict policy → number of days; the holidays of a company are asked for once, and only where they count
        """
        last = today + timedelta(days=AHEAD)
        weekend = bands.weekend(today, last)
        companies = self.filtered("skip_holidays").company_id
        holidays = {company: company._maintenance_holidays(today, last) for company in companies}
        return {policy: bands.closed_days_after(
            today, (weekend if policy.skip_weekends else set())
            | (holidays[policy.company_id] if policy.skip_holidays else set())) for policy in self}
