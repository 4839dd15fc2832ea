from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .source import SHIPPED


class ResCompany(models.Model):
    """A company's clock and its default policy."""

    _inherit = "res.company"

    x_fc_maintenance_policy_id = fields.Many2one(
        "fusion.maintenance.policy",
        string="Default Service Policy",
        domain="[('company_id', '=', id)]",
        help="The policy of a delivered unit that no other policy asks for.",
    )

    x_fc_maintenance_zone_fallback = fields.Selection(
        [("all", "Every technician"), ("none", "Nobody: the client is asked to call")],
        string="Outside All Zones", required=True, default="all",
        help="Who serves an address whose postal code is in no zone.",
    )
    x_fc_maintenance_together_days = fields.Integer(
        string="Due Together (days)", default=21,
        help="Units of one client at one address that are due within so many days of each other are "
        "reminded of in one mail and serviced in one visit. Zero: each for itself.")
    x_fc_maintenance_longest_visit = fields.Integer(
        string="Longest Visit (minutes)", default=240,
        help="As many units as fit into it are serviced in one visit.")

    x_fc_maintenance_mail_tomorrow = fields.Boolean(
        string="Mail on the Day Before", default=True,
        help="Clients are reminded on the day before their visit.")
    x_fc_maintenance_mail_done = fields.Boolean(
        string="Mail When Done", default=True,
        help="Clients get a mail when their visit is done: what was serviced, and when the next is due.")

    @api.constrains("x_fc_maintenance_together_days", "x_fc_maintenance_longest_visit")
    def _check_maintenance_together(self):
        for company in self:
            if not 0 <= company.x_fc_maintenance_together_days <= 180:
                raise ValidationError(self.env._(
                    "Units are due together within 0 to 180 days of each other."))
            if not 5 <= company.x_fc_maintenance_longest_visit <= 720:
                raise ValidationError(self.env._("The longest visit is 5 to 720 minutes."))

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._maintenance_create_default_policy()
        companies._maintenance_create_sources()
        return companies

    def _maintenance_create_default_policy(self):
        """Make the default policy of the companies that have none."""
        for company in self.filtered(lambda c: not c.x_fc_maintenance_policy_id):
            company.x_fc_maintenance_policy_id = self.env["fusion.maintenance.policy"].sudo().create({
                "name": self.env._("Standard service"),
                "company_id": company.id,
            })

    def _maintenance_create_sources(self):
        """Give these companies the sources that the addon brings; one that is there stays as it is."""
        Source = self.env["fusion.maintenance.source"].sudo().with_context(active_test=False)
        titles = {"delivery": self.env._("Stock deliveries"), "adp": self.env._("ADP claims")}
        known = {(source.company_id, source.shipped) for source in Source.search([("company_id", "in", self.ids)])}
        Source.create([
            {"name": titles[key], "company_id": company.id, "shipped": key, **values}
            for company in self for key, values in SHIPPED.items() if (company, key) not in known])

    def _maintenance_tz(self):
        """The zone that "today", 07:00 and every shown time of this company are in.

        :rtype: zoneinfo.ZoneInfo
        """
        self.ensure_one()
        return ZoneInfo(self.resource_calendar_id.tz or "UTC")

    def _maintenance_now(self):
        """The company's wall clock: an aware datetime in :meth:`_maintenance_tz`."""
        now = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC"))
        return now.astimezone(self._maintenance_tz())

    def _maintenance_today(self):
        """The company's local date, whatever the server's or the user's is."""
        return self._maintenance_now().date()

    def _maintenance_holidays(self, first, last):
        """The public holidays between two local dates: the days whose noon is off for everybody.

        :rtype: set of datetime.date
        """
        self.ensure_one()
        tz, utc = self._maintenance_tz(), ZoneInfo("UTC")
        noons = {}
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            noons[day] = datetime.combine(day, time(12), tz).astimezone(utc).replace(tzinfo=None)
        leaves = self.env["resource.calendar.leaves"].sudo().search_fetch([
            ("resource_id", "=", False), ("company_id", "=", self.id), ("time_type", "=", "leave"),
            ("calendar_id", "in", [False, self.resource_calendar_id.id]),
            ("date_from", "<=", max(noons.values())), ("date_to", ">", min(noons.values())),
        ], ["date_from", "date_to"])
        return {day for day, noon in noons.items()
                if any(leave.date_from <= noon < leave.date_to for leave in leaves)}

    def _maintenance_local(self, moment: datetime):
        """A naive UTC datetime, as an aware one in the company's zone."""
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(self._maintenance_tz())
