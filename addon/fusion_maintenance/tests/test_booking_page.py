from odoo import Command
from odoo.tests import tagged

from .common import TOMORROW, utc
from .page_case import PageCase


@tagged("fc_page")
class TestBookingPage(PageCase):
    """What the booking page shows, to a browser that runs no scripts."""

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
        self.assertNotIn("apartment", text)
        for hidden in (self.contract.serial, "M5H", "0100", "ellen@example.com", "Moss", "Priya"):
            self.assertNotIn(hidden, text)

    def test_an_apartment_is_masked_before_and_after_the_booking(self):
        self.contract.service_address_id.street2 = "Apartment 1207"
        token = self.token()
        for _phase in ("choose", "booked"):
            text = self.text(self.fetch(f"/maintenance/book/{token}"))
            self.assertIn("1 King Street West (and the apartment or unit we have), Toronto", text)
            self.assertNotIn("1207", text)
            self.contract.visit_id or self.booked(self.contract)

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
        text = self.text(response)
        for next_step in ("Please call us", "Call 416-555-0142", "open this page again tomorrow"):
            self.assertIn(next_step, text)

    def test_the_last_free_time_was_just_taken(self):
        action, fields = self.form_of(self.fetch(f"/maintenance/book/{self.token()}"))
        self.technician.active = False
        response = self.fetch(action, "POST", fields)
        self.assertEqual(self.title(response), "No free time online at the moment")
        text = self.text(response)
        self.assertIn("Nothing was booked.", text)
        self.assertIn("Please call us", text)
        self.assertNotIn("Please choose", text)

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

    def test_it_says_what_was_done(self):
        token = self.token()
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        tyre = self.env["product.product"].create({"name": "Front tyre", "type": "consu"})
        visit.repair_id.move_ids = [Command.create({
            "repair_line_type": "add", "product_id": tyre.id, "product_uom_qty": 1.0})]
        with self.at("2026-11-24 15:00"):
            visit.action_done()
            text = self.text(self.fetch(f"/maintenance/book/{token}"))
        self.assertIn(self.policy.service_product_id.name, text)
        self.assertIn("Front tyre", text)

    def test_when_the_next_service_is_due_an_old_link_books_it(self):
        self.policy.link_days = 700
        token = self.token()
        visit = self.booked(self.contract, utc(TOMORROW, 13))
        with self.at("2026-11-24 15:00"):
            visit.action_done()
        with self.at("2027-11-10 09:00"):
            self.env["fusion.maintenance.contract"]._cron_refresh_stages()
            self.assertEqual(self.title(self.fetch(f"/maintenance/book/{token}")), "Book your service visit")

    def test_the_note_is_shown_as_the_client_wrote_it_or_not_at_all(self):
        token = self.token()
        self.press(token, note="Ring twice")
        path = f"/maintenance/book/{token}"
        self.assertIn("Ring twice", self.text(self.fetch(path)))
        self.contract.visit_id.with_user(self.make_user("dana", "group_dispatcher")).note = "Owes us money"
        self.assertNotIn("Owes us money", self.text(self.fetch(path)))

    def test_who_would_rather_be_called_is_offered_that_until_they_have_asked(self):
        token = self.token()
        path = f"/maintenance/book/{token}"
        self.assertIn(f"{path}/call-me", self.tree(self.fetch(path)).xpath("//main//a/@href"))
        self.contract._ask_for_call("647-555-0199")
        page = self.fetch(path)
        self.assertNotIn(f"{path}/call-me", self.tree(page).xpath("//main//a/@href"))
        self.assertIn("You have asked us to call you", self.text(page))

    def test_the_page_says_who_booked_and_which_number_without_its_extension(self):
        token = self.token()
        self.press(token, phone="+1 (416) 555-0123 poste 4", booked_by="Ruth Cohen")
        text = self.text(self.fetch(f"/maintenance/book/{token}"))
        self.assertIn("the number that ends in 23", text)
        self.assertIn("Booked byRuth Cohen", text)

    def test_what_the_office_noted_on_the_phone_is_not_the_clients_note(self):
        self.booked(self.contract, note="Owes us money", channel="phone")
        self.assertNotIn("Owes us money", self.text(self.fetch(f"/maintenance/book/{self.token()}")))

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
