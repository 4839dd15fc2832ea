from contextlib import contextmanager
from uuid import uuid4

from odoo.tests import tagged

from .page_case import PageCase


@tagged("fc_page")
class TestBookingPress(PageCase):
    """Pressing the button: what is booked, and what is refused in words."""

    def test_booking_by_form_alone(self):
        token = self.token()
        with self.one_visit():
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
        self.assertIn("the number that ends in 11", self.text(page))
        self.assertIn("Gate code 4711", self.text(page))
        self.assertNotIn("647-555", self.text(page))

    def test_a_phone_number_that_nobody_can_call_is_refused_and_what_was_typed_is_kept(self):
        response = self.press(self.token(), phone="12", note="Ring twice")
        self.assert_ours(response, 422)
        self.assertIn("at least 7", self.text(response))
        self.assertFalse(self.contract.visit_id)
        _action, fields = self.form_of(response)
        self.assertEqual((fields["phone"], fields["note"]), ("12", "Ring twice"))
        self.assertEqual(self.press(self.token(), phone="555-0138").status_code, 303)

    @contextmanager
    def one_visit(self):
        """Exactly one visit comes of what is done."""
        before = self.Visit.search_count([])
        yield
        self.assertEqual(self.Visit.search_count([]), before + 1)

    def test_a_repeated_press_gives_the_same_answer_and_one_visit(self):
        token = self.token()
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{token}"))
        with self.one_visit():
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

    def test_a_key_of_another_contract_books_nothing(self):
        key = str(uuid4())
        self.booked(self.make_contract(), key=key)
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"), key=key)
        self.assert_ours(self.fetch(action, "POST", fields), 422)
        self.assertFalse(self.contract.visit_id)
