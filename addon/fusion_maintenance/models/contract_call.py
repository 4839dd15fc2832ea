from markupsafe import Markup

from odoo import fields, models


class MaintenanceContract(models.Model):
    """A client who found no time online asks to be called."""

    _inherit = "fusion.maintenance.contract"

    call_activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null", string="Call to Make",
        help="The call that the client asked for on the booking page, until it is made.")

    def _ask_for_call(self, phone="", holder=None):
        """Give the dispatcher in charge a call to make: one, to which a second request is added.

        :param str phone: where to call, as it was typed; the holder's number unless given
        :param holder: the res.partner who asks, the client unless given
        """
        self.ensure_one()
        dispatcher = self.user_id or self._dispatcher()
        holder = holder or self.partner_id
        env = self.with_context(lang=dispatcher.lang or self.company_id.partner_id.lang).env
        # What was typed is text, whatever it looks like.
        note = Markup("<p>%s</p>") % env._(
            "%(name)s asked on the booking page to be called: %(phone)s", name=holder.name,
            phone=phone or holder.phone or env._("no phone number known"))
        if waiting := self._call_to_make():
            waiting.note = (waiting.note or Markup()) + note
            return
        self.call_activity_id = self.with_env(env).activity_schedule(
            "mail.mail_activity_data_call", date_deadline=self.company_id._maintenance_today(),
            user_id=dispatcher.id, note=note, summary=env._("Call: another time for the visit")
            if self.visit_id else env._("Call: no visit booked yet"))

    def _call_to_make(self):
        """The call that the client waits for, or an empty record. One that was made is archived."""
        return self.call_activity_id.filtered("active")
