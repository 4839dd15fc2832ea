from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..core.token import hash_token
from .page_case import BAD_TOKENS, PageCase


@tagged("fc_page")
class TestLinks(PageCase):
    """Links: who may open a page, and what can be learnt from one that does not open."""

    # -- tokens ----------------------------------------------------------------------------------------

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

    # -- the access log --------------------------------------------------------------------------------

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
