from datetime import timedelta
from math import ceil
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL


class Limit(NamedTuple):
    """How many of some events may happen in so many seconds, per link and per network address."""

    parameter: str
    events: tuple
    seconds: int
    default: int


LIMITS = (
    Limit("limit_bookings", ("book", "move", "cancel", "call_me"), 60, 10),
    Limit("limit_slot_reads", ("slots",), 60, 60),
    # A page of times reads them, too.
    Limit("limit_pages", ("open", "stop"), 60, 600),
    Limit("limit_bad_tokens", ("bad_token",), 60, 20),
    Limit("limit_new_links", ("new_link",), 3600, 20),
)


class MaintenanceAccess(models.Model):
    """Brakes for machines that try tokens or fill calendars; a person never meets them."""

    _inherit = "fusion.maintenance.access"

    @api.model
    def _admit(self, event, link=None, address=None):
        """Add a row, unless there were too many of its kind just now. What is refused adds none.

        Counted is what is committed: many requests at one moment can all pass. That is for the
        database's constraints; this is for who goes on and on.

        :param str event: a key of the ``event`` field
        :param link: the fusion.maintenance.link that was used, if it is one
        :param str address: the visitor's network address
        :return: 0, or the seconds to wait
        """
        wait = self._seconds_to_wait(event, link, address)
        if not wait:
            self._record(event, link, address)
        return wait

    @api.model
    def _seconds_to_wait(self, event, link=None, address=None):
        limit = next((limit for limit in LIMITS if event in limit.events), None)
        if not limit or not (allowed := self._allowed(limit)):
            return 0
        now = fields.Datetime.now()
        since = now - timedelta(seconds=limit.seconds)
        link_id = link.id if link else None
        self.env.flush_all()
        [(by_link, by_address, oldest)] = self.env.execute_query(SQL("""
            SELECT count(*) FILTER (WHERE link_id = %(link)s),
                   count(*) FILTER (WHERE address = %(address)s), min(create_date)
              FROM fusion_maintenance_access
             WHERE event = ANY(%(events)s) AND create_date > %(since)s
               AND (link_id = %(link)s OR address = %(address)s)
        """, link=link_id, address=address, events=list(limit.events), since=since))
        if max(by_link, by_address) < allowed:
            return 0
        return max(1, ceil(limit.seconds - (now - oldest).total_seconds()))

    @api.model
    def _allowed(self, limit):
        """How many are allowed: a system parameter; 0 is no limit."""
        value = self.env["ir.config_parameter"].sudo().get_param(f"fusion_maintenance.{limit.parameter}")
        return int(value) if value and value.isdigit() else limit.default
