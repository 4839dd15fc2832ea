import json
from uuid import uuid4

from odoo.tests import tagged

from .common import TOMORROW, utc
from .page_case import PageCase

ACCESS = "fusion_maintenance_access"


@tagged("fc_page")
class TestBookingPage(PageCase):
    """The booking page, over HTTP, by a browser that runs no scripts."""

    # -- what is shown -----------------------------------------------------------------------------

    def test_the_page_offers_real_times_without_scripts(self):
        response = self.fetch(f"/maintenance/book/{self.token()}")
        self.assert_ours(response, 200)
        offered = {start.isoformat() + "Z" for start in self.starts(self.contract)}
        shown = self.tree(response).xpath("//input[@name='start']/@value")
        self.assertTrue(shown)
        self.assertLessEqual(set(shown), offered)
        suggested = self.tree(response).xpath("//fieldset[1]//input[@name='start']")
        self.assertEqual(len(suggested), 3)

    def test_the_page_tells_what_the_client_needs_and_no_more(self):
        self.contract.product_id.name = "Power Wheelchair Q6"
        text = self.text(self.fetch(f"/maintenance/book/{self.token()}"))
        for shown in ("Hello Ellen,", "Power Wheelchair Q6", self.contract.name, "1 hour", "95.00",
                      "1 King Street West, Toronto", "December 23, 2026"):
            self.assertIn(shown, text)
        for hidden in (self.contract.serial, "M5H", "0100", "ellen@example.com", "Moss", "Priya"):
            self.assertNotIn(hidden, text)

    def test_a_visit_without_a_price_is_included(self):
        self.policy.price = 0
        self.assertIn("Included in your plan", self.text(self.fetch(f"/maintenance/book/{self.token()}")))

    def test_an_overdue_unit_was_due(self):
        self.contract.next_due_date = "2026-11-20"
        self.assertIn("was due on November 20, 2026", self.text(
            self.fetch(f"/maintenance/book/{self.token()}")))

    def test_every_control_has_a_name(self):
        tree = self.tree(self.fetch(f"/maintenance/book/{self.token()}"))
        for control in tree.xpath("//form//input[@type!='hidden'] | //form//textarea"):
            label = control.xpath("ancestor::label | //label[@for=$id]", id=control.get("id") or "-")
            self.assertTrue(label, control.attrib)
        times = tree.xpath("//details//input[@name='start']/@aria-label")
        self.assertIn("Wednesday, November 25, 8:00 AM", times)
        self.assertEqual(tree.xpath("//input[@name='phone']/@autocomplete"), ["tel"])

    def test_weeks_are_turned_by_plain_links(self):
        tree = self.tree(self.fetch(f"/maintenance/book/{self.token()}"))
        following, = tree.xpath("//a[contains(., 'Next week')]/@href")
        response = self.fetch(following)
        self.assertIn("Tuesday, December 1", self.text(response))
        self.assertIn("Previous week", self.text(response))

    def test_a_nonsense_week_shows_the_first_one(self):
        for first in ("yesterday", "2026-13-01", "0001-01-01", "9999-12-31", "%00", "-1"):
            response = self.fetch(f"/maintenance/book/{self.token()}?first={first}")
            self.assert_ours(response, 200)
            self.assertTrue(self.tree(response).xpath("//input[@name='start']"))

    def test_no_free_time_says_call_us(self):
        self.technician.active = False
        response = self.fetch(f"/maintenance/book/{self.token()}")
        self.assert_ours(response, 200)
        self.assertEqual(self.title(response), "No free time online at the moment")

    def test_a_resting_contract_says_call_us_and_not_why(self):
        for state in ("draft", "paused", "returned", "ended"):
            self.contract.write({"state": state, "stop_reason": "deceased"})
            response = self.fetch(f"/maintenance/book/{self.token()}")
            self.assert_ours(response, 200)
            self.assertEqual(self.title(response), "Please call us")
            self.assertNotIn("deceased", response.text.lower())

    def test_a_booked_visit_is_on_every_link_of_the_contract(self):
        older, newer = self.token(), self.token(partner=self.make_client("Anna Moss"))
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        for token in (older, newer):
            response = self.fetch(f"/maintenance/book/{token}")
            self.assert_ours(response, 200)
            self.assertEqual(self.title(response), "Your visit is booked")
            for shown in ("Tuesday, November 24, 2026", "1:00 PM – 2:00 PM", "Priya", visit.name):
                self.assertIn(shown, self.text(response))
            self.assertNotIn("Nair", self.text(response), "a first name is enough")

    def test_a_provisional_technician_is_not_named(self):
        self.policy.assignment = "dispatcher"
        self.booked(self.contract)
        text = self.text(self.fetch(f"/maintenance/book/{self.token()}"))
        self.assertNotIn("Priya", text)
        self.assertIn("One of our technicians", text)

    def test_after_the_service_an_old_link_says_what_was_done_and_what_is_next(self):
        token = self.token()
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        with self.at("2026-11-24 15:00"):
            visit.action_done()
            response = self.fetch(f"/maintenance/book/{token}")
            self.assert_ours(response, 200)
            self.assertEqual(self.title(response), "The service is done")
            for shown in ("November 24, 2026", "November 24, 2027", "Priya"):
                self.assertIn(shown, self.text(response))

    def test_a_link_of_the_new_cycle_offers_times_again(self):
        self.contract._roll_next_due_date(self.company._maintenance_today())
        response = self.fetch(f"/maintenance/book/{self.token()}")
        self.assertEqual(self.title(response), "Book your service visit")

    def test_a_changed_due_date_does_not_close_a_link(self):
        token = self.token()
        self.contract.next_due_date = "2027-02-01"
        response = self.fetch(f"/maintenance/book/{token}")
        self.assertEqual(self.title(response), "Book your service visit")

    # -- language ----------------------------------------------------------------------------------

    def test_the_page_speaks_the_clients_language_wherever_the_browser_comes_from(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.client.lang = "fr_CA"
        response = self.fetch(f"/maintenance/book/{self.token()}", Accept_Language="de-DE,en;q=0.8")
        self.assert_ours(response, 200)
        self.assertEqual(self.tree(response).get("lang"), "fr-CA")
        self.assertIn("novembre", self.text(response))

    def test_another_language_stays_through_the_whole_booking(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        token = self.token()
        page = self.fetch(f"/maintenance/book/{token}")
        self.assertEqual(self.tree(page).get("lang"), "en-US")
        address, = self.tree(page).xpath("//nav[@aria-label='Language']//a[@lang='fr-CA']/@href")
        action, fields = self.form_of(self.fetch(address))
        done = self.fetch(action, "POST", fields)
        self.assertEqual(done.status_code, 303)
        self.assertEqual(self.tree(self.fetch(done.headers["Location"])).get("lang"), "fr-CA")

    def test_a_language_nobody_installed_changes_nothing(self):
        for lang in ("xx", "fr_CA", "%00", "../../etc", "en-US"):
            response = self.fetch(f"/maintenance/book/{self.token()}?lang={lang}")
            self.assert_ours(response, 200)
            self.assertEqual(self.tree(response).get("lang"), "en-US")

    # -- booking -----------------------------------------------------------------------------------

    def test_booking_by_form_alone(self):
        token = self.token()
        with self.writes_visit():
            response = self.press(token, phone="647-555-0111", note="Gate code 4711\r\nMind the cat",
                                  booked_by="Anna Moss, daughter")
        self.assert_ours(response, 303)
        visit = self.contract.visit_id
        self.assertEqual(
            (visit.phone, visit.note.split(), visit.booked_by, visit.channel),
            ("647-555-0111", "Gate code 4711 Mind the cat".split(), "Anna Moss, daughter",
             "client_portal"))
        page = self.fetch(response.headers["Location"])
        self.assert_ours(page, 200)
        self.assertEqual(self.title(page), "Your visit is booked")

    def writes_visit(self):
        """Exactly one visit comes of it."""
        case, before = self, self.Visit.search_count([])

        class Once:
            def __enter__(self):
                return self

            def __exit__(self, *error):
                if not error[0]:
                    case.assertEqual(case.Visit.search_count([]), before + 1)
        return Once()

    def test_a_repeated_press_gives_the_same_answer_and_one_visit(self):
        token = self.token()
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        with self.writes_visit():
            answers = [self.fetch(action, "POST", fields, Accept="application/json") for _ in range(3)]
        self.assertEqual({answer.status_code for answer in answers}, {200})
        self.assertEqual(len({answer.text for answer in answers}), 1)
        self.assertEqual(answers[0].json()["answer"], "booked")

    def test_json_for_who_accepts_json(self):
        token = self.token()
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        response = self.fetch(action, "POST", fields, Accept="application/json")
        self.assert_ours(response, 200)
        answer = response.json()
        self.assertEqual(set(answer), {"answer", "message", "visit", "location", "slots"})
        self.assertEqual(answer["visit"]["start"], fields["start"])
        self.assertEqual(answer["visit"]["technician"], "Priya")
        self.assertEqual(answer["location"].split("?")[0], f"/maintenance/book/{token}")

    def test_a_second_holder_is_told_that_a_visit_is_booked(self):
        mother, daughter = self.token(), self.token(partner=self.make_client("Anna Moss"))
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{daughter}"))
        self.press(mother)
        response = self.fetch(action, "POST", {**fields, "start": self.last_start()})
        self.assertEqual(response.status_code, 303)
        page = self.fetch(response.headers["Location"])
        self.assertIn("A visit was booked before. Here it is.", self.text(page))
        self.assertEqual(len(self.contract.visit_ids), 1)

    def last_start(self):
        return self.starts(self.make_contract())[-1].isoformat() + "Z"

    def test_a_time_taken_meanwhile_is_refused_with_what_was_typed_kept(self):
        token = self.token()
        action, fields = self.form_of(
            self.fetch(f"/maintenance/book/{token}"), note="Ring twice", phone="647-555-0111")
        rival = self.make_contract()
        self.booked(rival, self.booking._parse_start(fields["start"]))
        response = self.fetch(action, "POST", fields)
        self.assert_ours(response, 409)
        self.assertIn("just taken", self.text(response))
        tree = self.tree(response)
        self.assertEqual(tree.xpath("//textarea[@name='note']")[0].text, "Ring twice")
        self.assertEqual(tree.xpath("//input[@name='phone']/@value"), ["647-555-0111"])
        self.assertNotIn(fields["start"], tree.xpath("//input[@name='start']/@value"))
        again = self.fetch(action, "POST", fields, Accept="application/json")
        self.assertEqual((again.status_code, again.json()["answer"]), (409, "slot_taken"))
        self.assertTrue(again.json()["slots"]["suggested"])
        self.assertFalse(self.contract.visit_id)

    def test_what_cannot_be_booked_is_refused_in_words(self):
        token = self.token()
        action, good = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        for start in ("", "tomorrow", "2026-11-22T14:00:00Z", "2026-11-24T13:07:00Z",
                      "2026-11-25T04:59:00Z", "2027-11-24T14:00:00Z", "0000-00-00T00:00:00Z",
                      "9999-12-31T23:59:00Z", "2026-11-24T14:00:00", "١٢٣", "\x00", "x" * 5000):
            response = self.fetch(action, "POST", {**good, "start": start})
            self.assert_ours(response, 422)
            self.assertTrue(self.tree(response).xpath("//*[@role='alert']"), start)
        self.assertFalse(self.contract.visit_id)

    def test_a_malformed_form_is_refused_in_words(self):
        token = self.token()
        action, good = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        for wrong in ({"key": ""}, {"key": "x"}, {"key": "a" * 500}, {"note": "n" * 1_000_000},
                      {"phone": "5" * 41}, {"booked_by": "b" * 200}):
            response = self.fetch(action, "POST", {**good, **wrong})
            self.assert_ours(response, 422)
        self.assertIn("shorten", self.text(self.fetch(action, "POST", {**good, "note": "n" * 1001})))
        self.assertFalse(self.contract.visit_id)

    def test_hostile_fields_are_refused(self):
        token, other = self.token(), self.make_contract()
        action, good = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        for extra in ({"employee_id": self.technician.id}, {"price": "0"}, {"company_id": "2"},
                      {"contract_id": other.id}, {"self": "1"}, {"token": "x"}, {"context": "{}"}):
            response = self.fetch(action, "POST", {**good, **extra})
            self.assert_ours(response, 422)
        self.assertFalse(self.contract.visit_id or other.visit_id)

    def test_an_unreadable_body_is_no_server_error(self):
        action, _fields = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"))
        for body, kind in ((b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
                           (b'{"start": 1}', "application/json"), (b"--x\r\n", "multipart/form-data; boundary=x"),
                           (b"--x", "multipart/form-data"), (b"", "text/plain; charset=nonsense")):
            response = self.fetch(action, "POST", body, Content_Type=kind)
            self.assert_ours(response, 400)
        huge = self.fetch(action, "POST", {"note": "n" * 5_000_000})
        self.assert_ours(huge, 413)
        strange = self.fetch(f"{action}?self=1&cr=2&rest=3&token=4&debug=assets&db=x")
        self.assert_ours(strange, 405)

    def test_any_text_is_taken_as_it_is(self):
        note = "Zoë’s ramp → “left” 👵 <script>alert(1)</script> \x00\x07"
        self.press(self.token(), note=note)
        self.assertEqual(self.contract.visit_id.note, note[:-3])

    def test_what_was_typed_is_escaped(self):
        action, good = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"))
        response = self.fetch(action, "POST", {
            **good, "start": "", "note": "</textarea><script>x</script>", "phone": '"><b>'})
        self.assertNotIn("<script>x", response.text)
        self.assertNotIn("<b>", response.text)

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
        for path in ("/maintenance/", "/maintenance/nonsense", "/maintenance/book", "/maintenance/book/",
                     f"/maintenance/book/{token}/nonsense", f"/maintenance/book/{token}/confirm/x",
                     "/maintenance/theme/0.css", "/maintenance/theme/x.css", "/maintenance/%00/%ff",
                     "/repairs/maintenance/x", "/maintenance/stop/x/y/z"):
            response = self.fetch(path)
            if path == "/maintenance/":
                continue  # the website's: no token can stand there
            self.assert_ours(response, 404)
            self.assert_ours(self.fetch(path, "POST", {"a": "b"}), 404)

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
                 for part in ("", "?first=2026-12-01", "?answer=booked", "/slots", "/visit.ics")]
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
        self.assert_ours(self.fetch("/repairs/maintenance/book/%0d%0aSet-Cookie:x"), 302)

    def test_a_key_of_another_contract_books_nothing(self):
        key = str(uuid4())
        self.booked(self.make_contract(), key=key)
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"), key=key)
        self.assert_ours(self.fetch(action, "POST", fields), 422)
        self.assertFalse(self.contract.visit_id)
