from odoo.exceptions import UserError

from .test_booking_records import RecordsCase


class TestCaller(RecordsCase):
    """What a caller asks is in the dialog's head."""

    def test_unit_duration_price_and_city(self):
        facts = self.contract.action_book_for_client()["params"]["facts"]
        self.assertEqual(facts, [
            f"{self.contract.product_id.name} {self.contract.serial}", "1 hour", "$95.00 plus taxes",
            "Toronto"])


class TestDialog(RecordsCase):
    """"Book for the client": what the dispatcher's dialog calls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")

    def test_it_reads_the_times_and_books_one(self):
        contract = self.contract.with_user(self.dispatcher)
        slots = contract.read_slots()
        answer = contract.book_slot(
            slots["suggested"][0], "dialog-1", {"phone": "416-555-0111", "note": "", "booked_by": "Son"})
        self.assertEqual(answer["answer"], "booked")
        self.assertEqual(answer["visit"]["start"], slots["suggested"][0])
        self.assertEqual(answer["visit"]["technician"], "Priya")
        visit = self.contract.visit_id
        self.assertRecordValues(visit, [
            {"channel": "phone", "phone": "416-555-0111", "booked_by": "Son"}])
        self.assertEqual(visit.repair_id.x_fc_intake_source, "phone")

    def test_a_time_that_was_taken_comes_with_the_times_there_are(self):
        self.booked(self.make_contract(), self.slot)
        answer = self.contract.with_user(self.dispatcher).book_slot(
            "2026-11-24T18:00:00Z", "dialog-1", {})
        self.assertEqual((answer["answer"], answer["visit"]), ("slot_taken", None))
        self.assertTrue(answer["slots"]["week"])
        self.assertTrue(answer["message"])

    def test_a_start_that_is_none_is_refused_in_words(self):
        for start in ("", "tomorrow", None, 5, "2026-11-24 18:00:00", "2026-13-45T99:00:00Z"):
            with self.subTest(start=start), self.assertRaises(UserError):
                self.contract.with_user(self.dispatcher).book_slot(start, "dialog-1", {})
