from collections import Counter

from markupsafe import Markup

from odoo import Command, models
from odoo.exceptions import UserError

from ..core import unit


# The visit's own chatter says what was booked, and for whom: no "created" beside it, and no mail
# "You have been assigned" to the office for each repair order and each order.
QUIETLY = {"mail_create_nolog": True, "mail_auto_subscribe_no_notify": True}


class MaintenanceContract(models.Model):
    _inherit = "fusion.maintenance.contract"

    def _create_repair_from_booking(self, visit):
        """Make the confirmed repair order of a booked visit.

        The unit is taken from and returned to where it is, with the client: Odoo's defaults are
        our own stock, and confirming then asks about an insufficient quantity.

        :return: repair.order
        """
        self.ensure_one()
        product, lot = self._repair_unit()
        where = self.partner_id.with_company(self.company_id).property_stock_customer
        repair = self.env["repair.order"].sudo().with_company(
            self.company_id).with_context(**QUIETLY).create({
            "company_id": self.company_id.id,
            "user_id": visit.employee_id.user_id.id or self.user_id.id,
            "partner_id": self.partner_id.id,
            "product_id": product.id,
            "lot_id": lot.id,
            "picking_type_id": self._repair_operation_type().id,
            "product_location_src_id": where.id,
            "product_location_dest_id": where.id,
            "schedule_date": visit.start,
            "internal_notes": Markup("<p>%s</p>") % visit.note if visit.note else False,
            "x_fc_intake_source": visit.channel,
            "x_fc_maintenance_contract_id": self.id,
            "x_fc_maintenance_visit_id": visit.id,
        })
        repair._action_repair_confirm()
        repair = repair.with_context(mail_create_nolog=False)
        visit.repair_id = repair
        self.booking_repair_id = repair
        return repair

    def _repair_unit(self):
        """(product, lot) for the repair order; no product where it could not be finished.

        A repair of a tracked product cannot be finished without its lot.
        """
        product, lot = self.product_id, self.lot_id
        if product.type != "consu":
            return product.browse(), lot.browse()
        if product.tracking != "none" and not lot:
            if not self.serial:
                return product.browse(), lot
            lot = self._lot_of_serial() or lot.sudo().create({
                "product_id": product.id, "name": self.serial, "company_id": self.company_id.id})
        return product, lot

    def _lot_of_serial(self):
        """The stock.lot that the serial means, however it was typed."""
        lots = self.env["stock.lot"].sudo().search_fetch([
            ("product_id", "=", self.product_id.id),
            ("company_id", "in", (False, self.company_id.id))], ["name"])
        number = unit.normalize_serial(self.serial)
        return lots.filtered(lambda lot: unit.normalize_serial(lot.name) == number)[:1]

    def _repair_operation_type(self):
        """The company's operation type for repairs.

        :raise UserError: the company has no warehouse
        """
        operation_type = self.env["stock.picking.type"].sudo().search([
            ("code", "=", "repair_operation"), ("company_id", "=", self.company_id.id)], limit=1)
        if not operation_type:
            raise UserError(self.env._(
                "%(company)s has no warehouse with repairs, so a visit cannot get its repair order. "
                "Create a warehouse for this company first.", company=self.company_id.name))
        return operation_type


