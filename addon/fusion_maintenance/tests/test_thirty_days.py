import re
from collections import Counter
from datetime import date, timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import utc
from .delivery_case import DeliveryCase
from .page_case import PageCase
from .smtp_case import SmtpCase

FIRST = date(2027, 2, 15)  # a Monday; the month ends on the 13th day, summer time begins on the 27th
DOWN = {date(2027, 3, day) for day in (5, 6, 7, 8)}

# Every mail of the thirty days: who got it, and on which day what.
EXPECTED = {
    # Nobody books; the daughter, who is told too, wants no more after the first.
    "ellen": "02-15 due, 03-10 due, 03-16 due",
    "anna": "02-15 due",
    # Books by the link in the mail; is told the day before, and when it is done; the next is due in a year.
    "omar": "02-15 due, 02-17 booked, 02-23 tomorrow, 02-24 done",
    # Stops the reminders with the button of the mail program.
    "rita": "02-18 due",
    # A unit that is delivered on the 16th and due a month later.
    "dora": "02-16 due, 03-09 due, 03-15 due",
    # Delivered on the last of January, so due on the last of February; its last is held up by the downtime.
    "emil": "02-15 due, 02-21 due, 02-27 due, 03-09 due",
    # Seven days before is in the downtime; so is the one day before of another: one mail each after it.
    "walter": "02-15 due, 03-09 due, 03-12 due",
    "xenia": "02-15 due, 03-01 due, 03-09 due, 03-15 due",
    # Thirty days before is the day on which the clocks change.
    "gina": "03-14 due",
    # Five lifts that are due within a week.
    "home": "02-16 due, 03-11 due",
    # Books, and cancels two days later.
    "paul": "02-22 due, 02-23 booked, 02-25 cancelled",
    # The mail server refuses the address until the dispatcher has it put right and tries again.
    "tess": "02-20 due, 03-10 due, 03-16 due",
    # Nothing on weekends: for two Sundays on the Fridays before, for Saturday the 6th after the downtime.
    "will": "02-15 due, 02-26 due, 03-09 due, 03-12 due",
    # Away for two weeks.
    "pia": "02-17 due, 03-13 due",
    # Has died.
    "sam": "02-16 due",
}
KINDS = {
    "is due": "due", "is booked": "booked", "is cancelled": "cancelled",
    "is tomorrow": "tomorrow", "is done": "done"}


