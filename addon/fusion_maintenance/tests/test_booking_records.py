from datetime import timedelta, timezone

import vobject

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from .common import TOMORROW, utc
from .reminder_case import ReminderCase


class RecordsCase(ReminderCase):
    """A technician with a login, and a client who presses 13:00 tomorrow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.user = cls.make_user("priya", "group_technician", employee=cls.technician)
        cls.slot = utc(TOMORROW, 13)
        cls.chair = cls.make_product()
        cls.lot = cls.make_lot(cls.chair, "SN-1")
        cls.contract = cls.make_contract(product_id=cls.chair.id, lot_id=cls.lot.id)
        cls.client = cls.contract.partner_id


class TestRepair(RecordsCase):
    """The repair order of a visit."""

    def test_confirmed_for_the_clients_unit_where_it_is(self):
        visit = self.booked(self.contract, self.slot)
        customer = self.client.property_stock_customer
        self.assertRecordValues(visit.repair_id, [{
            "state": "confirmed", "partner_id": self.client.id, "product_id": self.chair.id,
            "lot_id": self.lot.id, "product_location_src_id": customer.id,
            "product_location_dest_id": customer.id, "schedule_date": self.slot,
            "company_id": self.company.id, "user_id": self.user.id}])

    def test_linked_both_ways(self):
        visit = self.booked(self.contract, self.slot)
        self.assertEqual(visit.repair_id.x_fc_maintenance_visit_id, visit)
        self.assertEqual(visit.repair_id.x_fc_maintenance_contract_id, self.contract)
        self.assertEqual(self.contract.booking_repair_id, visit.repair_id)

    def test_it_says_where_it_came_from(self):
        page = self.booked(self.contract, self.slot).repair_id
        phone = self.booked(self.make_contract(), utc(TOMORROW, 15), channel="phone").repair_id
        self.assertEqual(
            [page.x_fc_intake_source, phone.x_fc_intake_source], ["client_portal", "phone"])

    def test_confirming_by_hand_asks_nothing_about_quantities(self):
        # The unit was delivered: it is at the customer location.
        self.env["stock.quant"]._update_available_quantity(
            self.chair, self.client.property_stock_customer, 1, lot_id=self.lot)
        repair = self.booked(self.contract, self.slot).repair_id
        repair.action_repair_cancel_draft()
        self.assertEqual(repair.state, "draft")
        self.assertIs(repair.action_validate(), True)

    def test_the_note_of_the_client_is_text(self):
        visit = self.booked(self.contract, self.slot, note="Dog <b>bites</b>")
        self.assertIn("Dog &lt;b&gt;bites&lt;/b&gt;", visit.repair_id.internal_notes)

    def test_a_tracked_product_known_by_its_serial_only_gets_a_lot(self):
        contract = self.make_contract(product_id=self.chair.id, serial="SN-77")
        repair = self.booked(contract, self.slot).repair_id
        self.assertEqual((repair.product_id, repair.lot_id.name), (self.chair, "SN-77"))

    def test_the_lot_that_exists_is_taken(self):
        contract = self.make_contract(product_id=self.chair.id, serial="SN-1")
        self.assertEqual(self.booked(contract, self.slot).repair_id.lot_id, self.lot)
        self.assertEqual(self.env["stock.lot"].search_count([("name", "=", "SN-1")]), 1)

    def test_the_lot_that_exists_is_found_however_the_serial_is_written(self):
        contract = self.make_contract(product_id=self.chair.id, serial="sn 1")
        self.assertEqual(self.booked(contract, self.slot).repair_id.lot_id, self.lot)

    def test_a_tracked_product_without_any_serial_is_left_out_and_can_be_finished(self):
        contract = self.make_contract(product_id=self.chair.id, serial=False)
        visit = self.booked(contract, self.slot)
        self.assertFalse(visit.repair_id.product_id)
        visit.action_done()
        self.assertEqual(visit.repair_id.state, "done")

    def test_a_company_without_a_warehouse_is_told_so(self):
        self.env["stock.picking.type"].search(
            [("code", "=", "repair_operation"), ("company_id", "=", self.company.id)]).active = False
        with self.assertRaisesRegex(UserError, "warehouse"):
            self.book(self.contract, self.slot)


class TestEvent(RecordsCase):
    """The event in the technician's calendar."""

    def test_when_where_and_for_whom(self):
        visit = self.booked(self.contract, self.slot, phone="416-555-0199", note="Ring twice")
        event = visit.event_id
        self.assertRecordValues(event, [{
            "start": self.slot, "stop": self.slot + timedelta(hours=1), "show_as": "busy",
            "user_id": self.user.id}])
        self.assertIn("1 King Street West", event.location)
        for text in ("416-555-0199", "Power Wheelchair", f"/odoo/fusion.maintenance.visit/{visit.id}"):
            self.assertIn(text, str(event.description))
        # A cell of a month shows the first dozen letters.
        self.assertEqual(event.name, f"Ellen Moss, Toronto – service visit {visit.name}")
        self.assertEqual(visit.display_name, f"Ellen Moss · Toronto · {visit.name}")

    def test_what_no_other_calendar_may_show_stays_in_the_visit(self):
        visit = self.booked(self.contract, self.slot, note="Entry code 4711")
        event = visit.event_id
        for text in ("4711", "SN-1"):
            self.assertNotIn(text, f"{event.name} {event.description} {event.location}")

    def test_the_phone_of_the_client_when_none_was_given(self):
        self.assertIn("416-555-0100", str(self.booked(self.contract, self.slot).event_id.description))

    def test_the_technician_is_the_only_attendee(self):
        event = self.booked(self.contract, self.slot).event_id
        self.assertEqual(event.partner_ids, self.technician.work_contact_id)
        self.assertEqual(event.attendee_ids.partner_id, self.technician.work_contact_id)

    def test_a_technician_without_a_login(self):
        self.technician.user_id = False
        event = self.booked(self.contract, self.slot).event_id
        self.assertEqual(event.partner_ids, self.technician.work_contact_id)
        self.assertFalse(event.user_id)

    def test_it_belongs_to_no_document(self):
        event = self.booked(self.contract, self.slot).event_id
        self.assertFalse(event.res_model)
        self.assertFalse(event.activity_ids)

    def test_the_calendar_mails_nobody(self):
        with self.mock_mail_gateway():
            visit = self.booked(self.contract, self.slot)
            self.assertEqual(self._new_mails.recipient_ids, self.client)
            self.assertEqual(len(self._new_mails), 1, "the confirmation")
            self._new_mails = self._new_mails.browse()
            visit.event_id.attendee_ids.do_accept()
            visit.event_id.attendee_ids.do_decline()
            self.assertFalse(self._new_mails)


