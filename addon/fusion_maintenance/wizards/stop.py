from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.contract import STOP_REASONS


class MaintenanceStop(models.TransientModel):
    """Ends contracts and everything that is planned for them, in one action."""

    _name = "fusion.maintenance.stop"
    _description = "Stop Service Contracts"

    partner_ids = fields.Many2many(
        "res.partner", string="Clients", help="Whose contracts end, when it was asked for on a client.")
    contract_ids = fields.Many2many(
        "fusion.maintenance.contract", compute="_compute_contract_ids", store=True, readonly=False,
        precompute=True)
    reason = fields.Selection(
        [reason for reason in STOP_REASONS if reason[0] != "resold"])
    whole_client = fields.Boolean(
        string="All Units of the Client", compute="_compute_whole_client", store=True, readonly=False,
        help="Also stop the other contracts of the same clients.")
    notify = fields.Boolean(
        string="Tell the Client", compute="_compute_notify", store=True, readonly=False,
        help="Send a mail about each visit that is cancelled.")
    planned = fields.Text(compute="_compute_planned")

    @api.depends("partner_ids")
    def _compute_contract_ids(self):
        for wizard in self.filtered("partner_ids"):
            wizard.contract_ids = self.env["fusion.maintenance.contract"].search([
                ("partner_id", "in", wizard.partner_ids.ids), ("state", "!=", "ended")])

    @api.depends("reason")
    def _compute_whole_client(self):
        for wizard in self:
            wizard.whole_client = wizard.reason in ("deceased", "moved", "declined")

    @api.depends("reason")
    def _compute_notify(self):
        for wizard in self:
            wizard.notify = wizard.reason in ("sold", "scrapped", "returned", "declined")

    @api.depends("contract_ids", "whole_client", "reason")
    def _compute_planned(self):
        for wizard in self:
            contracts = wizard._contracts()
            if not contracts:
                wizard.planned = self.env._("There is no contract to stop.")
                continue
            elsewhere = wizard._elsewhere()
            contracts = contracts.sudo() | elsewhere
            visits = contracts.visit_id
            queued = contracts.reminder_ids.filtered(lambda row: row.state == "queued")
            wizard.planned = " ".join(filter(None, (
                wizard._ending(len(contracts)), wizard._cancelling(len(visits)),
                wizard._unsent(len(queued)),
                elsewhere and self.env._("That includes contracts that you do not see."),
                self.env._("The history stays."))))

    def _ending(self, count):
        return self.env._("One contract ends.") if count == 1 \
            else self.env._("%(count)s contracts end.", count=count)

    def _cancelling(self, count):
        if count > 1:
            return self.env._(
                "%(count)s booked visits are cancelled, with their repair orders, calendar events "
                "and draft orders.", count=count)
        return count and self.env._(
            "One booked visit is cancelled, with its repair order, calendar event and draft order.")

    def _unsent(self, count):
        if count > 1:
            return self.env._("%(count)s queued reminders are not sent.", count=count)
        return count and self.env._("One queued reminder is not sent.")

    def _elsewhere(self):
        """The contracts of who has died that this user does not see: another company's mails would go on."""
        if not (self.whole_client and self.reason == "deceased"):
            return self.contract_ids.browse()
        own = self._contracts()
        return own.sudo().search([
            ("partner_id", "in", own.partner_id.ids), ("state", "!=", "ended"), ("id", "not in", own.ids)])

    def _contracts(self):
        """The contracts that end, of those this user sees."""
        contracts = self.contract_ids._origin
        if self.whole_client:
            contracts |= contracts.search([
                ("partner_id", "in", contracts.partner_id.ids),
                ("company_id", "in", contracts.company_id.ids)])
        return contracts.filtered(lambda contract: contract.state != "ended")

    def action_stop(self):
        """Stop them.

        :raise UserError: no reason was chosen
        """
        if not self.reason:
            raise UserError(self.env._("Choose why: the reason stays on the contract."))
        contracts = self._contracts()
        contracts.check_access("write")
        (contracts.sudo() | self._elsewhere())._stop(self.reason, notify=self.notify)
        return {"type": "ir.actions.act_window_close"}
