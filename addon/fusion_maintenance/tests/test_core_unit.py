from ..core.unit import normalize_serial, unit_key
from .core_case import CoreCase, cases, digits

ALPHABET = "ABCXYZ0189ÉØ/.#"
# Space, no-break space, tab, line end, zero width space; hyphens, dashes, minus; a scanner's group separator.
NOISE = " \u00a0\t\n\u200b-\u2010\u2011\u2013\u2014\u2212\x1d"


def spellings():
    """Draw a serial number and the same with noise in it, in any case."""
    def spelled(drawn):
        letters = [ALPHABET[n] for n in drawn[:8]]
        noisy = [
            NOISE[noise] + (letter.lower() if noise % 2 else letter) for letter, noise in zip(letters, drawn[8:])]
        return "".join(letters), "".join(noisy)
    return digits(*8 * (len(ALPHABET),), *8 * (len(NOISE),)).map(spelled)


class TestCoreUnit(CoreCase):

    @cases(0.05, spellings)
    def test_a_serial_is_the_same_however_it_is_spelled(self, case):
        serial, spelled = case
        self.assertEqual(normalize_serial(spelled), serial)
        self.assertEqual(normalize_serial(serial), serial)
        self.assertEqual(unit_key(serial=spelled), unit_key(serial=serial))

    def test_what_tells_serials_apart_stays(self):
        self.assertNotEqual(normalize_serial("A1/2"), normalize_serial("A12"))
        self.assertNotEqual(normalize_serial("O12"), normalize_serial("012"))

    def test_no_serial_is_an_empty_one(self):
        for text in (None, False, "", "  ", " - "):
            self.assertEqual(normalize_serial(text), "")

    def test_the_lot_wins_over_the_serial_over_the_line(self):
        self.assertEqual(unit_key(7, "AB", 5, 1), "lot:7")
        self.assertEqual(unit_key(False, "AB", 5, 1), "serial:AB")
        self.assertEqual(unit_key(False, " - ", 5, 1), "line:5:1")

    def test_a_key_is_never_empty_or_half(self):
        for parts in ({}, {"serial": " "}, {"line_id": 5}, {"number": 1}, {"lot_id": False, "line_id": 0, "number": 1}):
            with self.assertRaises(ValueError):
                unit_key(**parts)

    def test_kinds_of_keys_do_not_collide(self):
        """A serial that reads like another kind of key is still a serial."""
        keys = {unit_key(lot_id=7), unit_key(serial="7"), unit_key(serial="lot:7"), unit_key(line_id=7, number=1),
                unit_key(serial="line:7:1"), unit_key(line_id=71, number=1), unit_key(line_id=7, number=11)}
        self.assertEqual(len(keys), 7)
