from datetime import datetime

from .common import MaintenanceCase

NBSP = "\N{NO-BREAK SPACE}"


class TestWording(MaintenanceCase):
    """Times and money as the language writes them, wherever they stand."""

    def wording(self, lang):
        self.env["res.lang"]._activate_lang(lang)
        return self.env["fusion.maintenance.wording"].with_context(lang=lang)

    def time(self, lang, hour, minute=0):
        return self.wording(lang)._time(datetime(2026, 11, 24, hour, minute))

    def test_french_hours_are_those_that_browsers_write(self):
        self.assertEqual(self.time("fr_CA", 9), "9 h 00")
        self.assertEqual(self.time("fr_CA", 14, 30), "14 h 30")
        self.assertEqual(self.time("fr_CA", 0, 5), "0 h 05")

    def test_other_languages_keep_theirs(self):
        self.assertEqual(self.time("en_CA", 9).replace("\N{NARROW NO-BREAK SPACE}", " ").lower(), "9:00 a.m.")
        self.assertEqual(self.time("fr_FR", 9), "09:00")

    def test_money_is_written_as_the_language_writes_it(self):
        currency = self.env.ref("base.CAD")
        for position in ("before", "after"):
            currency.position = position
            for lang, text in (("fr_CA", f"1{NBSP}085,00{NBSP}$"), ("en_CA", "$1,085.00"),
                               ("en_US", "$1,085.00")):
                self.assertEqual(self.wording(lang)._amount(1085, currency), text, lang)

    def test_a_reminder_is_said_by_when_it_goes_and_is_no_number_of_mails(self):
        english, french = self.wording("en_CA"), self.wording("fr_CA")
        for band, text, texte in (
                ("30", "30 days before", "30 jours avant"), ("1", "1 day before", "1 jour avant"),
                ("0", "on the due date", "le jour de l’échéance"), ("-1", "1 day after", "1 jour après"),
                ("-14", "14 days after", "14 jours après"), ("manual", "by hand", "à la main"),
                ("manual 2", "by hand", "à la main"), (False, "", "")):
            self.assertEqual((english._band(band), french._band(band)), (text, texte), band)

    def test_a_currency_without_cents(self):
        self.assertEqual(self.wording("en_US")._amount(85, self.env.ref("base.JPY")), "¥85")
