import logging
from datetime import datetime, time, timedelta, timezone

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

CRON = "fusion_maintenance.cron_tell_visits"
TELL_WHEN = ("email_template_visit_confirmed", "email_template_visit_moved")
# Whose visit is tomorrow hears of it from this hour on, by the company's clock.
FIRST_HOUR = 8
# A visit that is reported later than this is bookkeeping, and no news to the client.
NEWS_DAYS = 7


class MaintenanceVisit(models.Model):
    """Mails about a visit that go by themselves: the day before, and when it is done.

    What was sent is noted in the transaction that queues the mail, so each goes once.
    """

    _inherit = "fusion.maintenance.visit"

    told_date = fields.Date(
        readonly=True, copy=False, help="The company's local date on which the client last heard when it is.")
    tomorrow_start = fields.Datetime(
        readonly=True, copy=False, help="The start of which the client was reminded on the day before.")
    done_told = fields.Boolean(
        readonly=True, copy=False, help="The client has heard that the technician has been.")

    def _notify(self, template, *args, **kwargs):
        if template in TELL_WHEN:
            self.told_date = self[:1].company_id._maintenance_today()
        return super()._notify(template, *args, **kwargs)

    def _mail(self, template, *args, **kwargs):
        """Queue a mail; one that cannot be made is a manager's to correct, and stops nothing else."""
        try:
            with self.env.cr.savepoint():
                return super()._mail(template, *args, **kwargs)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            _logger.exception("The mail %s about %s cannot be made", template, self.name)
            mail_template = self.env["mail.template"].sudo().browse(
                self._known(f"fusion_maintenance.{template}"))
            mail_template._maintenance_failed(self.contract_id, error)
            return self.env["mail.mail"]

    def _finish(self):
        result = super()._finish()
        self.env.ref(CRON).sudo()._trigger()
        return result

    # -- the job -----------------------------------------------------------------------------------

    @api.model
    def _cron_tell_visits(self):
        """Tell clients whose visit is tomorrow, and those whose visit is done. Again does nothing."""
        work = []
        for company in self.env["res.company"].sudo().search([]):
            visits = self.sudo().with_company(company)
            if company.x_fc_maintenance_mail_tomorrow and company._maintenance_now().hour >= FIRST_HOUR:
                work += [("tomorrow", visit.id) for visit in visits._tomorrows(company)]
            if company.x_fc_maintenance_mail_done:
                work += [("done", visit.id) for visit in visits._done_untold(company)]
        self._tell_all(work)

    @api.model
    def _tell_all(self, work):
        """Queue these mails, each in a transaction of its own, as long as there is time.

        :param work: list of ("tomorrow" or "done", visit id)
        """
        cron = self.env["ir.cron"]
        remaining = len(work)
        for kind, visit_id in work:
            visit = self.sudo().browse(visit_id)
            try:
                with self.env.cr.savepoint():
                    visit.with_company(visit.company_id)._tell_client(kind)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Somebody changes this visit at this moment: the next run looks again.
                self.env.invalidate_all(flush=False)
                self.env.ref(CRON)._trigger()
            except Exception:
                self.env.invalidate_all(flush=False)
                _logger.exception("Visit %s: the client cannot be told (%s)", visit_id, kind)
            remaining -= 1
            if not cron._commit_progress(1, remaining=remaining) and remaining:
                self.env.ref(CRON)._trigger()
                return

    def _tell_client(self, kind):
        """Queue one mail about this visit and those that were made with it, unless one went meanwhile."""
        if kind == "tomorrow":
            if self.state == "booked" and self.tomorrow_start != self.start:
                self._together().tomorrow_start = self.start
                self._together()._notify("email_template_visit_tomorrow")
        elif self.state == "done" and not self.done_told:
            done = self._all_parts().filtered(lambda visit: visit.state == "done")
            done.done_told = True
            done._notify("email_template_visit_done", method=None, with_link=False)

    @api.model
    def _tomorrows(self, company):
        """One visit of each journey that is tomorrow and that the client has not heard of today."""
        today = company._maintenance_today()
        begin, end = (self._midnight(company, today + timedelta(days=days)) for days in (1, 2))
        visits = self.search(
            Domain("company_id", "=", company.id) & Domain("state", "=", "booked")
            & Domain("start", ">=", begin) & Domain("start", "<", end)
            & (Domain("told_date", "=", False) | Domain("told_date", "<", today)), order="start, id")
        untold = visits.filtered(lambda visit: visit.tomorrow_start != visit.start)
        return self.browse([group[0].id for group in untold._by_time()])

    @api.model
    def _done_untold(self, company):
        """One visit of each journey that is over and whose client has not heard so."""
        news = company._maintenance_today() - timedelta(days=NEWS_DAYS)
        visits = self.search(
            Domain("company_id", "=", company.id) & Domain("state", "=", "done")
            & Domain("done_told", "=", False) & Domain("done_date", ">=", news), order="start, id")
        # Of several units, the technician may still be at work on one.
        return self.browse([
            group[0].id for group in visits._by_time()
            if "booked" not in group[0]._all_parts().mapped("state")])

    @api.model
    def _midnight(self, company, day):
        """When a day of the company's begins, naive UTC."""
        local = datetime.combine(day, time(), company._maintenance_tz())
        return local.astimezone(timezone.utc).replace(tzinfo=None)

    def _service_done(self):
        """What was serviced, and when the next is due: for the mail to the client.

        :return: list of {"product", "next"}; "next" in words or empty
        """
        wording = self.env["fusion.maintenance.wording"]
        # None is done yet where a manager looks at the mail beforehand.
        done = self._all_parts().filtered(lambda visit: visit.state == "done") or self
        # Who may book one of the units only learns nothing of the others.
        known = done.contract_id._bookable_by(self._reader())
        return [{
            "product": visit.product_id.name,
            "next": wording._date(visit.contract_id.next_due_date) if visit.contract_id.state == "active"
            and visit.contract_id.next_due_date else "",
        } for visit in done if visit.contract_id in known]
