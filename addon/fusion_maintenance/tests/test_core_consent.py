from datetime import date, timedelta

from ..core.consent import may_write
from .core_case import CoreCase

TODAY = date(2026, 11, 23)


class TestCoreConsent(CoreCase):

    def test_nobody_is_written_to_without_a_basis(self):
        for basis in (None, False, "", "a guess"):
            self.assertFalse(may_write(basis, TODAY, TODAY), basis)

    def test_what_is_implied_by_a_sale_or_a_question_ends(self):
        for basis, months in (("sale", 24), ("inquiry", 6)):
            ends = date(2024 + (months == 24), 11, 23) if months == 24 else date(2025, 5, 23)
            since = date(ends.year - 2, 11, 23) if months == 24 else date(2024, 11, 23)
            self.assertTrue(may_write(basis, since, ends - timedelta(days=1)))
            self.assertFalse(may_write(basis, since, ends))
            self.assertFalse(may_write(basis, None, TODAY), "since when is not known")

    def test_what_was_said_and_a_contract_hold_for_good(self):
        for basis in ("express", "contract"):
            self.assertTrue(may_write(basis, date(2001, 1, 1), TODAY))
