import json

from odoo.tests import tagged

from .common import TOMORROW, utc
from .page_case import PageCase

ACCESS = "fusion_maintenance_access"


@tagged("fc_page")
class TestPageSafety(PageCase):
    """Whoever asks in whatever way gets a page of ours, and changes nothing by looking."""

    # -- CSRF, methods, unknown addresses ----------------------------------------------------------

    def test_a_post_that_is_not_from_our_page_books_nothing(self):
        token = self.token()
        action, good = self.form_of(self.fetch(f"/maintenance/book/{token}"), note="Ring twice")
        cases = (
            ({"csrf_token": ""}, {}), ({"csrf_token": "é" * 40}, {}), ({"csrf_token": "0o1"}, {}),
            ({}, {"Origin": "https://evil.example"}), ({}, {"Origin": "http://["}),
            ({}, {"Sec_Fetch_Site": "cross-site"}))
        with self.writes(ACCESS):
            for change, headers in cases:
                response = self.fetch(action, "POST", {**good, **change}, **headers)
                self.assert_ours(response, 400)
                self.assertIn("press the button once more", self.text(response))
                self.assertEqual(self.tree(response).xpath("//textarea")[0].text, "Ring twice")
        del good["csrf_token"]
        answer = self.fetch(action, "POST", good, Accept="application/json")
        self.assertEqual((answer.status_code, answer.json()["answer"]), (400, "refused"))
        self.assertFalse(self.contract.visit_id)
        # The page's session may be gone: the next press has a token that is good.
        good["csrf_token"] = answer.json()["csrf"]
        self.assertEqual(self.fetch(action, "POST", good, Accept="application/json").status_code, 200)

    def test_our_own_origin_is_welcome(self):
        for origin in ("null", self.base_url(), self.env["ir.config_parameter"].get_param("web.base.url")):
            contract = self.make_contract()
            action, fields = self.form_of(self.fetch(f"/maintenance/book/{self.token(contract)}"))
            self.assertEqual(self.fetch(action, "POST", fields, Origin=origin).status_code, 303, origin)

    def test_wrong_methods_are_answered_by_us(self):
        token = self.token()
        page = f"/maintenance/book/{token}"
        wrong = {
            page: ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"),
            f"{page}/confirm": ("GET", "HEAD", "PUT", "DELETE"),
            f"{page}/slots": ("POST", "PUT"),
            f"{page}/move/slots": ("POST", "PUT"),
            f"{page}/visit.ics": ("POST", "DELETE"),
            f"/repairs/maintenance/book/{token}": ("POST", "PUT"),
            f"/maintenance/stop/{token}": ("PUT", "DELETE"),
        }
        with self.writes():
            for path, methods in wrong.items():
                for method in methods:
                    response = self.fetch(path, method)
                    if method == "HEAD":
                        self.assertEqual(response.status_code, 405)
                    else:
                        self.assert_ours(response, 405)
                    self.assertTrue(response.headers["Allow"], (path, method))

    def test_unknown_addresses_are_answered_by_us(self):
        token = self.token()
        for path in ("/maintenance/book/a/b/c", "/maintenance/stop", "/maintenance/theme",
                     f"/maintenance/book/{token}/nonsense", f"/maintenance/book/{token}/confirm/x",
                     "/maintenance/theme/0.css", "/maintenance/theme/x.css", "/maintenance/theme/a/b",
                     "/maintenance/book/%00/%ff", "/repairs/maintenance/x", "/maintenance/stop/x/y/z",
                     f"/repairs/maintenance/book/{token}/x"):
            self.assert_ours(self.fetch(path), 404)
            self.assert_ours(self.fetch(path, "POST", {"a": "b"}), 404)

    def test_the_websites_own_pages_below_maintenance_are_shown(self):
        for name in ("winter-tires", "bookkeeping", "book-a-demo", "plans/yearly"):
            view = self.env["ir.ui.view"].create({
                "name": name, "type": "qweb", "key": f"website.test_{name}",
                "arch": f"<t t-call='website.layout'><p>The dealer's page {name}</p></t>"})
            self.env["website.page"].create({
                "url": f"/maintenance/{name}", "view_id": view.id, "is_published": True,
                "website_id": self.website.id})
            response = self.fetch(f"/maintenance/{name}")
            self.assertEqual(response.status_code, 200, name)
            self.assertIn(f"The dealer's page {name}", response.text)

    def test_what_is_nobodys_below_maintenance_is_the_websites_to_say(self):
        response = self.fetch("/maintenance/nonsense")
        self.assertEqual(response.status_code, 404)
        self.assertIn("web.assets_frontend", response.text)

    def test_a_language_before_the_address_does_not_lead_to_the_website(self):
        for path in ("/fr/maintenance/book/%00", "/fr/maintenance/book/x/y", "/xx/maintenance/stop/x"):
            for method in ("GET", "POST"):
                self.assert_ours(self.fetch(path, method), 404)

    def test_a_failure_of_ours_is_answered_by_us(self):
        def fail(*_args):
            raise RuntimeError("a mistake in the code")

        self.patch(type(self.env["fusion.maintenance.booking.page"]), "_facts", fail)
        with self.assertLogs("odoo.http", "ERROR"):
            response = self.fetch(f"/maintenance/book/{self.token()}")
        self.assert_ours(response, 500)
        self.assertNotIn("mistake", response.text)

    def test_a_failure_of_the_error_page_still_gets_our_headers(self):
        def fail(*_args, **_values):
            raise RuntimeError("a mistake in the code")

        self.patch(type(self.env["fusion.maintenance.page"]), "_render", fail)
        with self.assertLogs("odoo", "ERROR"):
            response = self.fetch(f"/maintenance/book/{self.token()}")
        self.assertEqual(response.status_code, 500)
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("Sorry", response.text)

    # -- GET changes nothing -----------------------------------------------------------------------

    def test_reading_changes_nothing_but_the_access_log(self):
        booked, old = self.make_contract(), self.make_contract()
        tokens = {contract: self.token(contract) for contract in (self.contract, booked, old)}
        self.booked(booked)
        old._roll_next_due_date(self.company._maintenance_today())
        self.fetch(f"/maintenance/book/{tokens[booked]}")
        paths = [f"/maintenance/book/{token}{part}" for token in tokens.values()
                 for part in ("", "?first=2026-12-01", "?answer=booked", "/slots", "/move", "/move/slots",
                              "/visit.ics")]
        paths += [f"/maintenance/stop/{tokens[booked]}", f"/maintenance/stop/{tokens[booked]}/one-click"]
        with self.writes(ACCESS):
            for path in paths:
                for method in ("GET", "HEAD", "GET"):
                    self.assertLess(self.fetch(path, method).status_code, 500)
        self.assertFalse(self.client.x_fc_maintenance_opt_out)

    def test_visitors_are_not_tracked(self):
        before = self.env["website.visitor"].search_count([])
        self.fetch(f"/maintenance/book/{self.token()}")
        self.fetch("/maintenance/book/nonsense")
        self.assertEqual(self.env["website.visitor"].search_count([]), before)

    def test_who_is_logged_in_does_not_matter(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        user = self.make_user("elsa", company_id=other.id, company_ids=[(6, 0, other.ids)])
        self.authenticate(user.login, user.login)
        token = self.token()
        page = self.fetch(f"/maintenance/book/{token}")
        self.assert_ours(page, 200)
        self.assertEqual(self.press(token).status_code, 303)
        visit = self.contract.visit_id
        self.assertEqual(visit.company_id, self.company)
        self.assertTrue(visit.create_uid._is_public())

    # -- the other routes --------------------------------------------------------------------------

    def test_slots_for_the_picker(self):
        response = self.fetch(f"/maintenance/book/{self.token()}/slots?first=2026-11-30&days=3")
        self.assert_ours(response, 200)
        self.assertEqual([day["date"] for day in response.json()["week"]],
                         ["2026-11-30", "2026-12-01", "2026-12-02"])
        for query in ("first=x&days=-1", "days=99999999999", "days=%00", "first=0001-01-01"):
            self.assert_ours(self.fetch(f"/maintenance/book/{self.token()}/slots?{query}"), 200)

    def test_slots_of_a_booked_contract_lead_to_the_visit(self):
        token = self.token()
        self.booked(self.contract)
        answer = self.fetch(f"/maintenance/book/{token}/slots").json()
        self.assertEqual((answer["answer"], answer["location"]),
                         ("already_booked", f"/maintenance/book/{token}"))

    def test_the_pickers_data_holds_no_markup(self):
        self.client.phone = "416-555-0177"
        response = self.fetch(f"/maintenance/book/{self.token()}")
        text = self.tree(response).xpath("//script[@id='fm-data']")[0].text
        self.assertNotIn("<", text)
        data = json.loads(text)
        self.assertLessEqual(
            {"api", "csrf", "key", "lang", "now", "phone", "slots", "contact", "terms"}, set(data))
        self.assertNotIn("0177", text, "the client's own number is not told")

    def test_the_visit_as_a_calendar_file(self):
        token = self.token()
        self.assert_ours(self.fetch(f"/maintenance/book/{token}/visit.ics"), 404)
        self.booked(self.contract, utc(TOMORROW, 13))
        response = self.fetch(f"/maintenance/book/{token}/visit.ics")
        self.assert_ours(response, 200)
        self.assertTrue(response.headers["Content-Type"].startswith("text/calendar"))
        self.assertIn("DTSTART;TZID=America/Toronto:20261124T130000", response.text)

    def test_links_of_earlier_mails_still_lead_here(self):
        token = self.token()
        response = self.fetch(f"/repairs/maintenance/book/{token}")
        self.assert_ours(response, 302)
        self.assertEqual(response.headers["Location"], f"/maintenance/book/{token}")
        for odd in ("%0d%0aSet-Cookie:x", "A" * 5000):
            response = self.fetch(f"/repairs/maintenance/book/{odd}")
            self.assert_ours(response, 302)
            self.assertTrue(response.headers["Location"].endswith("/maintenance/book/unknown"))
