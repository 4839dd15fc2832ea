from collections import defaultdict
from datetime import timedelta, timezone

from odoo import models
from odoo.tools import SQL

from ..core.minutes import day_start

# A naive UTC timestamp as whole minutes since 1970, as core.minutes counts them: what takes time
# away begins with the minute that it begins in and ends with the minute that it ends in.
# date_part gives a float, which is quicker to divide than the numeric of extract.
SINCE = "(date_part('epoch', %s)::bigint / 60)::int"
UNTIL = "((date_part('epoch', %s)::bigint + 59) / 60)::int"


class MaintenanceAvailability(models.AbstractModel):
    """What takes the technicians' time: a query for events and one for reservations.

    Minutes are counted by PostgreSQL, and come as one row a person: fetching thousands of rows and
    converting their timestamps would take longer than all the rest of a search.
    """

    _inherit = "fusion.maintenance.availability"

    def _busy(self, people, start, stop, own=None):
        """Busy calendar events but that of the visits ``own``: work contact id → intervals of minutes.

        An event counts for its attendees who have not declined and for its organizer. Events of
        visits do not: their reservation counts, buffers included.

        :param people: list of ``availability.Person``
        """
        # NOT IN and not NOT EXISTS: hashed once, whatever PostgreSQL believes about how many visits
        # there are. Right after many were booked it would compare each of them with each event.
        self.env.cr.execute(SQL(f"""
            WITH event AS MATERIALIZED (
                SELECT id, user_id, {SINCE % "start"} AS since, {UNTIL % "stop"} AS until,
                       CASE WHEN allday THEN start_date END AS first,
                       CASE WHEN allday THEN stop_date END AS last
                  FROM calendar_event event
                 WHERE active AND show_as = 'busy' AND start < %(stop)s AND stop > %(start)s
                   AND id NOT IN (SELECT event_id FROM fusion_maintenance_visit visit
                                   WHERE event_id IS NOT NULL AND state = 'booked'
                                     AND (reservation_id IS NOT NULL OR visit.id = ANY(%(own)s))))
            SELECT contact, first, last, array_agg(since), array_agg(until) FROM (
            SELECT attendee.partner_id AS contact, since, until, first, last
              FROM event JOIN calendar_attendee attendee ON attendee.event_id = event.id
             WHERE attendee.partner_id = ANY(%(contacts)s) AND attendee.state != 'declined'
            UNION ALL
            SELECT organizer.partner_id, since, until, first, last
              FROM event JOIN res_users organizer ON organizer.id = event.user_id
             WHERE organizer.partner_id = ANY(%(contacts)s)
               AND NOT EXISTS (SELECT FROM calendar_attendee attendee
                                WHERE attendee.event_id = event.id
                                  AND attendee.partner_id = organizer.partner_id)
            ) taken GROUP BY contact, first, last
        """, contacts=[person.contact for person in people], own=own.ids if own else [],
            # An all-day event is stored as 08:00 to 18:00 of no zone at all: look a day wider.
            start=(start - timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None),
            stop=(stop + timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None)))
        zones = {person.contact: person.tz for person in people}
        busy = defaultdict(list)
        for contact, first, last, since, until in self.env.cr.fetchall():
            if first:
                since = [day_start(first, zones[contact])]
                until = [day_start((last or first) + timedelta(days=1), zones[contact])]
            busy[contact] += zip(since, until)
        return busy

    def _reserved(self, people, start, stop, own):
        """Reservations but ``own``, buffers included: work contact id → intervals of minutes.

        :param people: list of ``availability.Person``
        """
        self.env.cr.execute(SQL(f"""
            SELECT technician_id, {SINCE % "start"}, {UNTIL % "stop"}
              FROM fusion_maintenance_reservation
             WHERE technician_id = ANY(%(contacts)s) AND start < %(stop)s AND stop > %(start)s
               AND id != ALL(%(own)s)
        """, contacts=[person.contact for person in people], own=own.ids,
            # A day wider: our own buffers reach beyond the window.
            start=(start - timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None),
            stop=(stop + timedelta(days=1)).astimezone(timezone.utc).replace(tzinfo=None)))
        reserved = defaultdict(list)
        for contact, since, until in self.env.cr.fetchall():
            reserved[contact].append((since, until))
        return reserved


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    # What is still to come, among the years of what is past, and of that what begins in time.
    _maintenance_busy_index = models.Index("(stop, start) WHERE active AND show_as = 'busy'")


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    # Who goes, without visiting the table.
    _maintenance_going_index = models.Index("(event_id, partner_id) WHERE state != 'declined'")
