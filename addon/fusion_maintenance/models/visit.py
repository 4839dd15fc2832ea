from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..core import ics

# What is changed by moving, cancelling and finishing, with all that hangs on it.
BOUND = {
    "company_id", "contract_id", "reservation_id", "employee_id", "start", "stop", "arrival_start",
    "arrival_stop", "state", "request_key", "repair_id", "event_id", "sale_order_id", "done_date",
    "partner_id", "policy_id", "holder_id", "booked_by", "channel", "sequence", "calendar_changed",
    "lead_id", "note_by_client",
}


class MaintenanceVisit(models.Model):
    """A booked service of one contract's unit: when, where, who comes, and what came of it."""

    _name = "fusion.maintenance.visit"
    _description = "Service Visit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True, copy=False, default="New")
    company_id = fields.Many2one("res.company", required=True, index=True)
    contract_id = fields.Many2one(
        "fusion.maintenance.contract", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner", string="Client", compute="_compute_agreed", store=True, precompute=True,
        index=True)
    product_id = fields.Many2one(related="contract_id.product_id")
    serial = fields.Char(related="contract_id.serial")
    service_address_id = fields.Many2one(related="contract_id.service_address_id")
    city = fields.Char(related="contract_id.city")
    address = fields.Char(compute="_compute_address", help="Where to go, in one line.")
    policy_id = fields.Many2one(
        "fusion.maintenance.policy", compute="_compute_agreed", store=True, precompute=True,
        help="The policy when the visit was booked: its price and its rules are what was agreed.")
    reservation_id = fields.Many2one(
        "fusion.maintenance.reservation", readonly=True, copy=False, ondelete="set null",
        index="btree_not_null")
    provisional = fields.Boolean(related="reservation_id.provisional", string="Technician to Confirm")
    employee_id = fields.Many2one(
        "hr.employee", string="Technician", required=True, index=True, tracking=True, copy=False)
    start = fields.Datetime(required=True, index=True, tracking=True, copy=False)
    stop = fields.Datetime(required=True, copy=False)
    arrival_start = fields.Datetime(
        readonly=True, copy=False, help="With an arrival window: what the client was told.")
    arrival_stop = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("booked", "Booked"), ("done", "Done"), ("cancelled", "Cancelled"), ("no_show", "No Show")],
        required=True, default="booked", index=True, tracking=True, copy=False)
    channel = fields.Selection(
        [("client_portal", "Booking page"), ("phone", "Phone")], required=True, default="phone")
    request_key = fields.Char(
        readonly=True, copy=False, help="Tells a repeated press of the button from a second booking.")
    phone = fields.Char(string="Phone for the Visit")
    note = fields.Text(string="Note for the Technician")
    note_by_client = fields.Boolean(
        readonly=True, copy=False, help="Written on the booking page, and nobody in the office has changed it: the page shows it.")
    booked_by = fields.Char(help="Who booked: the client, or a relative or care home by name.")
    holder_id = fields.Many2one(
        "res.partner", string="Also Told", readonly=True, copy=False, index="btree_not_null",
        help="The relative or care home who booked with a link of their own: gets the mails, too.")
    sequence = fields.Integer(
        readonly=True, copy=False, help="How often it was changed: calendars take the highest.")
    repair_id = fields.Many2one(
        "repair.order", string="Repair Order", readonly=True, copy=False, index="btree_not_null")
    event_id = fields.Many2one(
        "calendar.event", string="Calendar Event", readonly=True, copy=False, ondelete="set null",
        index="btree_not_null")
    sale_order_id = fields.Many2one(
        "sale.order", string="Order", readonly=True, copy=False, index="btree_not_null")
    done_date = fields.Date(readonly=True, copy=False, help="The company's local date of the service.")

    _one_booked = models.UniqueIndex(
        "(contract_id) WHERE state = 'booked'", "This contract already has a booked visit.")
    _request_key_unique = models.UniqueIndex("(request_key)", "This booking was already made.")
    _stop_after_start = models.Constraint(
        "CHECK (stop > start)", "A visit must end after it starts.")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "New") == "New":
                vals["name"] = self.env["ir.sequence"].with_company(
                    vals["company_id"]).next_by_code("fusion.maintenance.visit") or "New"
        return super().create(vals_list)

    def write(self, vals):
        # Neither an import nor a drag in a view goes around the reservation.
        # An import's values name the record, too.
        if not self.env.su and {"start", "stop"} & vals.keys() and vals.keys() <= {"id", "start", "stop"}:
            return self._drag(vals.get("start"), vals.get("stop"))
        if not self.env.su and BOUND & vals.keys():
            raise UserError(self.env._(
                "A visit is not edited like this: move it, cancel it or mark it as done. Its "
                "reserved time, repair order and calendar event go with it."))
        if not self.env.su and "note" in vals:
            vals = {**vals, "note_by_client": False}
        return super().write(vals)

    @api.depends("contract_id")
    def _compute_agreed(self):
        # Of the contract only, which is never exchanged: what it says later is for later visits.
        for visit in self:
            visit.partner_id = visit.contract_id.partner_id
            visit.policy_id = visit.contract_id.policy_id

    @api.depends("name", "partner_id", "city", "unit_count")
    def _compute_display_name(self):
        # A cell of a month has room for the first of these.
        for visit in self:
            units = self.env._("%(count)s units", count=visit.unit_count) if visit.unit_count > 1 else ""
            visit.display_name = " · ".join(filter(None, (
                visit.partner_id.name, visit.city, visit.name, units)))

    @api.depends("service_address_id")
    def _compute_address(self):
        for visit in self:
            place = visit.service_address_id
            visit.address = ", ".join(filter(None, (place.street, place.street2, place.city, place.zip)))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        if self.filtered(lambda visit: visit.state in ("booked", "done")):
            raise UserError(self.env._(
                "A booked or done visit is not deleted. Cancel it: that frees the time and keeps "
                "the history."))

    # -- what the client gets ----------------------------------------------------------------------

    def _ics(self, method="PUBLISH"):
        """The visit as an iCalendar file (RFC 5545), in the company's zone.

        Units serviced together are one entry: that of the visit they were booked with.

        :rtype: bytes
        """
        self.ensure_one()
        company = self.company_id
        address = self.service_address_id
        start, stop = self._promised()
        return ics.visit_ics(
            uid=f"visit-{(self.lead_id or self).id}@{self.env['ir.config_parameter'].sudo().get_param('database.uuid')}",
            sequence=self.sequence + (method == "CANCEL"),
            start=start, stop=stop, tz_name=company._maintenance_tz().key,
            summary=self.env._("Service visit – %(company)s", company=company.name),
            location=", ".join(filter(None, (address.street, address.city, address.zip))),
            description=self.env._(
                "Technician: %(technician)s. Questions or changes: %(phone)s. Reference: %(name)s.",
                technician=self.env._("One of our technicians") if self.provisional else self._technician_name(),
                phone=company.phone or company.email or "", name=self._together()[:1].name),
            organizer_name=company.name, organizer_email=company.email or "",
            stamp=fields.Datetime.now(), method=method)

    def _technician_name(self):
        """The first name of who comes, which is all that a client is told."""
        self.ensure_one()
        return (self.sudo().employee_id.name or "").split(" ")[0]

    def _promised(self):
        """From when to when the client expects us: the arrival window, or else the visit (naive UTC)."""
        return self.arrival_start or self.start, self.arrival_stop or self.stop

    def _promises(self, start):
        """Whether this visit is what was chosen with a start: that one, or one in the same arrival window."""
        begin, end = self._promised() if self.arrival_start else (self.start, self.start)
        return start == self.start or begin <= start < end

    def _edition(self):
        """Tells this visit, as it is planned now, from others and from how it was planned before."""
        return f"{self.id}.{self.sequence}"

    def _work_done(self):
        """What was done at this visit, for the client: names of the service and of the parts put in."""
        repair = self.sudo().repair_id
        parts = repair.move_ids.filtered(lambda move: move.repair_line_type == "add" and move.state == "done")
        return (repair.sale_order_line_id.product_id | parts.product_id).mapped("name")

    def _reader(self):
        """Whom a mail about this visit is written to: the client, unless it is being made for another."""
        return self.env["res.partner"].browse(self.env.context.get("maintenance_reader")) or self.partner_id

    def _notify(self, template, method="PUBLISH", with_link=True):
        """Queue one mail about these visits, made together, to the client, and to who booked for them
        and still may.

        :param bool with_link: each mail has a fresh link to the reader's page
        """
        lead = self[:1]
        for partner in lead.partner_id | lead.holder_id & lead.contract_id.holder_ids.partner_id:
            if partner.email:
                token = with_link and self.env["fusion.maintenance.link"].sudo()._issue(
                    lead.contract_id, partner)[1]
                lead._mail(template, partner, token, method)

    def _mail(self, template, partner, link_token=None, method="PUBLISH"):
        """Queue a mail about this visit, with the calendar file.

        :param str template: name of a mail template of this module
        :param partner: who reads it
        :param str link_token: the token of a fresh link, for the mail only
        :param str method: of the calendar file (RFC 5546); none goes along without
        """
        self.ensure_one()
        visit = self.with_context(lang=partner.lang or self.env.lang)
        link = self.env["fusion.maintenance.link"]
        mail_template = self.env["mail.template"].sudo().browse(
            self._known(f"fusion_maintenance.{template}")).with_context(
            maintenance_reader=partner.id,
            links={self.id: link._url(self.contract_id, link_token)} if link_token else {})
        attachment = method and self.env["ir.attachment"].sudo().create({
            "name": "visit.ics", "raw": visit._ics(method), "mimetype": "text/calendar",
            "res_model": self._name, "res_id": self.id})
        mail = mail_template.send_mail_batch(
            [self.id], email_values={
                "attachment_ids": attachment.ids if attachment else [],
                # A link is for its holder, whatever a manager has made of the template.
                "recipient_ids": [Command.set(partner.ids)], "email_to": False, "email_cc": False})
        self.env["fusion.maintenance.reminder"]._hide_from_chatter(mail)
        # After the commit, and not in an hour: who has booked waits for it.
        self.env["ir.cron"].sudo().browse(
            self._known("mail.ir_cron_mail_scheduler_action"))._trigger()
        return mail

    def _known(self, xmlid):
        """The id of a record of our data or Odoo's, from a cache: ``env.ref`` asks the database."""
        return self.env["ir.model.data"]._xmlid_to_res_id(xmlid, raise_if_not_found=True)
