from odoo import api, fields, models


class MaintenanceVisit(models.Model):
    """Visits of several units at once: one for each unit, sharing reservation, event and order.

    They are moved and cancelled together. Each is done by itself, with its repair order, and one
    unit can be taken out by cancelling its repair order.
    """

    _inherit = "fusion.maintenance.visit"

    lead_id = fields.Many2one(
        "fusion.maintenance.visit", string="Together With", readonly=True, copy=False,
        index="btree_not_null", ondelete="restrict",
        help="The visit that was booked first of those for several units at once.")
    part_ids = fields.One2many("fusion.maintenance.visit", "lead_id", string="Visits Made With It")
    together_ids = fields.Many2many(
        "fusion.maintenance.visit", compute="_compute_together_ids", string="Serviced Together",
        help="The visits of the other units that are serviced at the same time.")
    unit_count = fields.Integer(compute="_compute_together_ids", string="Units")

    @api.depends("lead_id.part_ids.state", "part_ids.state", "state")
    def _compute_together_ids(self):
        for visit in self:
            together = visit._origin._together()
            visit.together_ids = together - visit._origin
            visit.unit_count = max(1, len(together))

    def _all_parts(self):
        """This visit's, and those made with it, whatever became of them; the first one first."""
        lead = self.lead_id or self
        return lead | lead.part_ids.sorted("id")

    def _together(self):
        """The booked visits that share this booked visit's time; only itself when it is not booked.

        :rtype: fusion.maintenance.visit, the first one first
        """
        if len(self) != 1 or self.state != "booked":
            return self
        return self._all_parts().filtered(lambda visit: visit.state == "booked")

    def _release_time(self):
        """Give time to come back that was reserved for these visits and that none of a booked one is.

        What was seen to before its day needs neither the reservation nor the event of that day.
        """
        now = fields.Datetime.now()
        for visit in self.filtered(lambda visit: visit.start > now):
            reservation = visit.reservation_id
            if not any(part.state == "booked" and part.reservation_id == reservation
                       for part in visit._all_parts()):
                reservation.unlink()
                visit.event_id.with_context(no_mail_to_attendees=True).unlink()

    def _by_time(self):
        """These visits, those that were made together in one recordset each."""
        return self.sorted("id").grouped(lambda visit: visit.lead_id or visit).values()