class MaintenanceVisit(models.Model):
    """The records that a booking makes around a visit, all in its transaction.

    That they were made is told once, in the contract's chatter, and not in their own as well.
    """

    _inherit = "fusion.maintenance.visit"

    def _make_event(self):
        """Put these visits, made together, into the technician's calendar.

        The client is never an attendee and Odoo sends none of its invitations: their links act
        on GET. Nothing in the event says more than a synced calendar may show.
        """
        technician = self.employee_id
        # What is read of the units is read of the services too, which the order is about to need.
        (self.product_id | self.policy_id.service_product_id).mapped("display_name")
        self.event_id = self.env["calendar.event"].sudo().with_context(
            no_mail_to_attendees=True, mail_create_nolog=True, mail_create_nosubscribe=True,
            mail_notrack=True, skip_contact_description=True, dont_notify=True,
        ).create({
            **self._event_text(),
            "start": self[:1].start,
            "stop": self[:1].stop,
            "user_id": technician.user_id.id,
            "partner_ids": [Command.set(technician.work_contact_id.ids)],
            "location": self.service_address_id._display_address(
                without_company=True).replace("\n", ", "),
            "show_as": "busy",
            "privacy": False,
        })

    def _event_text(self):
        """What the event of these visits says, in other calendars too: who, which units, a phone number."""
        lead = self[:1]
        # A cell of a month has room for the client.
        client = ", ".join(filter(None, (lead.partner_id.name, lead.service_address_id.city)))
        if len(self) > 1:
            name = self.env._("%(client)s – service visit %(name)s, %(count)s units",
                              client=client, name=lead.name, count=len(self))
        else:
            name = self.env._("%(client)s – service visit %(name)s", client=client, name=lead.name)
        units = Counter(visit.product_id.display_name for visit in self)
        return {"name": name, "description": Markup("<br/>").join(filter(None, (
            *(f"{count} × {unit}" if count > 1 else unit for unit, count in units.items()),
            lead.phone or lead.contract_id.phone, lead._event_link())))}

    def _event_link(self):
        """The way to what no synced calendar may show: notes (an entry code, say) and serial numbers."""
        return Markup('<a href="%s/odoo/%s/%s">%s</a>') % (
            self.get_base_url(), self._name, self.id,
            self.env._("Notes and serial numbers of %(visit)s", visit=self.name))

    def _make_order(self):
        """Make the priced order of these visits, as their policies say: a line for each, bound to its repair order.

        Both the order and its line are set on the repair: then finishing it delivers the line,
        and cancelling the order cancels the repair. It is confirmed where all of them want that now.
        """
        priced = self.filtered(
            lambda visit: visit.policy_id.revenue_mode != "none" and visit.policy_id.service_product_id)
        if not priced:
            return
        contract = self[:1].contract_id
        order = self.env["sale.order"].sudo().with_company(
            contract.company_id).with_context(**QUIETLY).create({
            "company_id": contract.company_id.id,
            "partner_id": contract.partner_id.id,
            "partner_shipping_id": contract.service_address_id.id,
            "user_id": contract.user_id.id,
            "origin": " ".join((self[:1].name, *self.contract_id.mapped("name"))),
            "order_line": [Command.create({
                "product_id": visit.policy_id.service_product_id.id,
                "product_uom_qty": 1.0,
                "price_unit": visit.contract_id._visit_price(visit.policy_id)[0],
                "discount": 0.0,  # the price is what the client was told
            }) for visit in priced],
        })
        for visit, line in zip(priced, order.order_line, strict=True):
            if len(self) > 1:
                # Thirty times the same service says little on an invoice.
                line.name = "\n".join(filter(None, (line.name, visit.product_id.name, visit.serial)))
            visit.sale_order_id = order
            visit.repair_id.write({"sale_order_id": order.id, "sale_order_line_id": line.id})
        if priced.policy_id._confirm_moment() == "booked":
            order.with_context(mail_create_nolog=False).action_confirm()

    def _as_told(self):
        """What a client knows of when this visit is and who comes: mailed when it changes.

        With an arrival window they were not told how long it takes.
        """
        return self.start, self.arrival_stop or self.stop, self.employee_id

    def _follow_move(self, was, holder=None):
        """Take event and repair orders of these visits along to the new time, and tell the client.

        :param was: what :meth:`_as_told` gave before
        :param holder: res.partner who moved it with a link
        """
        lead = self[:1]
        self._done_by(holder)
        self.event_id.with_context(
            fc_visit_moves=True, no_mail_to_attendees=True, dont_notify=True,
        ).write({
            # It may have been archived, or made to last all day, from outside.
            "active": True,
            "allday": False,
            "start": lead.start,
            "stop": lead.stop,
            "user_id": lead.employee_id.user_id.id,
            "partner_ids": [Command.set(lead.employee_id.work_contact_id.ids)],
        })
        for repair in self.repair_id:
            if repair.state not in ("done", "cancel"):
                repair.with_context(**QUIETLY).write({
                    "schedule_date": lead.start,
                    "user_id": lead.employee_id.user_id.id or repair.user_id.id})
        if was != lead._as_told():
            for visit in self:
                visit._tell_moved(was[0] != lead.start, holder)
            self._notify("email_template_visit_moved")

    def _follow_contact(self, was):
        """Hand the event of these visits over to the person whom their technician is now.

        :param was: res.partner, the technician's work contact until now
        """
        technician = self.employee_id
        self.event_id.with_context(
            fc_visit_moves=True, no_mail_to_attendees=True, dont_notify=True,
        ).write({
            "user_id": technician.user_id.id,
            "partner_ids": [Command.unlink(was.id), Command.link(technician.work_contact_id.id)],
        })

    def _follow_shrink(self):
        """These visits go on without others they were made with: the event says for which units it is."""
        self.event_id.with_context(dont_notify=True).write(self._event_text())
        self.sequence = self[:1].sequence + 1

    def _announce(self, holder=None):
        """Tell the client and the dispatchers that these visits, made together, are booked.

        :param holder: res.partner who booked with a link
        """
        self.contract_id.reminder_ids._skip("booked")
        self._done_by(holder)
        when = self[:1]._when_in_words()
        for visit in self:
            visit._tell(self.env._("Visit %(visit)s booked for %(when)s.", visit=visit.name, when=when), holder)
        self._notify("email_template_visit_confirmed")
