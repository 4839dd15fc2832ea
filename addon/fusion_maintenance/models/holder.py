from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MaintenanceHolder(models.Model):
    """Somebody beside the client who may book: a daughter, a care home, a physiotherapist.

    Each gets links of their own, which are revoked without touching anybody else's.
    """

    _name = "fusion.maintenance.holder"
    _description = "Who May Book for the Client"
    _order = "id"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "fusion.maintenance.contract", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Name", required=True, index=True, ondelete="cascade",
        check_company=True)
    relation = fields.Selection(
        [("relative", "Relative"), ("care_home", "Care home"),
         ("therapist", "Physiotherapist or prescriber"), ("other", "Other")],
        required=True, default="relative")
    email = fields.Char(related="partner_id.email")
    sent_on = fields.Datetime(compute="_compute_link", string="Link Made On")
    last_opened = fields.Datetime(compute="_compute_link")
    live = fields.Boolean(compute="_compute_link", string="Can Book Now")

    _once = models.Constraint(
        "UNIQUE (contract_id, partner_id)", "This person may book for this contract already.")

    @api.depends("contract_id.link_ids.revoked", "partner_id")
    def _compute_link(self):
        for holder in self:
            links = holder._links()
            holder.sent_on = max(links.mapped("create_date"), default=False)
            holder.last_opened = max(filter(None, links.mapped("last_opened")), default=False)
            holder.live = any(links.mapped("live"))

    @api.depends("partner_id", "relation")
    def _compute_display_name(self):
        relations = dict(self._fields["relation"]._description_selection(self.env))
        for holder in self:
            holder.display_name = f"{holder.partner_id.name} ({relations.get(holder.relation)})"

    @api.constrains("partner_id", "contract_id")
    def _check_not_the_client(self):
        for holder in self:
            if holder.partner_id == holder.contract_id.partner_id:
                raise ValidationError(self.env._(
                    "%(name)s is the client, who may book anyway.", name=holder.partner_id.name))

    def write(self, vals):
        if {"partner_id", "contract_id"} & vals.keys():
            # Who was there before keeps no way in.
            self._links().sudo()._revoke()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _revoke_links(self):
        self._links().sudo()._revoke()

    def _links(self):
        """The links of these holders to their contracts."""
        return self.env["fusion.maintenance.link"].sudo().browse([
            link.id for holder in self for link in holder.sudo().contract_id.link_ids
            if link.partner_id == holder.partner_id])

    # -- buttons -------------------------------------------------------------------------------

    def action_send_link(self):
        """Mail a fresh link, and close the ones before.

        :raise UserError: no email address, or nothing to book
        """
        self.ensure_one()
        self.contract_id.check_access("write")
        if not self.partner_id.email_normalized:
            raise UserError(self.env._(
                "%(name)s has no email address. Enter one, or copy a link.", name=self.partner_id.name))
        if self.contract_id.state != "active":
            raise UserError(self.env._("This contract is not active: there is nothing to book."))
        self._links()._revoke()
        self.env["fusion.maintenance.link"]._mail_links([(self.contract_id, self.partner_id)])
        return self.contract_id._notice(self.env._(
            "A link for %(name)s is on its way to %(address)s.", name=self.partner_id.name,
            address=self.partner_id.email_normalized))

    def action_copy_link(self):
        """Make a fresh link and put it on the clipboard; it is shown this once."""
        self.ensure_one()
        self.contract_id.check_access("write")
        return self.contract_id._copy_link(self.partner_id)

    def action_revoke(self):
        """Close the booking page for these holders."""
        self.contract_id.check_access("write")
        self._links()._revoke()
