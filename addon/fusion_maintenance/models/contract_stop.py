from odoo import models


class MaintenanceContractStop(models.Model):
    """What ends or suspends a contract, and everything that is planned for it."""

    _inherit = "fusion.maintenance.contract"

    def _stop(self, reason, notify=False):
        """End these contracts and cancel what is planned; the history stays.

        :param str reason: a key of ``STOP_REASONS``
        :param bool notify: tell the client that a booked visit is cancelled
        """
        self.reminder_ids._skip("ended")
        self.env["fusion.maintenance.booking"]._cancel(self.visit_id, notify=notify, rebook=False)
        self.activity_ids.unlink()
        if reason == "deceased":
            # Nor are they reminded of what is somebody else's.
            self.env["fusion.maintenance.holder"].sudo().search([("partner_id", "in", self.partner_id.ids)]).unlink()
        self.write({"state": "ended", "stop_reason": reason})

    def _suspend_returned(self):
        """The units are back in our hands: no reminders until they are delivered again."""
        contracts = self.filtered(lambda contract: contract.state in ("active", "paused"))
        contracts.write({"state": "returned"})
        contracts.reminder_ids._skip("returned")
        for contract in contracts.filtered("visit_id"):
            contract._alert(self.env._(
                "The unit came back while a visit is booked: keep, move or cancel the visit."))

    def _resume_delivered(self):
        """The units are with the same client again: the due date is what it was."""
        self.filtered(lambda contract: contract.state == "returned").write({"state": "active"})

    def _alert(self, note):
        """Give the dispatcher a to-do on this contract, once.

        :param str note: one translated sentence that says what to do
        """
        self.ensure_one()
        if note in self.activity_ids.mapped("summary"):
            return
        user = self.user_id or self._dispatcher()
        self.activity_schedule("mail.mail_activity_data_todo", summary=note, user_id=user.id)

    def _no_address_note(self):
        """The to-do for a client whom no mail reaches, in the language of the environment."""
        return self.env._("Call the client: the service is due and there is no email address.")

    def _close_no_address(self, feedback):
        """That to-do is done: the service is booked.

        :param str feedback: one translated sentence that says how
        """
        for contract in self:
            note = contract._for_office()._no_address_note()
            contract.sudo().activity_ids.filtered(
                lambda activity, note=note: activity.summary == note).action_feedback(feedback=feedback)

    def _dispatcher(self):
        """Who looks after contracts without a dispatcher of their own: the first of the company."""
        group = self.env.ref("fusion_maintenance.group_dispatcher")
        users = group.sudo().all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share)
        # The superuser's partner is nobody; the administrator is the last resort.
        people = users.filtered(lambda user: user.active).sorted("id")
        admin = self.env.ref("base.user_admin")
        return (people - admin)[:1] or people[:1] or admin

    def action_stop(self):
        """Ask why, then stop."""
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_stop")
        return {**action, "context": {"default_contract_ids": self.ids}}
