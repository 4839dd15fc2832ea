from datetime import timedelta

from odoo.tests import tagged

from .common import TOMORROW, utc
from .page_case import PageCase


@tagged("fc_page")
class TestChangePage(PageCase):
    """Moving and cancelling by the client, over HTTP, without scripts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.move_cutoff_hours = 24

    def setUp(self):
        super().setUp()
        self.link = self.token()
        self.page = f"/maintenance/book/{self.link}"
        self.visit = self.booked(self.contract, utc(TOMORROW + timedelta(days=1), 9))

    def test_the_booked_page_offers_to_move_and_to_cancel(self):
        links = self.tree(self.fetch(self.page)).xpath("//main//a/@href")
        self.assertLessEqual({f"{self.page}/move", f"{self.page}/cancel"}, set(links))

    def test_moving_by_form_alone(self):
        page = self.fetch(f"{self.page}/move")
        self.assert_ours(page, 200)
        self.assertIn("Wednesday, November 25", self.text(page), "what is booked is shown")
        action, fields = self.form_of(page, start="2026-11-26T14:00:00Z")
        done = self.fetch(action, "POST", fields)
        self.assert_ours(done, 303)
        self.assertEqual(self.visit.start, utc(TOMORROW + timedelta(days=2), 9))
        self.assertEqual(self.contract.visit_id, self.visit)
        shown = self.text(self.fetch(done.headers["Location"]))
        self.assertIn("The visit has a new time.", shown)
        self.assertIn("Thursday, November 26, 2026", shown)
        self.assertEqual(self.fetch(action, "POST", fields).status_code, 303, "pressed twice")

    def test_moving_to_a_time_that_was_just_taken_keeps_the_old_one(self):
        action, fields = self.form_of(self.fetch(f"{self.page}/move"), start="2026-11-26T14:00:00Z")
        self.booked(self.make_contract(), utc(TOMORROW + timedelta(days=2), 9))
        response = self.fetch(action, "POST", fields)
        self.assert_ours(response, 409)
        self.assertIn("just taken", self.text(response))
        self.assertEqual(self.title(response), "Choose another time")
        self.assertEqual(self.visit.start, utc(TOMORROW + timedelta(days=1), 9))

    def test_the_button_is_below_the_suggested_times_and_at_the_end(self):
        other = f"/maintenance/book/{self.token(self.make_contract())}"
        for path, button in ((f"{self.page}/move", "Move the visit to this time"), (other, "Book this visit")):
            form = self.tree(self.fetch(path)).forms[0]
            suggested, week = form.xpath("fieldset")
            self.assertEqual(
                [one.text_content() for one in form.xpath(".//button[@type='submit']")], [button] * 2)
            self.assertEqual(len(suggested.xpath(".//button")), 1)
            self.assertFalse(week.xpath(".//button"))

    def test_the_first_week_leads_to_no_earlier_one(self):
        for query, links in (("", ["Next week"]), ("?first=2026-12-02", ["Previous week", "Next week"])):
            page = self.tree(self.fetch(f"{self.page}/move{query}"))
            self.assertEqual([link.text for link in page.xpath("//*[@class='fm-week-nav']/a")][:2], links)

    def test_when_no_other_time_is_free_the_client_can_ask_to_be_called(self):
        self.policy.write({"horizon_days": 1, "notice_hours": 96})
        page = self.fetch(f"{self.page}/move")
        self.assertIn("No other time is free online", self.text(page))
        self.assertFalse(self.tree(page).xpath("//*[@id='fm-data']"), "there is nothing to pick")
        action, fields = self.form_of(page)
        self.assert_ours(self.fetch(action, "POST", fields), 303)
        self.assertEqual(self.contract.call_activity_id.summary, "Call: another time for the visit")

    def test_cancelling_asks_once_and_offers_times_again(self):
        page = self.fetch(f"{self.page}/cancel")
        self.assert_ours(page, 200)
        self.assertEqual(self.visit.state, "booked", "looking changes nothing")
        self.assertIn(f"{self.page}/move", self.tree(page).xpath("//main//a/@href"))
        action, fields = self.form_of(page)
        done = self.fetch(action, "POST", fields)
        self.assert_ours(done, 303)
        self.assertEqual(self.visit.state, "cancelled")
        again = self.fetch(done.headers["Location"])
        self.assertEqual(self.title(again), "Book your service visit")
        self.assertIn("Your visit is cancelled.", self.text(again))
        first = self.tree(again).xpath("//main/*")[0]
        self.assertEqual(first.text_content().strip(), "Your visit is cancelled.")
        self.assertEqual(self.contract.message_ids[:1].author_id, self.client)
        self.assert_ours(self.fetch(action, "POST", fields), 303)  # pressed twice
        self.assertIn("Your visit is cancelled.", self.text(self.fetch(done.headers["Location"])))

    def test_what_is_cancelled_is_what_the_page_has_shown(self):
        action, fields = self.form_of(self.fetch(f"{self.page}/cancel"))
        moving = self.form_of(self.fetch(f"{self.page}/move"), start="2026-11-26T14:00:00Z")
        self.fetch(moving[0], "POST", moving[1])
        page = self.fetch(action, "POST", fields)
        self.assert_ours(page, 409)
        self.assertEqual(self.visit.state, "booked")
        self.assertIn("The visit was changed meanwhile.", self.text(page))
        self.assertIn("Thursday, November 26, 2026", self.text(page))
        action, fields = self.form_of(page)
        self.assert_ours(self.fetch(action, "POST", fields), 303)
        self.assertEqual(self.visit.state, "cancelled")

    def test_a_page_of_a_cancelled_visit_does_not_cancel_the_next_one(self):
        action, fields = self.form_of(self.fetch(f"{self.page}/cancel"))
        self.visit.action_cancel()
        other = self.booked(self.contract, utc(TOMORROW + timedelta(days=2), 9))
        self.assert_ours(self.fetch(action, "POST", fields), 409)
        self.assertEqual(other.state, "booked")

    def test_what_was_done_is_only_said_as_long_as_it_is_so(self):
        self.assertNotIn("cancelled", self.text(self.fetch(f"{self.page}?answer=cancelled")))
        self.visit.action_cancel()
        self.assertNotIn("new time", self.text(self.fetch(f"{self.page}?answer=moved")))
        for change in (self.contract.action_pause, lambda: self.policy.write({"notice_hours": 9000, "horizon_days": 1})):
            change()
            self.assertIn("Your visit is cancelled.", self.text(self.fetch(f"{self.page}?answer=cancelled")))
            self.contract.state = "active"

    def test_a_link_that_is_opened_later_says_which_visit_was_cancelled(self):
        self.visit.action_cancel()
        self.assertIn("Your visit of Wednesday, November 25, 2026 is cancelled.", self.text(self.fetch(self.page)))
        self.booked(self.contract, utc(TOMORROW + timedelta(days=2), 9))
        self.assertNotIn("cancelled", self.text(self.fetch(self.page)))

    def test_the_language_is_switched_on_the_page_that_is_open(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        page = self.tree(self.fetch(f"{self.page}/move?first=2026-12-02"))
        address, = page.xpath("//nav[@aria-label='Language']//a[@lang='fr-CA']/@href")
        self.assertEqual(address, f"{self.page}/move?first=2026-12-02&lang=fr_CA")
        self.assertEqual(self.tree(self.fetch(address)).get("lang"), "fr-CA")

    def test_after_the_cut_off_both_say_call_us(self):
        moving = self.form_of(self.fetch(f"{self.page}/move"), start="2026-11-27T14:00:00Z")
        cancelling = self.form_of(self.fetch(f"{self.page}/cancel"))
        with self.at("2026-11-24 10:00"):
            links = self.tree(self.fetch(self.page)).xpath("//main//a/@href")
            self.assertFalse([link for link in links if link.endswith(("/move", "/cancel"))])
            for action, fields in (moving, cancelling):
                asked = self.fetch(action)
                self.assert_ours(asked, 200)
                pressed = self.fetch(action, "POST", fields)
                self.assert_ours(pressed, 422)
                for page in (asked, pressed):
                    self.assertIn("too late to change this online", self.text(page))
                    self.assertEqual(self.title(page), "Your visit is booked")
        self.assertEqual((self.visit.state, self.visit.start),
                         ("booked", utc(TOMORROW + timedelta(days=1), 9)))

    def test_a_press_that_is_not_from_our_page_changes_nothing(self):
        for part, fields in (("move", {"start": "2026-11-26T14:00:00Z"}), ("cancel", {})):
            for wrong in ({}, {"csrf_token": "x"}):
                response = self.fetch(f"{self.page}/{part}", "POST", {"x": "", **fields, **wrong})
                self.assert_ours(response, 400)
            for method in ("PUT", "DELETE"):
                self.assert_ours(self.fetch(f"{self.page}/{part}", method), 405)
        self.assertEqual(self.visit.state, "booked")

    def test_nonsense_moves_nothing(self):
        action, fields = self.form_of(self.fetch(f"{self.page}/move"))
        for start in ("", "soon", "2026-11-24T03:00:00Z", "2026-11-26T14:07:00Z"):
            self.assert_ours(self.fetch(action, "POST", {**fields, "start": start}), 422)
        self.assertEqual(self.visit.start, utc(TOMORROW + timedelta(days=1), 9))

    def test_without_a_visit_there_is_nothing_to_move_or_cancel(self):
        other = f"/maintenance/book/{self.token(self.make_contract())}"
        for part in ("move", "cancel"):
            page = self.fetch(f"{other}/{part}")
            self.assert_ours(page, 200)
            self.assertEqual(self.title(page), "Book your service visit")
            _action, fields = self.form_of(page)
            self.assert_ours(self.fetch(f"{other}/{part}", "POST", fields), 422)
