"""What the tests of the public pages share: links, a browser that runs no scripts, and a look
at what a request wrote into the database."""
from contextlib import contextmanager

from lxml import html

from odoo.tests import HttpCase, tagged

from ..models.access_limit import LIMITS
from .common import MaintenanceCase

# What the website's own layout would carry.
WEBSITE_MARKS = ("googletagmanager", "G-SECRET01", "web.assets_frontend", "/website/static", "o_main_nav")

BAD_TOKENS = ("x", "A" * 43, "A" * 42, "A" * 44, "0", "%00" * 43, "é" * 43, "%ff" * 43,
              "A" * 4000, "' OR 1=1 --", "[object Object]", "null")


@tagged("post_install", "-at_install")
class PageCase(MaintenanceCase, HttpCase):
    """One technician, a client with a contract, and a website with analytics switched on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.make_technician()
        cls.company.write({"phone": "416-555-0142", "email": "service@example.com"})
        cls.website = cls.env["website"].search([], limit=1)
        cls.website.write({"company_id": cls.company.id, "google_analytics_key": "G-SECRET01"})
        cls.contract = cls.make_contract()
        cls.client = cls.contract.partner_id
        cls.Link = cls.env["fusion.maintenance.link"]
        cls.Access = cls.env["fusion.maintenance.access"]
        # The clock stands still, and all requests come from one address: see test_limits.
        for limit in LIMITS:
            cls.allow(limit.parameter, 0)

    @classmethod
    def allow(cls, parameter, count):
        """Set a limit of the public pages; 0 is none."""
        cls.env["ir.config_parameter"].set_param(f"fusion_maintenance.{parameter}", str(count))

    # -- links ---------------------------------------------------------------------------------

    def token(self, contract=None, partner=None):
        """The token of a fresh link, of the client's contract unless another one is given."""
        contract = contract or self.contract
        _link, token = self.Link._issue(contract, partner or contract.partner_id)
        return token

    def issue(self, **values):
        """A link of the client's with these field values, and its token."""
        link, token = self.Link._issue(self.contract, self.client)
        link.write(values)
        return link, token

    # -- a browser without scripts -----------------------------------------------------------------

    def fetch(self, path, method="GET", data=None, **headers):
        """One request, no redirect followed."""
        return self.url_open(
            path, data=data, method=method, allow_redirects=False,
            headers={name.replace("_", "-"): value for name, value in headers.items()})

    def tree(self, response):
        """The page that came, as lxml has it."""
        return html.fromstring(response.content)

    def text(self, response):
        """Everything a person reads on the page, in one line."""
        return " ".join(self.tree(response).find("body").text_content().split())

    def title(self, response):
        """The page's one heading of the first level."""
        headings = self.tree(response).xpath("//h1")
        self.assertEqual(len(headings), 1, "a page has one h1")
        return headings[0].text_content()

    def form_of(self, response, **typed):
        """(action, fields) of the page's form as a browser would send it, the first time chosen."""
        form = self.tree(response).forms[0]
        fields = {name: value or "" for name, value in form.form_values()}
        if radios := form.xpath(".//input[@name='start']"):
            fields.setdefault("start", radios[0].get("value"))
        return form.action, {**fields, **typed}

    def press(self, token, **typed):
        """Open the booking page, fill in the form, press the button: the answer."""
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{token}"), **typed)
        return self.fetch(action, "POST", fields)

    # -- what must hold of every answer ------------------------------------------------------------

    def assert_ours(self, response, status):
        """The answer is a page of ours: its headers, a way to reach us, and nothing of others."""
        self.assertEqual(response.status_code, status)
        headers = response.headers
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", headers["X-Robots-Tag"])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'self'", "script-src 'self' 'unsafe-eval'", "style-src 'self'",
                     "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
            self.assertIn(part, policy.split("; "))
        self.assertNotIn("frontend_lang", response.cookies, "no language cookie of the website")
        if response.headers["Content-Type"].startswith("text/html") and status not in (302, 303):
            for mark in WEBSITE_MARKS:
                self.assertNotIn(mark, response.text)
            self.assertIn("416-555-0142", self.text(response), "the phone number is on every page")
            self.assertTrue(self.tree(response).get("lang"))
            self.assertFalse(self.tree(response).xpath("//script[not(@src) and @type!='application/json']"))
            self.assertFalse(self.tree(response).xpath("//@style"), "the policy allows no inline style")
            self.title(response)

    @contextmanager
    def writes(self, *tables):
        """Only these tables are written to, and only by inserts."""
        before = self._written()
        yield
        after = self._written()
        changed = {
            table: tuple(new - old for new, old in zip(counts, before.get(table, (0, 0, 0))))
            for table, counts in after.items() if counts != before.get(table)}
        self.assertEqual(set(changed), set(tables), changed)
        for table, (_inserts, updates, deletes) in changed.items():
            self.assertFalse(updates or deletes, f"{table} was changed, not only added to")

    def _written(self):
        """Rows inserted, updated and deleted per table in this transaction, which HttpCase shares."""
        self.env.flush_all()
        self.env.cr.execute("""
            SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables
             WHERE n_tup_ins + n_tup_upd + n_tup_del > 0""")
        return {name: tuple(counts) for name, *counts in self.env.cr.fetchall()}