@tagged("fc_page")
class TestThirtyDays(PageCase, SmtpCase, DeliveryCase):
    """Thirty days of a dealer's life: every mail that the mail server received is accounted for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.state = "draft"
        cls.policy.write({"reminder_bands": "30, 7, 1, -7", "horizon_days": 60})
        cls.week = cls.make_policy(reminder_bands="30, 7, 1, -7", skip_weekends=True)
        cls.dana = cls.make_user("dana", "group_dispatcher")

    def person(self, name, **values):
        """A client whose address is their name's."""
        return self.make_client(name.title(), f"{name}@example.com", **values)

    def unit(self, name, due, **values):
        """A contract of a new client, by the name of the client."""
        self.contracts_of[name] = self.make_contract(
            due=f"2027-{due}", partner_id=self.person(name).id, user_id=self.dana.id, **values)

    def prepare(self):
        """What there is on the morning of the first day."""
        self.contracts_of = {}
        with self.at("2027-01-31 10:00"):
            emil = self.sold("E-1", product=self.make_product("Scooter", months=1), client=self.person("emil"))
        self.assertEqual(emil.next_due_date, date(2027, 2, 28))
        with self.at("2027-02-10 10:00"):
            for name, due in (
                ("ellen", "03-17"), ("omar", "03-17"), ("rita", "03-20"), ("walter", "03-13"),
                ("xenia", "03-08"), ("gina", "04-13"), ("paul", "03-24"), ("tess", "03-17"),
                ("pia", "03-19"), ("sam", "03-18"), ("nora", "03-18"), ("boris", "02-01"),
            ):
                self.unit(name, due)
            self.unit("will", "03-07", policy_id=self.week.id)
            self.contracts_of["nora"].partner_id.email = False
            home = self.person("home", is_company=True)
            self.lifts = self.Contract.concat(*(self.make_contract(
                due=f"2027-03-{18 + number}", partner_id=home.id) for number in (0, 1, 3, 5, 7)))
            anna = self.person("anna", x_fc_maintenance_consent_basis="express")
            self.env["fusion.maintenance.holder"].create({
                "contract_id": self.contracts_of["ellen"].id, "partner_id": anna.id})
        self.env["mail.mail"].search([]).unlink()
        self.postbox.refused["tess@example.com"] = "550 5.1.1 No such user here"

    # -- what happens at ten o'clock ---------------------------------------------------------------

    def happens(self, day):
        """The events of a day."""
        event = getattr(self, f"on_{day:%m_%d}", None)
        if event:
            event()

    def on_02_16(self):
        self.sold("D-1", product=self.make_product("Walker", months=1), client=self.person("dora"))

    def on_02_17(self):
        self.book_by_mail("omar", date(2027, 2, 24))

    def on_02_18(self):
        self.one_click("rita")

    def on_02_20(self):
        self.postbox.refused.clear()
        row = self.contracts_of["tess"].reminder_ids
        self.assertIn("No such user here", row.reason)
        row.with_user(self.dana).action_retry()

    def on_02_23(self):
        self.book_by_mail("paul", date(2027, 3, 2))

    def on_02_24(self):
        self.contracts_of["omar"].visit_id.action_done()
        self.assertEqual(self.contracts_of["omar"].next_due_date, date(2028, 2, 24))

    def on_02_25(self):
        self.booking._cancel_by_client(self.contracts_of["paul"].visit_id)

    def on_03_01(self):
        self.contracts_of["pia"].action_pause()
        self.contracts_of["sam"]._stop("deceased")
        self.one_click("anna")

    def on_03_13(self):
        self.contracts_of["pia"].action_activate()

    # -- the mail ----------------------------------------------------------------------------------

    def token_sent_to(self, name):
        """The token of the booking link in the last mail that somebody received."""
        message = [message for to, message in self.postbox.messages if f"{name}@example.com" in to][-1]
        return re.search(r"/maintenance/book/([\w-]{43})", message.get_body(("html",)).get_content())[1]

    def book_by_mail(self, name, day):
        """Follow the link in the last mail and press eight o'clock on a day."""
        start = f"{utc(day, 8):%Y-%m-%dT%H:%M:%SZ}"
        self.assertEqual(self.press(self.token_sent_to(name), start=start).status_code, 303)
        self.assertEqual(self.contracts_of[name].visit_id.start, utc(day, 8))

    def one_click(self, name):
        """What a mail program does with the header of the last mail (RFC 8058)."""
        path = f"/maintenance/stop/{self.token_sent_to(name)}/one-click"
        self.assertEqual(self.fetch(path, "POST", {"List-Unsubscribe": "One-Click"}).status_code, 200)

    def run_jobs(self):
        """As the scheduler does; a test with pages is in test mode already."""
        for job in ("send_reminders", "tell_visits", "refresh_stages"):
            self.env.ref(f"fusion_maintenance.cron_{job}").method_direct_trigger()

    def note(self, day):
        """Let the queue empty itself and note what has arrived."""
        for address, message in self.send_by_smtp():
            kind = next((kind for words, kind in KINDS.items() if words in message["Subject"]), message["Subject"])
            self.received.append((address.split("@")[0], f"{day:%m-%d} {kind}"))

    @mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server")
    def test_every_mail_is_accounted_for(self):
        self.received = []
        self.prepare()
        for number in range(30):
            day = FIRST + timedelta(days=number)
            if day in DOWN:
                continue
            with self.at(f"{day} 06:59"):
                self.run_jobs()
                self.note(day - timedelta(days=1))  # nothing goes so early: what is expected says so
            with self.at(f"{day} 08:30"):
                self.run_jobs()
                self.note(day)
            with self.at(f"{day} 10:00"):
                self.happens(day)
                self.run_jobs()
                self.note(day)
        expected = [(name, mail) for name, mails in EXPECTED.items() for mail in mails.split(", ")]
        self.assertEqual(sorted((Counter(self.received) - Counter(expected)).elements()), [], "not expected")
        self.assertEqual(sorted((Counter(expected) - Counter(self.received)).elements()), [], "never came")
        self.check_outbox()

    def check_outbox(self):
        """The outbox tells the same story: each mail to a client is a row that was sent, and back."""
        sent = self.Reminder.search([("state", "=", "sent")])
        told = {(row.partner_id, row.sent_date) for row in sent}
        self.assertEqual(
            len(told), sum(mail.endswith("due") for mails in EXPECTED.values() for mail in mails.split(", ")))
        self.assertFalse(self.Reminder.search([("state", "in", ("queued", "failed"))]))
        waiting = self.env["mail.mail"].search([("state", "!=", "sent")])
        self.assertEqual(waiting.mapped(lambda mail: (mail.subject, mail.failure_reason)), [])
        for lift in self.lifts:
            self.assertEqual(self.bands(lift), [("30", "sent"), ("7", "sent")])
        skipped = self.Reminder.search([("state", "=", "skipped")])
        self.assertEqual(
            sorted((row.partner_id.name, row.band, row.skip_reason) for row in skipped),
            [("Nora", "30", "no_address"), ("Nora", "7", "no_address"), ("Rita", "7", "opted_out")])
        self.assertFalse(self.contracts_of["boris"].reminder_ids, "it was overdue when it was made")
