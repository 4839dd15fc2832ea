from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from ..models.access_limit import LIMITS
from .page_case import PageCase


@tagged("fc_page")
class TestLimits(PageCase):
    """Who goes on and on is told to wait; who waits is welcome again (S6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As installed, 10, 60 and 20: asked for here so that the loops are short.
        cls.allow("limit_bookings", 3)
        cls.allow("limit_slot_reads", 3)
        cls.allow("limit_bad_tokens", 3)
        cls.allow("limit_new_links", 2)

    def statuses(self, times, path, method="GET", data=None, **headers):
        return [self.fetch(path, method, data, **headers).status_code for _ in range(times)]

    def test_as_installed_ten_bookings_sixty_reads_twenty_bad_tokens(self):
        for name, count in (("bookings", 10), ("slot_reads", 60), ("bad_tokens", 20)):
            parameter = self.env.ref(f"fusion_maintenance.parameter_limit_{name}")
            limit = next(one for one in LIMITS if one.parameter == f"limit_{name}")
            self.assertEqual(limit.default, count)
            self.env["ir.config_parameter"].set_param(parameter.key, "nonsense")
            self.assertEqual(self.Access._allowed(limit), count)

    def test_reads_of_times(self):
        path = f"/maintenance/book/{self.token()}/slots"
        self.assertEqual(self.statuses(5, path), [200, 200, 200, 429, 429])
        answer = self.fetch(path)
        self.assertEqual(answer.json()["answer"], "rate_limited")
        self.assertEqual(answer.headers["Retry-After"], "60")

    def test_who_waits_is_welcome_again(self):
        path = f"/maintenance/book/{self.token()}/slots"
        self.assertEqual(self.statuses(4, path)[-1], 429)
        with freeze_time(fields.Datetime.now() + timedelta(seconds=59)):
            self.assertEqual(self.fetch(path).headers["Retry-After"], "1")
        with freeze_time(fields.Datetime.now() + timedelta(seconds=61)):
            self.assertEqual(self.fetch(path).status_code, 200)

    def test_presses_of_any_button_count_together(self):
        token = self.token()
        action, fields_ = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        self.assertEqual(self.statuses(2, action, "POST", {**fields_, "start": "tomorrow"}), [422, 422])
        self.assertEqual(self.statuses(1, f"/maintenance/book/{token}/cancel", "POST", {}), [400])
        answer = self.fetch(action, "POST", fields_)
        self.assert_ours(answer, 429)
        self.assertIn("Please wait a minute", self.text(answer))
        self.assertFalse(self.contract.visit_id)
        # The page itself still opens: looking is not pressing.
        self.assertEqual(self.fetch(f"/maintenance/book/{token}").status_code, 200)

    def test_bad_tokens(self):
        answers = [self.fetch(f"/maintenance/book/{'A' * 42}{number}") for number in range(5)]
        self.assertEqual([answer.status_code for answer in answers], [404, 404, 404, 429, 429])
        self.assert_ours(answers[-1], 429)
        # A good one opens from the same address.
        self.assertEqual(self.fetch(f"/maintenance/book/{self.token()}").status_code, 200)

    def test_another_address_is_counted_by_itself_and_one_link_wherever_it_is_used(self):
        link, token = self.issue()
        for _ in range(3):
            self.Access._record("slots", link, "203.0.113.7")
        self.assertEqual(self.fetch(f"/maintenance/book/{token}/slots").status_code, 429)
        self.assertEqual(self.fetch(f"/maintenance/book/{self.token()}/slots").status_code, 200)

    def test_a_forged_header_changes_nothing(self):
        paths = [f"/maintenance/book/{self.token()}/slots" for _ in range(4)]
        statuses = [
            self.fetch(path, X_Forwarded_For=f"198.51.100.{number}", Forwarded="for=198.51.100.9",
                       X_Real_IP="198.51.100.9").status_code
            for number, path in enumerate(paths)]
        self.assertEqual(statuses, [200, 200, 200, 429])

    def test_what_is_refused_leaves_no_row(self):
        path = f"/maintenance/book/{self.token()}/slots"
        self.statuses(3, path)
        with self.writes():
            self.statuses(3, path)
