import logging
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers import theme
from ..controllers.log_mask import LOGGERS, TokenFilter, mask
from ..core.token import hash_token
from .page_case import PageCase

BAD_TOKENS = ("x", "A" * 43, "A" * 42, "A" * 44, "0", "%00" * 43, "é" * 43, "%ff" * 43,
              "A" * 4000, "' OR 1=1 --", "[object Object]", "null")


@tagged("fc_page")
class TestLinks(PageCase):
    """Links: who may open a page, and what can be learnt from one that does not open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Link = cls.env["fusion.maintenance.link"]
        cls.Access = cls.env["fusion.maintenance.access"]

    def issue(self, **values):
        link, token = self.Link._issue(self.contract, self.client)
        link.write(values)
        return link, token

    # -- tokens ------------------------------------------------------------------------------------

    def test_only_the_hash_of_a_token_is_kept(self):
        link, token = self.issue()
        self.assertEqual(link.token_hash, hash_token(token))
        self.env.flush_all()
        self.env.cr.execute("SELECT row_to_json(link)::text FROM fusion_maintenance_link link WHERE id = %s",
                            [link.id])
        self.assertNotIn(token, self.env.cr.fetchone()[0])

    def test_every_link_is_its_own(self):
        made = self.Link._issue_batch([(self.contract, self.client)] * 20)
        self.assertEqual(len({token for _link, token in made}), 20)
        for link, token in made:
            self.assertEqual(self.Link._find(token), link)

    def test_nobody_reads_a_hash_or_makes_a_link_over_rpc(self):
        link, _token = self.issue()
        manager = self.make_user("mia", "group_manager")
        with self.assertRaises(AccessError):
            link.with_user(manager).read(["token_hash"])
        with self.assertRaises(AccessError):
            self.Link.with_user(manager).search([("token_hash", "like", "a")])
        with self.assertRaises(AccessError):
            self.Link.with_user(manager).create({
                "contract_id": self.contract.id, "partner_id": self.client.id,
                "company_id": self.company.id, "token_hash": "0", "expires": "2030-01-01",
                "stop_expires": "2030-01-01"})
        with self.assertRaises(AccessError):
            link.with_user(manager).write({"expires": "2030-01-01"})

    def test_every_bad_token_gets_one_and_the_same_page(self):
        now = fields.Datetime.now()
        _expired, expired = self.issue(expires=now - timedelta(seconds=1))
        _revoked, revoked = self.issue(revoked=now)
        self.fetch(f"/maintenance/book/{self.token()}")
        tokens = (*BAD_TOKENS, expired, revoked, expired[:-1], revoked.swapcase())
        pages = set()
        for token in tokens:
            response = self.fetch(f"/maintenance/book/{token}")
            self.assert_ours(response, 404)
            self.assertNotIn(token, response.text.replace("null", "") if token == "null" else
                             response.text if len(token) > 3 else "")
            pages.add(response.text)
            for method, part in (("POST", "/confirm"), ("GET", "/visit.ics"), ("POST", "/cancel")):
                response = self.fetch(f"/maintenance/book/{token}{part}", method)
                self.assert_ours(response, 404)
                pages.add(response.text)
        self.assertEqual(len(pages), 1)
        answer = self.fetch(f"/maintenance/book/{expired}/slots")
        self.assertEqual((answer.status_code, answer.json()["answer"]), (404, "link_invalid"))

    def test_a_token_opens_its_own_contract_only(self):
        other = self.make_contract()
        _link, token = self.issue()
        self.booked(other)
        self.assertEqual(
            self.title(self.fetch(f"/maintenance/book/{token}")), "Book your service visit")

    def test_a_link_lives_as_long_as_the_policy_says(self):
        self.policy.link_days = 10
        _link, token = self.issue()
        with self.at("2026-12-03 09:00"):
            self.assertTrue(self.Link._find(token))
        with self.at("2026-12-03 11:00"):
            self.assertFalse(self.Link._find(token))

    def test_revoking_closes_the_page_at_once(self):
        link, token = self.issue()
        user = self.make_user("rita", "group_user")
        with self.assertRaises(AccessError):
            link.sudo(False).with_user(user).action_revoke()
        link.with_user(self.make_user("dan", "group_dispatcher")).action_revoke()
        self.assert_ours(self.fetch(f"/maintenance/book/{token}"), 404)
        self.assertFalse(link.live)

    def test_addresses_are_on_the_companys_own_domain(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://erp.example.com")
        token = self.token()
        self.assertEqual(self.Link._url(self.contract, token),
                         f"https://erp.example.com/maintenance/book/{token}")
        self.website.domain = "https://www.example.com"
        self.assertEqual(self.Link._url(self.contract, token, "stop"),
                         f"https://www.example.com/maintenance/stop/{token}")
        self.assertEqual(self.Link._mail_headers(self.contract, token), {
            "List-Unsubscribe": f"<https://www.example.com/maintenance/stop/{token}/one-click>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})

    # -- the access log ----------------------------------------------------------------------------

    def test_the_log_says_what_was_opened_and_what_was_not(self):
        link, token = self.issue()
        self.assertFalse(link.last_opened)
        self.fetch(f"/maintenance/book/{token}")
        self.fetch(f"/maintenance/book/{token}/slots")
        self.press(token)
        self.fetch("/maintenance/book/nonsense")
        rows = self.Access.search([], order="id")
        self.assertEqual(rows.mapped("event"), ["open", "slots", "open", "book", "bad_token"])
        self.assertEqual(rows.link_id, link)
        self.assertEqual(set(rows.mapped("address")), {"127.0.0.1"})
        link.invalidate_recordset()
        self.assertTrue(link.last_opened)

    def test_the_log_is_never_changed(self):
        self.Access._record("bad_token", address="192.0.2.1")
        row = self.Access.search([])
        with self.assertRaises(UserError):
            row.address = "192.0.2.2"
        with self.assertRaises(UserError):
            row.unlink()

    def test_the_log_forgets_what_is_old(self):
        self.Access._record("bad_token")
        with self.at("2027-06-01 12:00"):
            self.Access._record("open")
            self.Access._gc_old()
            self.assertEqual(self.Access.search([]).mapped("event"), ["open", "bad_token"])
        with self.at("2028-01-10 12:00"):
            self.Access._gc_old()
            self.assertEqual(self.Access.search([]).mapped("event"), ["open"])

    # -- the server's log --------------------------------------------------------------------------

    def test_tokens_do_not_reach_the_servers_log(self):
        token = self.token()
        with self.assertLogs("werkzeug", logging.INFO) as logs:
            self.fetch(f"/maintenance/book/{token}/slots?first=2026-11-30")
            self.fetch(f"/repairs/maintenance/book/{token}")
            self.fetch(f"/maintenance/stop/{token}")
            self._wait_remaining_requests()
        self.assertTrue([line for line in logs.output if "/maintenance/book/***/slots?first" in line])
        self.assertFalse([line for line in logs.output if token in line])

    def test_the_filter_masks_messages_and_arguments(self):
        token = self.token()
        record = logging.LogRecord(
            "werkzeug", logging.INFO, "", 0, "%s /maintenance/book/" + token,
            (f"GET //maintenance//stop/{token}/one-click HTTP/1.1",), None)
        TokenFilter().filter(record)
        self.assertNotIn(token, record.getMessage())
        self.assertEqual(mask("/web/login"), "/web/login")
        for name in LOGGERS:
            filters = [f for f in logging.getLogger(name).filters if isinstance(f, TokenFilter)]
            self.assertEqual(len(filters), 1, name)

    # -- the opt-out -------------------------------------------------------------------------------

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

    def test_the_opt_out_is_effective_at_once(self):
        rows = self.Reminder._queue(self.contract, "30")
        self.assertEqual(rows.state, "queued")
        self.client.x_fc_maintenance_opt_out = True
        self.assertEqual((rows.state, rows.skip_reason), ("skipped", "opted_out"))
        self.assertFalse(rows.mail_id)

    def test_bad_tokens_stop_nothing(self):
        with mute_logger("odoo.http"):
            for token in BAD_TOKENS:
                self.assert_ours(self.fetch(f"/maintenance/stop/{token}"), 404)
                self.assert_ours(self.fetch(f"/maintenance/stop/{token}/one-click", "POST", {"a": "b"}), 404)

    # -- the theme ---------------------------------------------------------------------------------

    def test_any_company_colour_stays_readable(self):
        colours = [f"#{red:02x}{green:02x}{blue:02x}" for red in range(0, 256, 51)
                   for green in range(0, 256, 51) for blue in range(0, 256, 51)]
        for colour in (*colours, None, "", "red", "#ff", "#12345;}", "#FFF"):
            rgb = theme.parse(colour)
            for page, towards in ((theme.LIGHT_PAGE, theme.BLACK), (theme.DARK_PAGE, theme.WHITE)):
                accent = theme.readable(rgb, page, towards)
                self.assertGreaterEqual(theme.contrast(accent, page), 4.5, colour)
                on_accent = max(theme.contrast(accent, theme.WHITE), theme.contrast(accent, theme.BLACK))
                self.assertGreaterEqual(on_accent, 4.5, colour)

    def test_the_theme_is_a_stylesheet_of_ours(self):
        self.company.primary_color = "#ffee00"
        page = self.fetch(f"/maintenance/book/{self.token()}")
        address, = self.tree(page).xpath("//link[contains(@href, '/maintenance/theme/')]/@href")
        response = self.fetch(address)
        self.assertEqual(response.headers["Content-Type"], "text/css; charset=utf-8")
        self.assertIn("--fm-accent:#", response.text)
        self.company.primary_color = "#0000ff"
        self.assertNotIn(address, self.fetch(f"/maintenance/book/{self.token()}").text)
