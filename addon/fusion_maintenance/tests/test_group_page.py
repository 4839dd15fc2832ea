import json

from .common import utc
from .group_case import GroupCase
from .page_case import PageCase

EIGHT, CHOSEN = "2026-11-25T13:00:00Z", "2026-11-25T14:00:00Z"  # eight and nine in Toronto


class TestGroupPage(GroupCase, PageCase):
    """The booking page of a care home whose three lifts are due together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home.lang = "en_US"

    def open(self, contract=None, partner=None, *parts):
        """The page of a fresh link, of the first lift and the home's unless given; its token too."""
        token = self.token(contract or self.first, partner)
        return self.fetch("/".join(("/maintenance/book", token, *parts))), token

    def data(self, response):
        """What the slot picker takes over with."""
        return json.loads(self.tree(response).get_element_by_id("fm-data").text)

    def boxes(self, response):
        """(id, ticked) of each unit that can be left out."""
        return [(int(box.get("value")), box.get("checked") is not None)
                for box in self.tree(response).xpath("//input[@type='checkbox'][@name='unit']")]

    def send(self, token, units, *parts, start=CHOSEN, **typed):
        """Press the button of the page with these units."""
        _action, fields = self.form_of(self.fetch("/".join(("/maintenance/book", token, *parts))))
        fields = [(name, value) for name, value in {**fields, "start": start, **typed}.items() if name != "unit"]
        return self.fetch("/".join(("/maintenance/book", token, *(parts or ["confirm"]))), "POST",
                          fields + [("unit", str(unit)) for unit in units])

    # -- what is offered ---------------------------------------------------------------------------

    def test_the_page_says_what_is_serviced_how_long_and_for_how_much(self):
        page, _token = self.open()
        self.assert_ours(page, 200)
        text = self.text(page)
        for words in ("Cedar Grove Care Home, the regular service of 3 of your units is due", "3 units",
                      "3 hours", "$285.00 plus taxes", *self.lifts.mapped("name")):
            self.assertIn(words, text)
        for serial in self.lifts.mapped("serial"):
            self.assertNotIn(serial, page.text)
        self.assertIn("The first is due by December 23, 2026.", text)
        self.assertNotIn("right after", text)

    def test_without_javascript_every_unit_but_the_first_can_be_unticked(self):
        page, _token = self.open()
        self.assertEqual(self.boxes(page), [(self.second.id, True), (self.third.id, True)])
        self.assertEqual(
            self.tree(page).xpath("//input[@type='hidden'][@name='unit']/@value"), [str(self.first.id)])

    def test_the_picker_and_every_week_of_times_name_the_units(self):
        page, token = self.open()
        data = self.data(page)
        self.assertEqual([unit["id"] for unit in data["slots"]["units"]], self.lifts.ids)
        self.assertEqual(data["slots"]["duration"], 180)
        week = self.fetch(f"/maintenance/book/{token}/slots?first=2026-11-30").json()
        self.assertEqual(week["units"], data["slots"]["units"])

    def test_a_single_unit_has_a_page_without_a_list(self):
        page, _token = self.open(self.contract)
        self.assertFalse(self.tree(page).xpath("//input[@type='checkbox']"))
        self.assertEqual([unit["id"] for unit in self.data(page)["slots"]["units"]], self.contract.ids)
        self.assertNotIn("What we service", self.text(page))

    def test_when_not_all_fit_the_page_says_so(self):
        self.make_lifts(3)
        page, _token = self.open()
        self.assertIn("This visit is for 4 of the 6 units that are due. You can book the others right after.",
                      self.text(page))

    def test_who_holds_two_of_them_is_offered_two(self):
        nora = self.make_holder(self.first + self.second)
        page, _token = self.open(self.first, nora)
        self.assertIn("2 units of Cedar Grove Care Home", self.text(page))
        self.assertNotIn(self.third.name, page.text)

    def test_in_french_too(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.home.lang = "fr_CA"
        page, _token = self.open()
        self.assertIn("3 heures", self.text(page))

    # -- pressing ----------------------------------------------------------------------------------

    def test_one_press_books_all_of_them_and_the_page_lists_them(self):
        page, _token = self.open()
        form = self.tree(page).forms[0]
        booked = self.fetch(form.action, "POST", [*form.form_values(), ("start", CHOSEN)])
        self.assertEqual(booked.status_code, 303)
        self.assertEqual(len(self.lifts.visit_id.event_id), 1)
        for contract in self.lifts:
            shown = self.fetch(f"/maintenance/book/{self.token(contract)}")
            self.assertEqual(self.title(shown), "Your visit is booked")
            for words in ("3 units", "$285.00 plus taxes", *self.lifts.mapped("name"), self.first.visit_id.name):
                self.assertIn(words, self.text(shown))

    def test_what_was_unticked_is_left_out_and_offered_right_after(self):
        _page, token = self.open()
        self.assertEqual(self.send(token, [self.first.id, self.third.id]).status_code, 303)
        self.assertFalse(self.second.visit_id)
        shown = self.fetch(f"/maintenance/book/{token}")
        self.assertIn("One more of your units is due: Power Wheelchair.", self.text(shown))
        self.assertTrue(self.tree(shown).xpath(f"//a[contains(@href, '/maintenance/book/{token}/more')]"))

    def test_a_page_that_comes_again_keeps_what_was_unticked(self):
        _page, token = self.open()
        again = self.send(token, [self.first.id, self.third.id], phone="12")
        self.assertEqual(again.status_code, 422)
        self.assertEqual(self.boxes(again), [(self.second.id, False), (self.third.id, True)])
        self.assertEqual(self.data(again)["left_out"], [self.second.id])

    def test_a_page_from_before_books_the_links_own_unit(self):
        _page, token = self.open()
        self.assertEqual(self.send(token, []).status_code, 303)
        self.assertEqual(self.lifts.mapped("visit_id").contract_id, self.first)

    def test_a_unit_that_became_due_meanwhile_does_not_spoil_the_press(self):
        page, token = self.open()
        self.make_lifts(1)
        self.assertEqual(self.send(token, self.lifts.ids).status_code, 303)
        self.assertEqual(len(self.home_visits()), 3)

    def home_visits(self):
        return self.Visit.search([("partner_id", "=", self.home.id)])

    def test_hostile_units_are_refused_in_words(self):
        elsewhere = self.make_lifts(1, service_address_id=self.make_client("Other place").id)
        nora = self.make_holder(self.first + self.second)
        _page, token = self.open()
        _page, hers = self.open(self.first, nora)
        for asked, units in (
                (token, [self.first.id, self.contract.id]), (token, [self.second.id, self.first.id]),
                (token, [self.first.id, elsewhere.id]), (token, [self.first.id, 999999999]),
                (token, ["all"]), (token, [self.first.id, "-1"]), (token, [self.first.id] * 201),
                (token, [f"{self.first.id} OR 1=1"]), (hers, [self.first.id, self.third.id])):
            with self.subTest(units=units):
                page = self.send(asked, units)
                self.assert_ours(page, 422)
                self.assertIn("press the button again", self.text(page))
        self.assertFalse(self.home_visits() + self.contract.visit_ids)

    def test_a_unit_named_twice_is_booked_once(self):
        _page, token = self.open()
        self.assertEqual(self.send(token, [self.first.id, self.second.id, self.second.id]).status_code, 303)
        self.assertEqual(len(self.home_visits()), 2)

    # -- the others --------------------------------------------------------------------------------

    def test_the_rest_is_booked_right_after(self):
        self.make_lifts(3)
        page, token = self.open()
        self.assertEqual(self.send(token, self.first._visit_together().ids, start=EIGHT).status_code, 303)
        booked = self.fetch(f"/maintenance/book/{token}")
        self.assertIn("2 more of your units are due.", self.text(booked))
        more = self.fetch(f"/maintenance/book/{token}/more")
        self.assert_ours(more, 200)
        self.assertIn("2 units", self.text(more))
        self.assertEqual(self.data(more)["api"], {
            "slots": f"/maintenance/book/{token}/more/slots", "confirm": f"/maintenance/book/{token}/more"})
        left = self.first._still_to_book()
        self.assertEqual([unit["id"] for unit in self.fetch(
            f"/maintenance/book/{token}/more/slots").json()["units"]], left.ids)
        done = self.send(token, left.ids, "more", start="2026-11-26T14:00:00Z")
        self.assertEqual(done.status_code, 303)
        self.assertEqual(len(left.visit_id), 2)
        shown = self.fetch(done.headers["Location"])
        self.assertIn("The visit for your other units is booked, too.", self.text(shown))
        self.assertIn("Thursday, November 26, 2026", self.text(shown))
        self.assertNotIn("more of your units", self.text(shown))

    def test_the_last_one_is_booked_with_the_form_and_with_the_picker(self):
        _page, token = self.open()
        self.send(token, self.lifts[:2].ids)
        more = self.fetch(f"/maintenance/book/{token}/more")
        self.assertEqual([unit["id"] for unit in self.data(more)["slots"]["units"]], self.third.ids)
        action, fields = self.form_of(more, start="2026-11-26T14:00:00Z")
        self.assertEqual(self.fetch(action, "POST", fields).status_code, 303)
        self.assertTrue(self.third.visit_id)

    def test_pressing_twice_for_the_rest_books_it_once(self):
        _page, token = self.open()
        self.send(token, [self.first.id])
        action, fields = self.form_of(
            self.fetch(f"/maintenance/book/{token}/more"), start="2026-11-26T14:00:00Z")
        for _press in range(2):
            self.assertEqual(self.fetch(action, "POST", fields).status_code, 303)
        self.assertEqual(len(self.home_visits()), 2)

    def test_with_nothing_left_the_page_for_more_is_the_page_of_the_visit(self):
        _page, token = self.open()
        for path in ("more", "more/slots"):
            page = self.fetch(f"/maintenance/book/{token}/{path}")
            self.assertIn(page.status_code, (200, 409))
        self.send(token, self.lifts.ids)
        self.assertEqual(self.title(self.fetch(f"/maintenance/book/{token}/more")), "Your visit is booked")
        self.assertEqual(self.fetch(f"/maintenance/book/{token}/more/slots").status_code, 409)

    def test_looking_changes_nothing(self):
        _page, token = self.open()
        self.send(token, [self.first.id])
        with self.writes("fusion_maintenance_access"):
            self.fetch(f"/maintenance/book/{token}/more")
            self.fetch(f"/maintenance/book/{token}")

    # -- changing ----------------------------------------------------------------------------------

    def test_the_pages_that_move_and_cancel_list_the_units(self):
        self.booked_together()
        for path in ("move", "cancel"):
            page, _token = self.open(self.second, None, path)
            self.assert_ours(page, 200)
            for name in self.lifts.mapped("name"):
                self.assertIn(name, self.text(page))

    def test_the_link_of_any_of_them_moves_and_cancels_all(self):
        self.booked_together()
        _page, token = self.open(self.third)
        action, fields = self.form_of(
            self.fetch(f"/maintenance/book/{token}/move"), start="2026-11-26T18:00:00Z")
        self.assertEqual(self.fetch(action, "POST", fields).status_code, 303)
        self.assertEqual(set(self.lifts.mapped("visit_start")), {utc(self.nine.date().replace(day=26), 13)})
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{token}/cancel"))
        self.assertEqual(self.fetch(action, "POST", fields).status_code, 303)
        self.assertFalse(self.lifts.visit_id)

    def test_who_holds_one_of_them_sees_that_one_and_is_asked_to_call(self):
        nora = self.make_holder(self.second)
        self.booked_together()
        page, token = self.open(self.second, nora)
        self.assertNotIn(self.first.name, page.text)
        self.assertIn("Please call us as early as you can", self.text(page))
        for path in ("cancel", "move"):
            page = self.fetch(f"/maintenance/book/{token}/{path}")
            self.assertEqual(self.title(page), "Your visit is booked")
            self.assertIn("Other units are part of this visit, too.", self.text(page))

    # -- the dispatcher ----------------------------------------------------------------------------

    def test_the_dispatcher_is_offered_one_visit_too(self):
        dispatcher = self.make_user("dan", "group_dispatcher")
        first = self.first.with_user(dispatcher)
        params = first.action_book_for_client()["params"]
        self.assertEqual(params["facts"], ["3 units", "3 hours", "$285.00 plus taxes", "Toronto"])
        slots = first.read_slots()
        self.assertEqual([unit["id"] for unit in slots["units"]], self.lifts.ids)
        answer = first.book_slot(CHOSEN, "key-of-the-dialog-1", {"unit": [self.first.id, self.third.id]})
        self.assertEqual(answer["answer"], "booked")
        self.assertEqual(self.home_visits().contract_id, self.first + self.third)
        with self.assertRaisesRegex(Exception, "different clients"):
            first.book_slot(CHOSEN, "key-of-the-dialog-2", {"unit": [self.second.id, self.contract.id]})
