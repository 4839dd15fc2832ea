from psycopg2 import errors

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

EXCLUSION = """EXCLUDE USING gist (
    int4range(technician_id, technician_id, '[]') WITH &&,
    tsrange(start, stop, '[)') WITH &&)"""


class MaintenanceReservation(models.Model):
    """A technician's time, with the buffers around the visit, taken.

    PostgreSQL refuses two that overlap: no check in Python can, because a snapshot does not see
    what is committed after it was taken. A row is written once, complete, and never updated: an
    update would check the constraint again and deadlock with those who wait for it. Moving is a
    delete and an insert.
    """

    _name = "fusion.maintenance.reservation"
    _description = "Reserved Time of a Technician"
    _order = "start, id"

    technician_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict",
        help="The person: the same one for all the employments of that person.")
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="restrict")
    start = fields.Datetime(required=True, help="UTC, buffer included.")
    stop = fields.Datetime(required=True, help="UTC, buffer included; not part of the reservation.")
    provisional = fields.Boolean(help="The dispatcher still has to confirm who goes.")
    company_id = fields.Many2one("res.company", required=True, index=True)

    _stop_after_start = models.Constraint(
        "CHECK (stop > start)", "A reservation must end after it starts.")
    _no_overlap = models.Constraint(EXCLUSION, "This technician already has a visit at that time.")

    def _take(self, employee, start, stop, provisional=False):
        """Reserve, or say that somebody else was first.

        Plain SQL because the ORM logs every violation as a server error, and here it is an
        ordinary answer.

        :param employee: hr.employee whose ``work_contact_id`` is the person reserved
        :param datetime start: naive UTC, buffer included
        :param datetime stop: naive UTC, buffer included
        :return: the reservation, empty when the time is taken
        """
        cr = self.env.cr
        self.env.flush_all()
        values = {
            "technician_id": employee.work_contact_id.id, "employee_id": employee.id,
            "start": start, "stop": stop, "provisional": provisional,
            "company_id": employee.company_id.id}
        query = SQL("""
            INSERT INTO %(table)s (technician_id, employee_id, start, stop, provisional, company_id,
                                   create_uid, write_uid, create_date, write_date)
            VALUES (%(technician_id)s, %(employee_id)s, %(start)s, %(stop)s, %(provisional)s, %(company_id)s,
                    %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
            RETURNING id
        """, table=SQL.identifier(self._table), uid=self.env.uid, **values)
        try:
            with cr.savepoint(flush=False):
                cr.execute(query, log_exceptions=False)
                reservation = self.browse(cr.fetchone()[0])
        except errors.ExclusionViolation:
            return self.browse()
        # What was just written is not read again.
        reservation._update_cache(values)
        return reservation

    def _follow_contacts(self, employees):
        """Take time to come again for the persons whom these employees are now.

        HR is never refused: where that person's time is taken already, or there is nobody any more,
        the visit is listed as one that needs a technician.
        """
        for reservation in self.search([
                ("employee_id", "in", employees.ids), ("stop", ">", fields.Datetime.now())]):
            contact = reservation.employee_id.work_contact_id
            if contact and contact != reservation.technician_id:
                reservation._take_again()

    def _take_again(self):
        """Delete this reservation and insert it anew, with the work contact that its employee has now."""
        was, employee = self.technician_id, self.employee_id
        place = self.start, self.stop, self.provisional
        visits = self.env["fusion.maintenance.visit"].search([("reservation_id", "=", self.id)])
        self.unlink()
        visits.reservation_id = self._take(employee, *place)
        if visits:
            visits._follow_contact(was)

    def write(self, vals):
        raise UserError(self.env._(
            "A reservation is never changed. Move the visit instead: that takes a new one."))