class TestOrder(RecordsCase):
    """The priced order of a visit."""

    def test_a_draft_by_the_price_of_the_policy_bound_to_the_repair(self):
        self.policy.price = 120
        visit = self.booked(self.contract, self.slot)
        order = visit.sale_order_id
        self.assertRecordValues(order, [{
            "state": "draft", "partner_id": self.client.id, "company_id": self.company.id,
            "partner_shipping_id": self.contract.service_address_id.id}])
        self.assertRecordValues(order.order_line, [{
            "product_id": self.policy.service_product_id.id, "product_uom_qty": 1, "price_unit": 120}])
        self.assertEqual(visit.repair_id.sale_order_id, order)
        self.assertEqual(visit.repair_id.sale_order_line_id, order.order_line)

    def test_a_price_of_zero_is_a_price(self):
        self.policy.price = 0
        order = self.booked(self.contract, self.slot).sale_order_id
        self.assertEqual(order.order_line.price_unit, 0)

    def test_a_confirmed_order(self):
        self.policy.revenue_mode = "order"
        visit = self.booked(self.contract, self.slot)
        self.assertEqual(visit.sale_order_id.state, "sale")
        self.assertEqual(visit.sale_order_id.sudo().repair_order_ids, visit.repair_id)

    def test_no_order(self):
        self.policy.revenue_mode = "none"
        visit = self.booked(self.contract, self.slot)
        self.assertFalse(visit.sale_order_id)
        visit.action_done()
        self.assertEqual(visit.repair_id.state, "done")

    def test_no_service_product_no_order(self):
        self.policy.service_product_id = False
        self.assertFalse(self.booked(self.contract, self.slot).sale_order_id)

    def test_the_work_that_is_done_is_delivered(self):
        self.policy.revenue_mode = "order"
        visit = self.booked(self.contract, self.slot)
        visit.action_done()
        self.assertEqual(visit.sale_order_id.order_line.qty_delivered, 1)

    def test_a_draft_confirmed_later_makes_no_second_repair(self):
        visit = self.booked(self.contract, self.slot)
        visit.sale_order_id.action_confirm()
        self.assertEqual(visit.sale_order_id.sudo().repair_order_ids, visit.repair_id)
        visit.action_done()
        self.assertEqual(visit.sale_order_id.order_line.qty_delivered, 1)

    def test_a_service_that_makes_repairs_of_its_own_is_refused_in_the_policy(self):
        repairing = self.env["product.product"].create({
            "name": "Repair", "type": "service", "service_tracking": "repair"})
        with self.assertRaisesRegex(ValidationError, "repair order of its own"):
            self.policy.service_product_id = repairing

    def test_the_service_of_a_policy_does_not_become_one_later(self):
        with self.assertRaises(ValidationError):
            self.policy.service_product_id.service_tracking = "repair"

    def test_the_price_is_proposed_from_the_product_and_kept_when_edited(self):
        product = self.env["product.product"].create(
            {"name": "Deep service", "type": "service", "list_price": 180})
        with Form(self.policy) as form:
            form.service_product_id = product
            self.assertEqual(form.price, 180)
            form.price = 150
        self.assertEqual(self.policy.price, 150)
        product.list_price = 200
        self.assertEqual(self.policy.price, 150)


