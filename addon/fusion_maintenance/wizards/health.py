import pytz

from odoo import api, fields, models
from odoo.tools import config

class MaintenanceHealth(models.TransientModel):
    """What would keep a visit from being booked or a reminder from leaving, in plain words."""

    _name = "fusion.maintenance.health"
    _description = "Health Check"

    line_ids = fields.One2many(
        "fusion.maintenance.health.line", "health_id", default=lambda self: self._default_lines())
    healthy = fields.Boolean(compute="_compute_healthy")

    @api.depends("line_ids.level")
    def _compute_healthy(self):
        for health in self:
            health.healthy = all(line.level == "ok" for line in health.line_ids)

    @api.model
    def _default_lines(self):
        return [fields.Command.create({"level": level, "message": message})
                for level, message in self._findings()]

    @api.model
    def _findings(self):
        """Everything that was looked at: list of ("ok" | "warning" | "error", sentence)."""
        findings = list(self._database())
        for company in self.env.companies:
            findings += self.sudo()._company(company)
        return findings + list(self.sudo()._mail())

    @api.model
    def _company(self, company):
        policies = self.env["fusion.maintenance.policy"].search([("company_id", "=", company.id)])
        skilled = self.env["fusion.maintenance.availability"]._skilled
        served = {policy: skilled(policy) for policy in policies}
        yield from self._policies(company, served)
        yield from self._clock(company, self.env["hr.employee"].union(*served.values()))
        if not self.env["stock.picking.type"].search_count(
                [("code", "=", "repair_operation"), ("company_id", "=", company.id)], limit=1):
            yield "error", self.env._(
                "%(company)s has no warehouse with repairs, so no visit can be booked.",
                company=company.name)
        yield from self._sources(company)
        if not company.phone:
            yield "warning", self.env._(
                "%(company)s has no phone number. Clients see it on every page and in every mail.",
                company=company.name)

    @api.model
    def _policies(self, company, served):
        for policy, technicians in served.items():
            if len(technicians) == 1:
                yield "warning", self.env._(
                    "Only %(technician)s can serve “%(policy)s”: nobody can stand in.",
                    technician=technicians.name, policy=policy.name)
            elif technicians:
                yield "ok", self.env._(
                    "Technicians who can serve “%(policy)s”: %(count)s.",
                    policy=policy.name, count=len(technicians))
            elif policy.skill_id:
                yield "error", self.env._(
                    "Nobody can serve “%(policy)s”: no employee of %(company)s has the skill "
                    "“%(skill)s” at that level.", policy=policy.name, company=company.name,
                    skill=policy.skill_id.name)
            else:
                yield "error", self.env._(
                    "Nobody can serve “%(policy)s”: tick “Does Service Visits” on an employee of "
                    "%(company)s, or ask for a skill.", policy=policy.name, company=company.name)

    @api.model
    def _sources(self, company):
        for source in self.env["fusion.maintenance.source"].search([("company_id", "=", company.id)]):
            if source.state == "paused" or source.last_error:
                yield "error", self.env._(
                    "No units come from “%(name)s”: %(problem)s", name=source.name,
                    problem=source.problem or source.last_error)
            elif source.state == "on":
                yield "ok", self.env._("Units come from “%(name)s”.", name=source.name)

    @api.model
    def _clock(self, company, technicians):
        calendar = company.resource_calendar_id
        zones = pytz.country_timezones.get(company.country_id.code or "", [])
        if zones and calendar.tz not in zones:
            yield "warning", self.env._(
                "The working hours of %(company)s are in the time zone %(zone)s, which is not one "
                "of its country. Reminders, and the times that clients see, follow it.",
                company=company.name, zone=calendar.tz)
        else:
            yield "ok", self.env._("%(company)s lives by the clock of %(zone)s.",
                                   company=company.name, zone=calendar.tz)
        for technician in technicians:
            if not technician.resource_calendar_id or technician.resource_calendar_id.flexible_hours:
                yield "warning", self.env._(
                    "%(technician)s has no fixed working hours, so the hours of %(company)s are "
                    "offered.", technician=technician.name, company=company.name)

    @api.model
    def _mail(self):
        if self.env["ir.mail_server"].search_count([], limit=1) or config["smtp_server"] != "localhost":
            yield "ok", self.env._("A mail server is set up.")
        else:
            yield "warning", self.env._(
                "No outgoing mail server is set up. Reminders and confirmations cannot leave.")
        for template in self.env["mail.template"].search([("x_fc_maintenance_failure", "!=", False)]):
            yield "error", self.env._(
                "The mail “%(mail)s” cannot be made: %(reason)s. Correct it under Configuration, Mails.",
                mail=template.name, reason=template.x_fc_maintenance_failure)
        failed = self.env["fusion.maintenance.reminder"].search_count(
            [("state", "=", "failed"), ("company_id", "in", self.env.companies.ids)])
        if failed:
            yield "warning", self.env._(
                "%(count)s reminders failed. See Follow-up, Reminders.", count=failed)


class MaintenanceHealthLine(models.TransientModel):
    _name = "fusion.maintenance.health.line"
    _description = "Health Check Finding"
    _order = "id"

    health_id = fields.Many2one("fusion.maintenance.health", required=True, ondelete="cascade")
    level = fields.Selection(
        [("ok", "Good"), ("warning", "Look at This"), ("error", "Broken")], required=True)
    message = fields.Char(required=True)
