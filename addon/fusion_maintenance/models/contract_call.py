from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models

from .call_list import SEPARATOR

CALL_OUTCOMES = [
    ("booked", "Booked"),
    ("again", "Call again"),
    ("no_answer", "No answer"),
    ("declined", "Not interested"),
    ("wrong_number", "Wrong number"),
    ("letter", "Letter sent"),
]
CALL = "mail.mail_activity_data_call"
# So long a letter has to bring an answer.
LETTER_DAYS = 21


class MaintenanceContract(models.Model):
    """Calls to a client: asked for on the booking page, or made because no mail helped.

    The call to make is an activity, and what came of it is its feedback. Until its day the client
    is on nobody's list.
    """

    _inherit = "fusion.maintenance.contract"

    call_activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null", string="Call to Make",
        help="The call that the client asked for, or that was put off, until it is made.")
    call_on = fields.Date(
        compute="_compute_call_on", store=True, string="Call On",
        help="The day of the call to make; until then the client is not on the call list.")
    call_asked = fields.Boolean(
        readonly=True, copy=False, string="Asked to Be Called",
        help="The client asked for a call on the booking page and has not been reached since.")
    call_phone = fields.Char(
        readonly=True, copy=False, string="Number Left", help="Where the client asked to be called.")
    call_outcome = fields.Selection(
        CALL_OUTCOMES, readonly=True, copy=False, string="Last Call")
    call_outcome_date = fields.Datetime(readonly=True, copy=False, string="Last Called")
    call_tries = fields.Integer(
        readonly=True, copy=False, string="Unanswered Calls", help="Calls in a row that nobody answered.")

    @api.depends("call_activity_id.active", "call_activity_id.date_deadline")
    def _compute_call_on(self):
        for contract in self:
            contract.call_on = contract._call_to_make().date_deadline

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
        self.write({"call_asked": True, "call_phone": phone or holder.phone})
        today = self.company_id._maintenance_today()
        if waiting := self._call_to_make():
            waiting.write({
                "note": (waiting.note or Markup()) + note,
                "date_deadline": min(waiting.date_deadline, today)})
            return
        self.call_activity_id = self.with_env(env).activity_schedule(
            CALL, date_deadline=today, user_id=dispatcher.id, note=note,
            summary=env._("Call: another time for the visit")
            if self.visit_id else env._("Call: no visit booked yet"))

    def _call_to_make(self):
        """The call that is to be made, or an empty record. One that was made is archived."""
        return self.call_activity_id.filtered("active")

    def _roll_next_due_date(self, done_date):
        # What came of the calls about the service that is done now says nothing about the next one.
        self.write({"call_outcome": False, "call_outcome_date": False, "call_tries": 0})
        return super()._roll_next_due_date(done_date)

    # -- outcomes ----------------------------------------------------------------------------------

    def _log_call(self, outcome, sentence, note=""):
        """Note what came of a call: the feedback of the activity, in the chatter.

        :param str outcome: a key of ``CALL_OUTCOMES``
        :param str sentence: in the office's language
        :param str note: what the caller typed
        """
        self.ensure_one()
        call = self._call_to_make() or self.activity_schedule(
            CALL, date_deadline=self.company_id._maintenance_today(), user_id=self.env.uid)
        call.sudo().action_feedback(feedback=" ".join(filter(None, (sentence, note))))
        missed = outcome == "no_answer"
        values = {
            "call_outcome": outcome,
            "call_outcome_date": fields.Datetime.now(),
            "call_tries": self.call_tries + 1 if missed else 0,
        }
        if outcome not in ("no_answer", "again"):
            # They were reached, or never will be on the number they left.
            values |= {"call_asked": False, "call_phone": False}
        self.write(values)

    def _call_again(self, day, outcome="again", note=""):
        """Call again on a day; until then nobody of this client is on the list.

        :param datetime.date day: of the company's calendar
        """
        contract = self._for_office()
        env = contract.env
        when = env["fusion.maintenance.wording"]._date(day)
        sentences = {
            "again": env._("Reached. Call again on %(date)s.", date=when),
            "no_answer": env._("No answer. Call again on %(date)s.", date=when),
            "letter": env._("Letter sent. Call again on %(date)s.", date=when),
        }
        contract._log_call(outcome, sentences[outcome], note)
        contract.call_activity_id = contract.activity_schedule(
            CALL, date_deadline=day, user_id=self.env.uid, note=note or False,
            summary=env._("Call again: no visit booked yet"))

    def action_call_no_answer(self):
        """Nobody picked up: try again tomorrow."""
        self.ensure_one()
        self.check_access("write")
        self._call_again(self.company_id._maintenance_today() + timedelta(days=1), "no_answer")
        return self._notice(self.env._(
            "%(client)s: no answer. On the list again tomorrow.", client=self.partner_id.name))

    def action_call_wrong_number(self):
        """The number is somebody else's: off the call list until there is another one."""
        self.ensure_one()
        self.check_access("write")
        number = self.call_number
        contract = self._for_office()
        contract._log_call("wrong_number", contract.env._(
            "%(number)s is a wrong number.", number=number or "?"))
        client = self.partner_id.sudo()
        if number:
            client.x_fc_maintenance_wrong_phone = SEPARATOR.join(
                filter(None, (client.x_fc_maintenance_wrong_phone, number)))
        self.invalidate_recordset(["call_number"])
        if self.call_number:
            return self._notice(self.env._(
                "%(client)s stays on the list: %(number)s is the next one to call.",
                client=client.name, number=self.call_number))
        return self._notice(self.env._(
            "%(client)s moves to “By Letter” until there is another number.", client=self.partner_id.name))

    def action_print_letter(self):
        """Print letters to the clients, and leave them time to answer: one for each client and address.

        Where the server makes no PDF, the letters open as a page that is printed.
        """
        self.check_access("write")
        report = self.env.ref("fusion_maintenance.action_report_letter")
        groups = self.env["report.fusion_maintenance.report_letter"]._by_client(self)
        for contracts in groups:
            contract = (self & contracts)[:1]
            contract._call_again(
                contract.company_id._maintenance_today() + timedelta(days=LETTER_DAYS), "letter")
        if report.get_wkhtmltopdf_state() in ("ok", "upgrade"):
            return report.report_action(self, config=False)
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/{report.report_name}/{ids}",
            "target": "new",
        }

    def action_call_again(self):
        """Ask on which day to call again."""
        return self._ask_outcome("again", self.env._("Call Again"))

    def action_call_declined(self):
        """Ask whether for this time or for good."""
        return self._ask_outcome("declined", self.env._("Not Interested"))

    def _ask_outcome(self, outcome, title):
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_call_outcome")
        return {**action, "name": title, "context": {
            "default_contract_id": self.id, "default_outcome": outcome}}


class MaintenanceVisit(models.Model):
    _inherit = "fusion.maintenance.visit"

    def _announce(self, *args, **kwargs):
        result = super()._announce(*args, **kwargs)
        for visit in self:
            contract = visit.contract_id
            sentence = visit.env._(
                "Visit %(visit)s booked for %(when)s.", visit=visit.name, when=visit._when_in_words())
            contract._close_no_address(sentence)
            if contract._call_to_make():
                contract._log_call("booked", sentence)
            elif visit.channel == "phone":
                contract.write({
                    "call_outcome": "booked", "call_outcome_date": fields.Datetime.now(), "call_tries": 0})
        return result
