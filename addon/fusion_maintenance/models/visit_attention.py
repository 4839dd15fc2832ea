from odoo import fields, models
from odoo.tools import SQL


def needing_technician(now):
    """The ids of booked visits to come whose technician is gone or away, or does not have that time reserved.

    As :mod:`.working_hours` offers times: the employment that counts is the one that began last
    before, if any did; leaves and public holidays are the same table, the latter without a resource;
    who has no fixed hours has the company's, and its holidays with their own.

    :param datetime now: naive UTC
    """
    return SQL("""
        SELECT visit.id
          FROM fusion_maintenance_visit visit
          JOIN hr_employee employee ON employee.id = visit.employee_id
          JOIN resource_resource resource ON resource.id = employee.resource_id
          LEFT JOIN fusion_maintenance_reservation reservation ON reservation.id = visit.reservation_id
         CROSS JOIN LATERAL (
               SELECT (visit.start AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(resource.tz, 'UTC'))::date
           ) AS local(day)
          JOIN res_company company ON company.id = visit.company_id
          LEFT JOIN LATERAL (
               SELECT version.id, version.contract_date_start, version.contract_date_end,
                      version.resource_calendar_id AS own,
                      CASE WHEN calendar.flexible_hours THEN NULL ELSE calendar.id END AS fixed
                 FROM hr_version version
                 LEFT JOIN resource_calendar calendar ON calendar.id = version.resource_calendar_id
                WHERE version.employee_id = employee.id AND version.active
                  AND version.date_version <= local.day
                ORDER BY version.date_version DESC LIMIT 1
           ) AS terms ON TRUE
         WHERE visit.state = 'booked' AND visit.stop > %(now)s
           AND (NOT employee.active
             OR (reservation.technician_id = employee.work_contact_id) IS NOT TRUE
             OR terms.id IS NULL
             OR terms.contract_date_start > local.day
             OR terms.contract_date_end < local.day
             OR EXISTS (SELECT 1 FROM resource_calendar_leaves absence
                         WHERE absence.time_type = 'leave'
                           AND absence.date_from < visit.stop AND absence.date_to > visit.start
                           AND (absence.resource_id = resource.id
                             OR absence.resource_id IS NULL
                                AND absence.company_id = visit.company_id
                                AND (absence.calendar_id IS NULL OR absence.calendar_id IN (
                                     terms.own, COALESCE(terms.fixed, company.resource_calendar_id))))))
    """, now=now)


def clashing(now):
    """The ids of booked visits to come over which the technician has another busy event.

    As an attendee who has not declined, or as the organizer alone (taken_time._busy asks the same).
    All-day events are dates without a zone, and are compared with the date in the technician's zone.

    :param datetime now: naive UTC
    """
    return SQL("""
        WITH event AS MATERIALIZED (
            SELECT event.id, user_id, allday, start, stop, start_date, stop_date
              FROM calendar_event event
             WHERE active AND show_as = 'busy' AND stop > %(now)s::timestamp - interval '1 day'
               AND NOT EXISTS (SELECT FROM fusion_maintenance_visit visit
                                WHERE visit.event_id = event.id AND visit.state = 'booked')
        ), taken AS (
            SELECT event.*, attendee.partner_id
              FROM event JOIN calendar_attendee attendee ON attendee.event_id = event.id
             WHERE attendee.state != 'declined'
            UNION ALL
            SELECT event.*, organizer.partner_id
              FROM event JOIN res_users organizer ON organizer.id = event.user_id
             WHERE NOT EXISTS (SELECT FROM calendar_attendee attendee
                                WHERE attendee.event_id = event.id
                                  AND attendee.partner_id = organizer.partner_id)
        )
        SELECT visit.id
          FROM fusion_maintenance_visit visit
          JOIN hr_employee employee ON employee.id = visit.employee_id
          JOIN resource_resource resource ON resource.id = employee.resource_id
          JOIN taken ON taken.partner_id = employee.work_contact_id
         WHERE visit.state = 'booked' AND visit.stop > %(now)s
           AND CASE WHEN taken.allday THEN
                 (visit.start AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(resource.tz, 'UTC'))::date
                     BETWEEN taken.start_date AND taken.stop_date
               ELSE taken.start < visit.stop AND taken.stop > visit.start END
    """, now=now)


class MaintenanceVisit(models.Model):
    """Which booked visits a dispatcher has to look at. Asked when it is looked at, never stale."""

    _inherit = "fusion.maintenance.visit"

    calendar_changed = fields.Boolean(
        readonly=True, copy=False, string="Changed in the Calendar",
        help="Its event was changed or deleted from outside; the reserved time was not.")
    needs_technician = fields.Boolean(
        compute="_compute_attention", search="_search_needs_technician",
        help="The technician has left or is away at that time, or the time is not reserved any more.")
    clash = fields.Boolean(
        compute="_compute_attention", search="_search_clash",
        help="The technician has another appointment at that time.")

    def _compute_attention(self):
        needs, clash = (set(self._ids_of(query)) for query in (needing_technician, clashing))
        for visit in self:
            visit.needs_technician = visit.id in needs
            visit.clash = visit.id in clash

    def _ids_of(self, query):
        self.env.flush_all()
        return [row[0] for row in self.env.execute_query(query(fields.Datetime.now()))]

    def _search_needs_technician(self, operator, value):
        return self._search_ids(operator, value, needing_technician)

    def _search_clash(self, operator, value):
        return self._search_ids(operator, value, clashing)

    def _search_ids(self, operator, value, query):
        if operator != "in":
            return NotImplemented
        wanted = "in" if True in value else "not in"
        return [("id", wanted, self._ids_of(query))]