class TestConfirmation(RecordsCase):
    """The mail that tells the client that the visit is booked."""

    def test_it_goes_to_the_client_with_a_calendar_file(self):
        visit = self.booked(self.contract, self.slot)
        message, = self.send_queue()
        self.assertIn("ellen@example.com", message["To"])
        event = vobject.readOne(self.calendar_file(message)).vevent
        self.assertEqual(event.dtstart.value.timestamp(), self._utc(self.slot))
        self.assertEqual(event.dtend.value.timestamp(), self._utc(self.slot) + 3600)
        self.assertIn("1 King Street West", event.location.value)
        self.assertIn(visit.name, event.description.value)

    def _utc(self, moment):
        return moment.replace(tzinfo=timezone.utc).timestamp()

    def test_its_link_opens_the_contract_and_is_nowhere_in_the_database(self):
        self.booked(self.contract, self.slot)
        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.client.ids)])
        token = self.token(mail)
        self.assertEqual(
            self.env["fusion.maintenance.link"]._find(token).contract_id, self.contract)
        self.send_queue()
        self.assertEqual(self.tables_with(token), [])

    def test_a_client_without_an_address_is_booked_all_the_same(self):
        contract = self.make_contract(partner_id=self.make_client(email=False).id)
        self.booked(contract, self.slot)
        self.assertEqual(self.send_queue(), [])

    def test_a_relative_books_and_the_client_gets_the_mail(self):
        self.booked(self.contract, self.slot, booked_by="June Moss")
        self.assertEqual(self.contract.visit_id.booked_by, "June Moss")
        self.assertTrue(self.send_queue())

    def test_an_opted_out_client_is_still_told(self):
        self.client.x_fc_maintenance_opt_out = True
        self.booked(self.contract, self.slot)
        self.assertEqual(len(self.send_queue()), 1)

    def test_the_chatter_says_when(self):
        visit = self.booked(self.contract, self.slot)
        bodies = " ".join(self.contract.message_ids.mapped("body"))
        self.assertIn(visit.name, bodies)
        self.assertIn("1:00", bodies)
