from odoo import models


class MaintenanceContract(models.Model):
    _inherit = "fusion.maintenance.contract"

    def _for_office(self):
        """These contracts in the office's language, in which their chatter and their event are written.

        A client's page has the client's: what the client does there is read by the office.
        """
        lang = self[:1].user_id.lang or self.company_id.partner_id.lang
        return self.with_context(lang=lang) if lang and lang != self.env.lang else self


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
        self.contract_id._message_log(body=body, author_id=holder.id if holder else None)

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
