from odoo import api, fields, models

from ..core.consent import may_write

BASES = [
    ("express", "Said yes"),
    ("contract", "Implied by a service contract"),
    ("sale", "Implied by a sale, for two years"),
    ("inquiry", "Implied by a question asked, for six months"),
]


class ResPartner(models.Model):
    """Why somebody may be reminded of services by email (Canada's Anti-Spam Legislation)."""

    _inherit = "res.partner"

    x_fc_maintenance_consent_basis = fields.Selection(
        BASES, string="Consent to Reminders", tracking=True, copy=False,
        help="On what basis this person is reminded of services by email. A client's contract "
        "implies it; relatives and care homes are reminded only with a consent.")
    x_fc_maintenance_consent_date = fields.Date(
        string="Consent Since", tracking=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._maintenance_dated(vals) for vals in vals_list])

    def write(self, vals):
        result = super().write(self._maintenance_dated(vals))
        if not vals.get("x_fc_maintenance_consent_basis", True):
            self._maintenance_reminders().filtered("copy_of_id")._skip("holder")
        return result

    @api.model
    def _maintenance_dated(self, vals):
        """These values with the day of a consent that comes without one, which is today."""
        if "x_fc_maintenance_consent_basis" not in vals or vals.get("x_fc_maintenance_consent_date"):
            return vals
        today = self.env.company._maintenance_today()
        return {**vals, "x_fc_maintenance_consent_date":
                today if vals["x_fc_maintenance_consent_basis"] else False}

    def _maintenance_consents(self, company):
        """Whether this person may be reminded as somebody else than the client.

        What a contract of their own implies ends with it.
        """
        self.ensure_one()
        if self.x_fc_maintenance_consent_basis == "contract" and not self.env[
                "fusion.maintenance.contract"].sudo().search_count([
                    ("partner_id", "=", self.id), ("company_id", "=", company.id),
                    ("state", "!=", "ended")], limit=1):
            return False
        return may_write(
            self.x_fc_maintenance_consent_basis, self.x_fc_maintenance_consent_date,
            company._maintenance_today())


class MaintenanceContract(models.Model):
    """To whom a contract's reminders go."""

    _inherit = "fusion.maintenance.contract"

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts._note_implied_consent()
        return contracts

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            self._note_implied_consent()
        return result

    def _note_implied_consent(self):
        """Note that the clients may be written to, where nothing is noted yet, and since when."""
        for contract in self:
            client = contract.partner_id.sudo()
            if client and not client.x_fc_maintenance_consent_basis:
                client.with_context(tracking_disable=True).write({
                    "x_fc_maintenance_consent_basis": "contract",
                    "x_fc_maintenance_consent_date":
                        contract.delivered_date or contract.company_id._maintenance_today()})

    def _reminded_holders(self):
        """Who else may book, has consented to reminders, and can be written to."""
        self.ensure_one()
        return self.sudo().holder_ids.partner_id.filtered(
            lambda holder: holder.active and holder.email_normalized
            and not holder.x_fc_maintenance_opt_out
            and holder._maintenance_consents(self.company_id))

    def _why_no_reminder(self, partner=None):
        """The sentence that says why this contract cannot be reminded, or nothing.

        :param partner: to whom; unless given, anybody who gets its reminders is enough
        """
        self.ensure_one()
        if self.state != "active":
            return self.env._("%(contract)s is not active.", contract=self.name)
        if not self.next_due_date:
            return self.env._("%(contract)s has no due date.", contract=self.name)
        if self.visit_id:
            return self.env._("%(contract)s already has a booked visit.", contract=self.name)
        holders = self._reminded_holders()
        if partner and partner != self.partner_id:
            return None if partner in holders else self.env._(
                "%(name)s gets no reminders of %(contract)s any more.", name=partner.name,
                contract=self.name)
        if holders and not partner:
            return None
        if self.opted_out:
            return self.env._("%(client)s wants no reminders. Call instead.",
                              client=self.partner_id.name)
        if not self.partner_id.email_normalized:
            return self.env._("%(client)s has no email address. Add one, or call.",
                              client=self.partner_id.name)
        return None

    # -- what a mail says ----------------------------------------------------------------------

    def _reminded(self):
        """Who reads the mail that is being made: the client, unless it is for another."""
        self.ensure_one()
        reader = self.env.context.get("readers", {}).get(self.id)
        return self.env["res.partner"].browse(reader) or self.partner_id

    def _reminded_units(self):
        """The contracts that the mail names which is being made: this one, unless it is of several."""
        self.ensure_one()
        return self.browse(self.env.context.get("units", {}).get(self.id)) or self

    def _reminded_pages(self):
        """What the mail says that is being made for who may book for several clients.

        :return: for each client and address (the address of its booking page, contracts)
        """
        self.ensure_one()
        pages = self.env.context.get("pages", {}).get(self.id)
        if not pages:
            return [(self.env.context.get("links", {}).get(self.id), self)]
        return [(url, self.browse(ids)) for url, ids in pages]


class MaintenanceHolder(models.Model):
    """A holder's consent, where dispatchers see and note it."""

    _inherit = "fusion.maintenance.holder"

    consent_basis = fields.Selection(
        related="partner_id.x_fc_maintenance_consent_basis", readonly=False, string="Consent")
    consent_date = fields.Date(
        related="partner_id.x_fc_maintenance_consent_date", readonly=False, string="Since")
    reminded = fields.Boolean(
        compute="_compute_reminded", string="Gets Reminders",
        help="Has consented, has an email address, and has not asked for no more reminders.")

    @api.depends("partner_id.x_fc_maintenance_consent_basis", "partner_id.email",
                 "partner_id.x_fc_maintenance_consent_date", "partner_id.x_fc_maintenance_opt_out")
    def _compute_reminded(self):
        for holder in self:
            holder.reminded = holder.partner_id in holder.contract_id._reminded_holders()

    def write(self, vals):
        if {"partner_id", "contract_id"} & vals.keys():
            self._take_reminders_back()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_reminders(self):
        self._take_reminders_back()

    def _take_reminders_back(self):
        """Nothing leaves any more to who may not book any more."""
        for holder in self.sudo():
            holder.contract_id.reminder_ids.filtered(
                lambda row, holder=holder: row.copy_of_id and row.partner_id == holder.partner_id,
            )._skip("holder")
