from odoo.tests import tagged

from .page_case import BAD_TOKENS, PageCase


@tagged("fc_page")
class TestStopPage(PageCase):
    """Stopping the reminders: without a login, at once, for as long as the law says."""

    def test_the_opt_out_asks_and_then_stops(self):
        _link, token = self.issue()
        page = self.fetch(f"/maintenance/stop/{token}")
        self.assert_ours(page, 200)
        self.assertNotIn("ellen@example.com", page.text)
        self.assertIn("e•••@example.com", self.text(page))
        self.assertFalse(self.client.x_fc_maintenance_opt_out)
        action, form = self.form_of(page)
        done = self.fetch(action, "POST", form)
        self.assert_ours(done, 303)
        self.assertTrue(self.client.x_fc_maintenance_opt_out)
        self.assertEqual(self.title(self.fetch(done.headers["Location"])), "The reminders are stopped")

    def test_the_opt_out_by_a_stranger_page_is_refused(self):
        _link, token = self.issue()
        for headers in ({}, {"Origin": "https://evil.example"}):
            response = self.fetch(f"/maintenance/stop/{token}", "POST", {"x": "1"}, **headers)
            self.assert_ours(response, 400)
        self.assertFalse(self.client.x_fc_maintenance_opt_out)

    def test_the_one_click_header_opts_out_without_csrf(self):
        _link, token = self.issue()
        self.assert_ours(self.fetch(f"/maintenance/stop/{token}/one-click"), 200)
        self.assertFalse(self.client.x_fc_maintenance_opt_out, "a GET is a person or a scanner")
        response = self.fetch(f"/maintenance/stop/{token}/one-click", "POST",
                              {"List-Unsubscribe": "One-Click"})
        self.assert_ours(response, 200)
        self.assertTrue(self.client.x_fc_maintenance_opt_out)
        self.assertEqual(self.Access.search([], limit=1).event, "opt_out")

    def test_the_opt_out_works_long_after_the_booking_page_has_closed(self):
        self.policy.link_days = 5
        link, token = self.issue()
        link.action_revoke()
        with self.at("2027-02-01 12:00"):
            self.assert_ours(self.fetch(f"/maintenance/book/{token}"), 404)
            response = self.fetch(f"/maintenance/stop/{token}/one-click", "POST", {"a": "b"})
            self.assert_ours(response, 200)
        self.assertTrue(self.client.x_fc_maintenance_opt_out)

    def test_the_opt_out_is_the_holders_alone(self):
        daughter = self.make_client("Anna Moss", "anna@example.com")
        token = self.token(partner=daughter)
        self.fetch(f"/maintenance/stop/{token}/one-click", "POST", {"a": "b"})
        self.assertTrue(daughter.x_fc_maintenance_opt_out)
        self.assertFalse(self.client.x_fc_maintenance_opt_out)

    def test_the_opt_out_is_of_the_address_that_the_page_names(self):
        husband = self.make_client("Tom Moss", "Ellen@Example.com")
        self.assertNotEqual(husband, self.client)
        self.fetch(f"/maintenance/stop/{self.token()}/one-click", "POST", {"a": "b"})
        self.assertTrue(husband.x_fc_maintenance_opt_out)

    def test_the_opt_out_is_effective_at_once(self):
        rows = self.Reminder._queue(self.contract, "30")
        self.assertEqual(rows.state, "queued")
        self.client.x_fc_maintenance_opt_out = True
        self.assertEqual((rows.state, rows.skip_reason), ("skipped", "opted_out"))
        self.assertFalse(rows.mail_id)

    def test_bad_tokens_stop_nothing(self):
        for token in BAD_TOKENS:
            self.assert_ours(self.fetch(f"/maintenance/stop/{token}"), 404)
            self.assert_ours(self.fetch(f"/maintenance/stop/{token}/one-click", "POST", {"a": "b"}), 404)
