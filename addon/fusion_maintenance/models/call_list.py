from odoo import api, fields, models
from odoo.tools import SQL

CALL_REASONS = [
    ("asked", "Asked to be called"),
    ("again", "Call again"),
    ("no_email", "No email address"),
    ("opted_out", "Wants no reminders"),
    ("failed", "Reminder failed"),
    ("overdue", "Overdue from the start"),
    ("unanswered", "No reply to reminders"),
]

# Between the numbers of a client that are wrong.
SEPARATOR = " / "


def listed(days, partners=None):
    """Which contracts a dispatcher has to call about: (id, lead, reason, since, number).

    That is: the client asked for it; or nothing is booked and no mail will change that, because
    none can be sent, none is wanted, it failed, or the last one went. One call does for all units
    of a client at one address: their ``lead`` is the one to show. A call put off puts them all off.

    :param days: list of (company id, its local date)
    :param partners: ids of the clients to ask about; everybody unless given
    """
    return SQL("""
        WITH today(company_id, day) AS (VALUES %(days)s), candidate AS (
            SELECT contract.id, contract.company_id, contract.partner_id, contract.service_address_id,
                   contract.next_due_date AS due, policy.lead_days, policy.last_band_days, today.day,
                   (contract.create_date AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(hours.tz, 'UTC'))::date AS made,
                   contract.call_on, contract.visit_id IS NOT NULL AS booked,
                   contract.call_on IS NOT NULL AND COALESCE(contract.call_asked, FALSE) AS asked,
                   COALESCE(partner.email_normalized, '') = '' AND NOT others.told AS no_email,
                   COALESCE(partner.x_fc_maintenance_opt_out, FALSE) AND NOT others.told AS opted_out,
                   EXISTS (SELECT FROM fusion_maintenance_reminder reminder
                            WHERE reminder.contract_id = contract.id AND reminder.state = 'failed'
                              AND reminder.copy_of_id IS NULL
                              AND reminder.due_date = contract.next_due_date
                              AND NOT EXISTS (SELECT FROM fusion_maintenance_reminder later
                                               WHERE later.contract_id = contract.id AND later.id > reminder.id
                                                 AND later.due_date = reminder.due_date
                                                 AND later.state = 'sent')) AS failed,
                   EXISTS (SELECT FROM fusion_maintenance_reminder reminder
                            WHERE reminder.contract_id = contract.id AND reminder.state = 'sent'
                              AND reminder.due_date = contract.next_due_date) AS reminded,
                   number.phone
              FROM fusion_maintenance_contract contract
              JOIN today ON today.company_id = contract.company_id
              JOIN res_company company ON company.id = contract.company_id
              LEFT JOIN resource_calendar hours ON hours.id = company.resource_calendar_id
              JOIN res_partner partner ON partner.id = contract.partner_id
              JOIN fusion_maintenance_policy policy ON policy.id = contract.policy_id
              CROSS JOIN LATERAL (
                   SELECT EXISTS (SELECT FROM fusion_maintenance_reminder copy
                                   WHERE copy.contract_id = contract.id AND copy.copy_of_id IS NOT NULL
                                     AND copy.due_date = contract.next_due_date
                                     AND copy.state IN ('queued', 'sent')) AS told) others
              LEFT JOIN LATERAL (
                   SELECT phone FROM (
                       SELECT 1 AS rank, contract.call_phone AS phone
                        UNION ALL SELECT 2, partner.phone
                        UNION ALL SELECT 3, relative.phone FROM fusion_maintenance_holder holder
                                    JOIN res_partner relative ON relative.id = holder.partner_id
                                   WHERE holder.contract_id = contract.id) known
                    WHERE COALESCE(phone, '') != '' AND phone != ALL(string_to_array(
                              COALESCE(partner.x_fc_maintenance_wrong_phone, ''), %(separator)s))
                    ORDER BY rank LIMIT 1) number ON TRUE
             WHERE (contract.state = 'active' OR contract.state IN ('paused', 'returned')
                    AND contract.call_asked AND contract.call_on IS NOT NULL)
               AND partner.active AND %(asked)s
               AND (contract.call_on IS NOT NULL
                 OR contract.visit_id IS NULL AND contract.next_due_date IS NOT NULL)
        ), waiting AS (
            SELECT candidate.*, CASE
                       WHEN asked THEN 'asked' WHEN call_on IS NOT NULL THEN 'again'
                       WHEN no_email THEN 'no_email' WHEN opted_out THEN 'opted_out'
                       WHEN failed THEN 'failed' WHEN due < made AND NOT reminded THEN 'overdue'
                       ELSE 'unanswered' END AS reason,
                   CASE
                       WHEN call_on IS NOT NULL THEN call_on
                       WHEN no_email OR opted_out OR failed THEN greatest(due - lead_days, made)
                       WHEN due < made AND NOT reminded THEN made
                       ELSE due - last_band_days + 1 END AS since
              FROM candidate
             WHERE COALESCE(call_on <= day, TRUE)
               AND (asked OR NOT booked AND (
                        call_on IS NOT NULL
                     OR due - lead_days <= day AND (no_email OR opted_out OR failed)
                     OR due < made OR due - last_band_days < day))
               AND (asked OR NOT EXISTS (
                        SELECT FROM candidate other
                         WHERE other.company_id = candidate.company_id AND other.call_on > day
                           AND other.partner_id = candidate.partner_id
                           AND other.service_address_id IS NOT DISTINCT FROM candidate.service_address_id))
        )
        SELECT id, first_value(id) OVER (
                   PARTITION BY company_id, partner_id, service_address_id ORDER BY asked DESC, due, id),
               reason, since, phone
          FROM waiting
    """, separator=SEPARATOR, days=SQL(", ").join(SQL("(%s, %s::date)", *pair) for pair in days),
        asked=SQL("TRUE") if partners is None else SQL("contract.partner_id = ANY(%s)", list(partners)))


