import logging

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

# What about an event decides when a technician is taken.
PLACE = {
    "start", "stop", "start_date", "stop_date", "allday", "duration", "active", "user_id",
    "partner_ids", "attendee_ids",
}


class CalendarEvent(models.Model):
    """A visit's event in the technician's calendar obeys the rules of booking.

    A person who drags it gets a sentence when it cannot be there. A calendar synced from outside
    is never refused, which would break its sync for good: the visit is flagged instead.
    """

    _inherit = "calendar.event"

    x_fc_maintenance_visit_ids = fields.One2many(
        "fusion.maintenance.visit", "event_id", string="Service Visits",
        groups="fusion_maintenance.group_user,fusion_maintenance.group_technician")

    def _skip_send_mail_status_update(self):
        # The client hears from us, by our own mails; the technician sees the calendar.
        return bool(self.sudo().x_fc_maintenance_visit_ids) or super()._skip_send_mail_status_update()

    def _booked_visits(self):
        """The booked visits of these events."""
        return self.env["fusion.maintenance.visit"].sudo().search(
            [("event_id", "in", self.ids), ("state", "=", "booked")])

    def write(self, vals):
        # Only our own code says that the visit itself moves: a context can come over RPC.
        ours = self.env.su and self.env.context.get("fc_visit_moves")
        if ours or not PLACE & vals.keys():
            return super().write(vals)
        visits = self._booked_visits()
        if visits and not self.env.su and not self.env.context.get("dont_notify"):
            # Odoo lets every employee write every event; when a visit is, and whose, a dispatcher says.
            visits.sudo(False)._check_dispatcher()
        result = super().write(vals)
        for visit in visits:
            visit._follow_event()
        return result

    def unlink(self):
        visits = self._booked_visits()
        result = super().unlink()
        # A synced calendar deletes too, and is never refused. The time stays reserved.
        visits._flag_calendar(self.env._("The calendar event was deleted; the visit stays booked."))
        return result


class MaintenanceVisit(models.Model):
    _inherit = "fusion.maintenance.visit"

    def _follow_event(self):
        """Move this visit to where its event was put, or say why it cannot be there.

        :raise UserError: a person moved it onto another visit or another appointment, onto a leave
            or outside working hours
        """
        self.ensure_one()
        event = self.event_id
        employee = self._attending_technician(event)
        if (event.active and not event.allday and employee == self.employee_id
                and (event.start, event.stop) == (self.start, self.stop)):
            return
        if self.env.context.get("dont_notify"):
            self._flag_calendar(self.env._("The event was changed in a synced calendar."))
            return
        if not event.active or event.allday:
            raise UserError(self.env._(
                "%(visit)s is a booked visit: cancel or move the visit itself.",
                visit=self.display_name))
        if not employee:
            raise UserError(self.env._(
                "%(visit)s needs a technician: keep one of them as an attendee.",
                visit=self.display_name))
        minutes = int((event.stop - event.start).total_seconds() // 60)
        answer = self.env["fusion.maintenance.booking"]._reassign(
            self, employee, event.start, minutes)
        if answer.code != "booked":
            raise UserError(self._why_not(answer.code, employee))

    def _drag(self, start=None, stop=None):
        """Move these visits to where a dispatcher dragged them, by the rules of :meth:`_follow_event`.

        :param start: naive UTC, or its text as Odoo writes it; each visit's own unless given
        :param stop: likewise; the visit stays as long as it is unless given
        :raise UserError: not a dispatcher, not booked, or the technician is taken then
        """
        self.check_access("write")
        if not self.env.user.has_group("fusion_maintenance.group_dispatcher"):
            raise UserError(self.env._("A dispatcher moves visits. Please ask one of them."))
        for visit in self.sudo():
            if visit.state != "booked":
                raise UserError(self.env._(
                    "%(visit)s cannot be moved: it is not booked any more.", visit=visit.display_name))
            begin = fields.Datetime.to_datetime(start) or visit.start
            end = fields.Datetime.to_datetime(stop) or begin + (visit.stop - visit.start)
            minutes = int((end - begin).total_seconds() // 60)
            if (begin, end) == (visit.start, visit.stop):
                continue
            if minutes <= 0:
                raise UserError(self.env._("A visit ends after it begins."))
            answer = self.env["fusion.maintenance.booking"].sudo()._reassign(
                visit, visit.employee_id, begin, minutes)
            if answer.code != "booked":
                raise UserError(visit._why_not(answer.code, visit.employee_id))
        return True

    def _attending_technician(self, event):
        """The technician whom the event's attendees name: ours if still there."""
        if self.employee_id.work_contact_id in event.partner_ids:
            return self.employee_id
        return self.env["hr.employee"].sudo().search([
            ("work_contact_id", "in", event.partner_ids.ids),
            ("company_id", "=", self.company_id.id)], limit=1)

    def _why_not(self, code, employee):
        """The sentence for a dispatcher whose change was refused."""
        if code == "slot_taken":
            return " ".join((self._obstacle_sentence("visit", employee), self.env._(
                "Choose another time or another technician.")))
        if code == "no_contact":
            return self._obstacle_sentence(code, employee)
        if code in ("busy", "away", "hours"):
            return " ".join((self._obstacle_sentence(code, employee), self.env._(
                "To put the visit there all the same, press Move on the visit and give a reason.")))
        return self.env["fusion.maintenance.booking"]._messages()[code]

    def _flag_calendar(self, note):
        """List these visits as changed in the calendar, and say what happened.

        Breaks neither a sync nor a deletion: what fails is logged. The list does without the note.

        :raise psycopg2.Error: two transactions met; Odoo repeats the whole request
        """
        for visit in self:
            visit._or_log(lambda visit: visit.write({"calendar_changed": True}))
            visit._or_log(lambda visit: visit.message_post(body=note))

    def _or_log(self, change):
        """Do ``change(self)``, or leave everything as it was and log why."""
        try:
            with self.env.cr.savepoint():
                change(self)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.exception("Visit %s was not flagged as changed in the calendar", self.id)
