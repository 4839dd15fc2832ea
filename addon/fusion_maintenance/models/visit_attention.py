from odoo import fields, models
from odoo.tools import SQL

# Booked visits to come whose technician is gone or away. Leaves and public holidays are the same
# table; the latter have no resource.
NEEDS_TECHNICIAN = SQL("""
    SELECT visit.id
      FROM fusion_maintenance_visit visit
      JOIN hr_employee employee ON employee.id = visit.employee_id
      JOIN resource_resource resource ON resource.id = employee.resource_id
     WHERE visit.state = 'booked' AND visit.stop > now() AT TIME ZONE 'UTC'
       AND (NOT employee.active
         OR EXISTS (SELECT 1 FROM resource_calendar_leaves absence
                     WHERE absence.date_from < visit.stop AND absence.date_to > visit.start
                       AND (absence.resource_id = resource.id
                         OR absence.resource_id IS NULL
                            AND absence.company_id = visit.company_id
                            AND (absence.calendar_id IS NULL
                              OR absence.calendar_id = resource.calendar_id))))
""")

# Booked visits to come over which the technician has another busy event. All-day events are dates
# without a zone, and are compared with the date in the technician's zone.
CLASH = SQL("""
    SELECT visit.id
      FROM fusion_maintenance_visit visit
      JOIN hr_employee employee ON employee.id = visit.employee_id
      JOIN resource_resource resource ON resource.id = employee.resource_id
     WHERE visit.state = 'booked' AND visit.stop > now() AT TIME ZONE 'UTC'
       AND EXISTS (
           SELECT 1 FROM calendar_event event
             JOIN calendar_attendee attendee ON attendee.event_id = event.id
            WHERE attendee.partner_id = employee.work_contact_id AND attendee.state != 'declined'
              AND event.active AND event.show_as = 'busy'
              AND event.id IS DISTINCT FROM visit.event_id
              AND NOT EXISTS (SELECT 1 FROM fusion_maintenance_visit other
                               WHERE other.event_id = event.id AND other.state = 'booked')
              AND CASE WHEN event.allday THEN
                    (visit.start AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(resource.tz, 'UTC'))::date
                        BETWEEN event.start_date AND event.stop_date
                  ELSE event.start < visit.stop AND event.stop > visit.start END)
""")


class MaintenanceVisit(models.Model):
    """Which booked visits a dispatcher has to look at. Asked when it is looked at, never stale."""

    _inherit = "fusion.maintenance.visit"

    calendar_changed = fields.Boolean(
        readonly=True, copy=False, string="Changed in the Calendar",
        help="Its event was changed or deleted from outside; the reserved time was not.")
    needs_technician = fields.Boolean(
        compute="_compute_attention", search="_search_needs_technician",
        help="The technician has left, or is away at that time.")
    clash = fields.Boolean(
        compute="_compute_attention", search="_search_clash",
        help="The technician has another appointment at that time.")

    def _compute_attention(self):
        needs, clash = (set(self._ids_of(query)) for query in (NEEDS_TECHNICIAN, CLASH))
        for visit in self:
            visit.needs_technician = visit.id in needs
            visit.clash = visit.id in clash

    def _ids_of(self, query):
        self.env.flush_all()
        return [row[0] for row in self.env.execute_query(query)]

    def _search_needs_technician(self, operator, value):
        return self._search_ids(operator, value, NEEDS_TECHNICIAN)

    def _search_clash(self, operator, value):
        return self._search_ids(operator, value, CLASH)

    def _search_ids(self, operator, value, query):
        if operator != "in":
            return NotImplemented
        wanted = "in" if True in value else "not in"
        return [("id", wanted, self._ids_of(query))]