class MaintenancePolicy(models.Model):
    _inherit = "fusion.maintenance.policy"

    last_band_days = fields.Integer(
        compute="_compute_last_band_days", store=True,
        help="How many days before the due date the last reminder goes (negative: after it). From the "
        "next day on, a contract that nobody has booked is on the call list.")

    @api.depends("reminder_bands")
    def _compute_last_band_days(self):
        for policy in self:
            try:
                # Without any reminder: on the due date itself.
                policy.last_band_days = min(policy._bands(), default=1)
            except ValueError:
                policy.last_band_days = 1


class MaintenanceContract(models.Model):
    """Who is to be called, why, since when and on which number. Asked when looked at, never stale."""

    _inherit = "fusion.maintenance.contract"

    to_call = fields.Boolean(
        compute="_compute_call_list", search="_search_to_call",
        help="Due, not booked, and no mail will bring the client; or the client asked for a call.")
    to_write = fields.Boolean(
        compute="_compute_call_list", search="_search_to_write",
        help="To be called, but without a phone number that works: a letter reaches them.")
    call_reason = fields.Selection(CALL_REASONS, compute="_compute_call_list", string="Why")
    call_since = fields.Date(compute="_compute_call_list", string="On the List Since")
    call_number = fields.Char(compute="_compute_call_list", string="Call")
    call_units = fields.Char(compute="_compute_call_list", string="What Is Due")

    @api.depends_context("lang")
    def _compute_call_list(self):
        rows = self._call_rows(self.partner_id)
        units = {}
        for row in rows.values():
            units[row[0]] = units.get(row[0], 0) + 1
        for contract in self:
            # Off the list: the number that we have.
            _lead, reason, since, number = rows.get(contract.id, (None, False, False, contract.phone))
            is_lead = units.get(contract.id)
            contract.to_call = bool(is_lead and number)
            contract.to_write = bool(is_lead and not number)
            contract.call_reason, contract.call_since = reason, since
            contract.call_number = number
            contract.call_units = contract._units_in_words(units.get(contract.id, 1))

    def _units_in_words(self, count):
        """The unit, and how many more of this client the call is about."""
        name = self.product_id.name
        if count <= 1:
            return name
        return self.env._("%(unit)s and %(count)s more", unit=name, count=count - 1)

    def _search_to_call(self, operator, value):
        return self._search_call_list(operator, value, with_number=True)

    def _search_to_write(self, operator, value):
        return self._search_call_list(operator, value, with_number=False)

    def _search_call_list(self, operator, value, with_number):
        if operator != "in":
            return NotImplemented
        found = [key for key, (lead, _reason, _since, number) in self._call_rows().items()
                 if key == lead and bool(number) == with_number]
        return [("id", "in" if True in value else "not in", found)]

    @api.model
    def _call_rows(self, partners=None):
        """What there is to call about: contract id → (lead id, reason, since, number).

        :param partners: res.partner, the clients to ask about; everybody unless given
        """
        self.env.flush_all()
        companies = self.env["res.company"].sudo().search([])
        query = listed(
            [(company.id, company._maintenance_today()) for company in companies],
            None if partners is None else partners.ids)
        return {row[0]: row[1:] for row in self.env.execute_query(query)}

    def _called_together(self):
        """All units that a call about this one is about, itself first."""
        self.ensure_one()
        rows = self._call_rows(self.partner_id)
        lead = rows.get(self.id, (self.id,))[0]
        others = self.browse(key for key, row in rows.items() if row[0] == lead and key != self.id)
        return self + others._filtered_access("write")
