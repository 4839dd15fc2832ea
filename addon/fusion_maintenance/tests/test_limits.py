from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import freeze_time, tagged
from odoo.tools import file_path

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
        data = etree.parse(file_path("fusion_maintenance/data/parameters.xml"))
        installed = dict(zip(data.xpath("//field[@name='key']/text()"), data.xpath("//field[@name='value']/text()"), strict=True))
        self.assertEqual(
            [installed[f"fusion_maintenance.limit_{name}"] for name in ("bookings", "slot_reads", "bad_tokens")],
            ["10", "60", "20"])
        for limit in LIMITS:
            self.assertEqual(installed[f"fusion_maintenance.{limit.parameter}"], str(limit.default))
            self.allow(limit.parameter, "nonsense")
            self.assertEqual(self.Access._allowed(limit), limit.default)

    def test_pages_with_times_count_too(self):
        self.allow("limit_pages", 3)
        path = f"/maintenance/book/{self.token()}"
        self.assertEqual(
            [self.fetch(f"{path}?first=2026-11-{day}").status_code for day in range(24, 28)], [200, 200, 200, 429])

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
        self.assertIn("Please wait a little", self.text(answer))
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
