from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import NO_ACCESS, Domain
from odoo.tools.urls import urljoin

from ..core import token as tokens

# The law asks for 60 days after the mail was sent; a mail can wait in a queue before it is.
STOP_DAYS = 90

PATHS = {
    "book": "/maintenance/book/%s",
    "stop": "/maintenance/stop/%s",
    "one-click": "/maintenance/stop/%s/one-click",
}


class MaintenanceLink(models.Model):
    """A capability to see and book one contract's visits, held by one person.

    Only the hash of its token is stored, so a reader of the database cannot open anybody's page.
    Booking does not use a link up: every live link of a contract shows what there is to show.
    """

    _name = "fusion.maintenance.link"
    _description = "Booking Link"
    _order = "id desc"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "fusion.maintenance.contract", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Holder", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="cascade")
    token_hash = fields.Char(required=True, groups=NO_ACCESS, copy=False)
    due_date = fields.Date(
        string="For the Service Due", help="The due date when the link was made: tells the cycle.")
    expires = fields.Datetime(required=True, help="Until when the booking page can be opened.")
    stop_expires = fields.Datetime(
        required=True, help="Until when the holder can stop the reminders with it.")
    revoked = fields.Datetime(readonly=True, copy=False)
    last_opened = fields.Datetime(compute="_compute_last_opened")
    live = fields.Boolean(compute="_compute_live", search="_search_live")

    _token_hash_unique = models.UniqueIndex("(token_hash)")

    def _compute_last_opened(self):
        opened = dict(self.env["fusion.maintenance.access"].sudo()._read_group(
            Domain("link_id", "in", self.ids) & Domain("event", "=", "open"),
            ["link_id"], ["create_date:max"]))
        for link in self:
            link.last_opened = opened.get(link, False)

    @api.depends("expires", "revoked")
    def _compute_live(self):
        now = fields.Datetime.now()
        for link in self:
            link.live = not link.revoked and bool(link.expires) and link.expires > now

    def _search_live(self, operator, value):
        if operator != "in":
            return NotImplemented
        live = Domain("revoked", "=", False) & Domain("expires", ">", fields.Datetime.now())
        return live if True in value else ~live

    @api.depends("contract_id", "partner_id")
    def _compute_display_name(self):
        for link in self:
            link.display_name = f"{link.contract_id.name} / {link.partner_id.name}"

    # -- making --------------------------------------------------------------------------------

    @api.model
    def _issue(self, contract, partner):
        """Make a fresh link to a contract for one person.

        :return: (link, token); the token is known now and never again
        """
        return self._issue_batch([(contract, partner)])[0]

    @api.model
    def _issue_batch(self, holders):
        """Make fresh links, in one insert.

        :param holders: list of (contract, partner)
        :return: list of (link, token), in the same order
        """
        made = [tokens.new_token() for _holder in holders]
        now = fields.Datetime.now()
        links = self.sudo().create([{
            "contract_id": contract.id,
            "partner_id": partner.id,
            "company_id": contract.company_id.id,
            "token_hash": tokens.hash_token(token),
            "due_date": contract.next_due_date,
            "expires": now + timedelta(days=contract.policy_id.link_days),
            "stop_expires": now + timedelta(days=max(STOP_DAYS, contract.policy_id.link_days)),
        } for (contract, partner), token in zip(holders, made, strict=True)])
        return list(zip(links, made, strict=True))

    # -- finding -------------------------------------------------------------------------------

    @api.model
    def _find(self, token, purpose="book"):
        """The live link of a token, in sudo, or an empty one.

        Unknown, malformed, expired and revoked tokens all cost one hash and one query, so that
        how long an answer takes says nothing.

        :param str purpose: "book", or "stop" for the opt-out, which has to work for as long as
            the law says, even when the link was revoked meanwhile: all it can do is send less
        """
        digest = tokens.hash_token(token if tokens.looks_like_token(token) else "")
        now = fields.Datetime.now()
        if purpose == "stop":
            alive = Domain("stop_expires", ">", now)
        else:
            alive = Domain("revoked", "=", False) & Domain("expires", ">", now)
        return self.sudo().search_fetch(Domain("token_hash", "=", digest) & alive, [
            "contract_id", "partner_id", "company_id", "due_date", "create_date"], limit=1)

    # -- what is written into mails ------------------------------------------------------------

    @api.model
    def _url(self, contract, token, path="book"):
        """The absolute address of a page, on the domain of the contract's company.

        Does not look at a request, so that it is the same in a cron.

        :param str path: a key of ``PATHS``
        """
        return urljoin(contract.sudo().get_base_url(), PATHS[path] % token)

    @api.model
    def _mail_headers(self, contract, token):
        """The headers that let a mail program unsubscribe with one click (RFC 8058)."""
        return {
            "List-Unsubscribe": f"<{self._url(contract, token, 'one-click')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    @api.model
    def _mail_links(self, holders):
        """Mail a fresh link for each contract to the one email address that its holders have.

        :param holders: list of (contract, partner); of one company, with one address
        :return: the queued mail.mail
        """
        reader = holders[0][1]
        several = len({partner for _contract, partner in holders}) > 1
        links = [{
            "unit": contract.product_id.with_context(lang=reader.lang).name,
            "client": contract.partner_id.name if several or contract.partner_id != reader else "",
            "reference": contract.name,
            "url": self._url(contract, token),
        } for (contract, _partner), (_link, token) in zip(
            holders, self._issue_batch(holders), strict=True)]
        template = self.env.ref("fusion_maintenance.email_template_new_link").sudo()
        mail = template.with_company(holders[0][0].company_id).with_context(
            links=links, several=several).send_mail_batch([reader.id])
        self.env["fusion.maintenance.reminder"]._hide_from_chatter(mail)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return mail

    # -- what a page of this link shows --------------------------------------------------------

    def _is_served(self):
        """Whether the service this link was made for has been done since, and the next is not due yet."""
        self.ensure_one()
        contract = self.contract_id
        issued = contract.company_id._maintenance_local(self.create_date).date()
        return bool(
            contract.last_service_date and contract.last_service_date >= issued
            and contract.next_due_date != self.due_date and contract.stage == "upcoming")

    # -- buttons -------------------------------------------------------------------------------

    def action_revoke(self):
        """Close the booking page for the holders of these links."""
        self.contract_id.check_access("write")
        self.sudo()._revoke()

    def _revoke(self):
        """Close the booking page for the holders of these links; opting out still works."""
        self.filtered(lambda link: not link.revoked).revoked = fields.Datetime.now()
