from odoo import fields, models


class MaintenanceContract(models.Model):
    """A client who found no time online asks to be called."""

    _inherit = "fusion.maintenance.contract"

    call_activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null", string="Call to Make",
        help="The call that the client asked for on the booking page, until it is made.")

    def _ask_for_call(self, phone="", holder=None):
        """Give the dispatcher in charge a call to make: one, however often it is pressed.

        :param str phone: where to call, the number that we have unless given
        :param holder: the res.partner who asks, the client unless given
        """
        self.ensure_one()
        dispatcher = self.user_id or self._any_dispatcher()
        contract = self.with_context(lang=dispatcher.lang or self.company_id.partner_id.lang)
        note = contract.env._(
            "%(name)s asked on the booking page to be called: %(phone)s",
            name=(holder or self.partner_id).name,
            phone=phone or self.phone or contract.env._("no phone number known"))
        if waiting := self._call_to_make():
            waiting.note = note
            return
        self.call_activity_id = contract.activity_schedule(
            "mail.mail_activity_data_call", date_deadline=self.company_id._maintenance_today(),
            user_id=dispatcher.id, note=note, summary=contract.env._("Call: another time for the visit")
            if contract.visit_id else contract.env._("Call: no visit booked yet"))

    def _call_to_make(self):
        """The call that the client waits for, or an empty record. One that was made is archived."""
        return self.call_activity_id.filtered("active")

    def _any_dispatcher(self):
        """A dispatcher of the company, for contracts that nobody is in charge of."""
        return self.env["res.users"].sudo().search([
            ("all_group_ids", "in", self.env.ref("fusion_maintenance.group_dispatcher").ids),
            ("company_ids", "in", self.company_id.ids), ("share", "=", False)], limit=1)
