from odoo.tests import tagged

from .common import TOMORROW, MaintenanceCase, utc


@tagged("post_install", "-at_install")
class TestBookingChatter(MaintenanceCase):
    """A booking makes its records quietly; what becomes of them is told as everywhere in Odoo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.seller = cls.make_user("sam", "group_dispatcher")
        cls.contract = cls.make_contract(user_id=cls.seller.id)

    def _book(self):
        """A visit at 13:00 tomorrow, booked as the page does it: with tracking."""
        loud = self.booking.with_context(tracking_disable=False)
        answer = loud._book(
            self.contract.with_env(loud.env), utc(TOMORROW, 13), key="key", channel="client_portal")
        self.assertEqual(answer.code, "booked")
        self.cr.flush()
        return answer.visit

    def _tracked(self, record):
        """The fields whose changes the record's chatter tells."""
        self.cr.flush()
        return set(record.message_ids.sudo().tracking_value_ids.field_id.mapped("name"))

    def test_that_it_is_booked_is_told_once_and_where_people_look(self):
        visit = self._book()
        told = [message.body for message in self.contract.message_ids if visit.name in message.body]
        self.assertEqual(len(told), 1)
        for record in visit, visit.repair_id, visit.sale_order_id:
            self.assertFalse(record.message_ids)

    def test_moving_a_visit_is_tracked(self):
        visit = self._book()
        visit.env[self.booking._name]._move(visit, utc(TOMORROW, 15))
        self.assertEqual(self._tracked(visit), {"start"})

    def test_cancelling_is_tracked_on_visit_repair_order_and_order(self):
        visit = self._book()
        visit.env[self.booking._name]._cancel(visit)
        self.assertEqual(self._tracked(visit), {"state"})
        self.assertIn("state", self._tracked(visit.repair_id))
        self.assertIn("state", self._tracked(visit.sale_order_id))

    def test_who_is_responsible_follows_the_order(self):
        self.assertIn(self.seller.partner_id, self._book().sale_order_id.message_partner_ids)
