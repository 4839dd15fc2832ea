from odoo import models


class MaintenanceContract(models.Model):
    _inherit = "fusion.maintenance.contract"

    def _for_office(self):
        """These contracts in the office's language, in which their chatter and their event are written.

        A client's page has the client's: what the client does there is read by the office.
        """
        lang = self._office_lang()
        return self.with_context(lang=lang) if lang and lang != self.env.lang else self

    def _office_lang(self):
        """The code of the language that the office of these contracts reads, or nothing."""
        return self[:1].user_id.lang or self.company_id.partner_id.lang

    def _tell_dispatchers(self, body, holder):
        """Tell who looks after this contract, and who follows it, what a client did: now, without a mail.

        It appears on their screens at once and, for who works with an inbox, there.

        :param str body: a sentence, in the office's language
        :param holder: res.partner who did it
        """
        self.ensure_one()
        users = (self.user_id or self._dispatcher()) | self.sudo().message_partner_ids.user_ids.filtered(
            lambda user: not user.share)
        # Whose notifications are mails gets none of these, so nothing is worked out for them.
        with_inbox = users.sudo().filtered(lambda user: user.notification_type == "inbox")
        if with_inbox:
            self.message_post(
                body=body, author_id=holder.id, subtype_xmlid="fusion_maintenance.mt_by_client",
                partner_ids=with_inbox.partner_id.ids)
        else:
            self._message_log(body=body, author_id=holder.id)
        for user in users:
            user._bus_send("simple_notification", {
                "type": "info", "title": self.display_name, "message": body})

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        subtype = (msg_vals or {}).get("subtype_id") or message.subtype_id.id
        if subtype != self.env["ir.model.data"]._xmlid_to_res_id("fusion_maintenance.mt_by_client"):
            return recipients
        # A mail for each booking would soon be read by nobody.
        return [data for data in recipients if data["notif"] == "inbox"]


class MaintenanceVisit(models.Model):
    """Who did what, for those who read the chatter: each thing once, on the contract."""

    _inherit = "fusion.maintenance.visit"

    def _for_office(self):
        """These visits in the office's language, as :meth:`contract._for_office`."""
        return self.with_context(lang=self.contract_id._for_office().env.lang)

    def _done_by(self, holder):
        """What is tracked of this visit and what was made for it now was done by a link's holder.

        Else it would be Odoo's public user, in whose name the pages work.

        :param holder: res.partner, empty or None when it is the user who acts
        """
        if holder:
            for records in (self, self.repair_id, self.sale_order_id):
                records._track_set_author(holder)

    def _tell(self, body, holder=None):
        """Log a sentence in the contract's chatter.

        :param str body: in the office's language
        :param holder: as :meth:`_done_by`
        """
        self.ensure_one()
        if holder and self._is_news():
            self.contract_id._tell_dispatchers(body, holder)
        else:
            self.contract_id._message_log(body=body, author_id=holder.id if holder else None)

    def _is_news(self):
        """Whether nobody has been told yet, in this transaction, what became of the visits made together."""
        told = self.env.cr.precommit.data.setdefault("fusion_maintenance.told", set())
        news = (self._all_parts()[:1].id, self.start, self.state)
        if news in told:
            return False
        told.add(news)
        return True

    def _tell_cancelled(self, holder=None):
        """Log that this visit is cancelled, and by whom."""
        if holder and holder == self.partner_id:
            sentence = self.env._("The client cancelled visit %(visit)s.", visit=self.name)
        elif holder:
            sentence = self.env._(
                "%(name)s cancelled visit %(visit)s.", name=holder.name, visit=self.name)
        else:
            sentence = self.env._("Visit %(visit)s cancelled.", visit=self.name)
        self._tell(sentence, holder)

    def _tell_moved(self, later, holder=None):
        """Log when this visit is now and, unless it begins at another time, what else it has become.

        :param bool later: it begins at another time, or on another day
        """
        when = self._when_in_words()
        if later:
            sentence = self.env._("Visit %(visit)s moved to %(when)s.", visit=self.name, when=when)
        else:
            until = self.env["fusion.maintenance.wording"]._time(self.company_id._maintenance_local(self.stop))
            sentence = self.env._(
                "Visit %(visit)s changed: %(when)s to %(until)s, %(technician)s.", visit=self.name,
                when=when, until=until, technician=self.employee_id.name)
        self._tell(sentence, holder)

    def _when_in_words(self):
        """The start on the company's clock."""
        wording = self.env["fusion.maintenance.wording"]
        return wording._moment(self.company_id._maintenance_local(self.start))
