from ..core.bands import band_to_send
from ..core.bundle import Unit, band_along, bundles
from .core_case import CoreCase, cases, digits


def homes():
    """Draw (window, [(due day, bands)]) of the units in one home; days are counted from day 0."""
    kinds = ((30, 7, 1), (30, 7, 1), (60, 14), (30, 7, -7), (45, 0, -30))

    def home(drawn):
        window, alike, *rest = drawn
        units = [(70 + due, kinds[0] if alike < 5 else kinds[kind])
                 for due, kind in zip(rest[::2], rest[1::2])]
        return window, units
    return digits(30, 10, *(number for _unit in range(5) for number in (60, len(kinds)))).map(home)


def alone(due, bands, days):
    """Return [(day, band)] of the mails that a unit would get by itself."""
    sent, mails = [], []
    for day in days:
        band = band_to_send(due - day, bands, sent)
        if band is not None:
            sent.append(band)
            mails.append((day, band))
    return mails


def simulate(window, units, days):
    """Return [(day, bundle)] of a home's mails and {unit: the bands that it has had}."""
    sent = {key: [] for key in range(len(units))}
    mails = []
    for day in days:
        now = {key: Unit(due - day, bands, sent[key]) for key, (due, bands) in enumerate(units)}
        found = {key: band_to_send(unit.days_left, unit.bands, unit.sent) for key, unit in now.items()}
        leads = {key: found[key] for key in sorted(now, key=lambda key: (units[key][0], key))
                 if found[key] is not None}
        together = {key: [
            other for other in now
            if abs(max(0, now[other].days_left) - max(0, now[key].days_left)) <= window] for key in leads}
        for mail in bundles(leads, now, together, window):
            mails.append((day, mail))
            for key, band in mail.units:
                if band is not None:
                    sent[key].append(band)
    return mails, sent


class TestCoreBundle(CoreCase):

    def test_thirty_lifts_within_three_weeks_get_one_mail_for_each_band(self):
        lifts = [(100 + number % 22, (30, 7, 1)) for number in range(30)]
        mails, sent = simulate(21, lifts, range(200))
        self.assertEqual([(day, mail.band, len(mail.units)) for day, mail in mails],
                         [(70, 30, 30), (93, 7, 30), (99, 1, 30)])
        self.assertEqual(set(map(tuple, sent.values())), {(30, 7, 1)})

    def test_without_a_window_those_of_one_day_go_together(self):
        mails, _sent = simulate(0, [(100, (30,)), (100, (30,)), (101, (30,))], range(200))
        self.assertEqual([[key for key, _band in mail.units] for _day, mail in mails], [[0, 1], [2]])

    def test_what_was_reminded_before_is_named_and_not_noted_again(self):
        units = {"old": Unit(25, (30, 7), [30]), "new": Unit(30, (30, 7))}
        mail, = bundles({"new": 30}, units, {"new": ["old"]}, 21)
        self.assertEqual(mail.units, [("new", 30), ("old", None)])

    def test_one_that_is_farther_away_gets_a_mail_of_its_own(self):
        units = {"near": Unit(7, (30, 7), [30]), "far": Unit(30, (30, 7))}
        found = bundles({"near": 7, "far": 30}, units, {"near": [], "far": []}, 21)
        self.assertEqual([mail.units for mail in found], [[("near", 7)], [("far", 30)]])

    def test_a_unit_keeps_the_bands_that_go_after_the_window(self):
        self.assertEqual(band_along(Unit(20, (30, 7, 1)), 1, window=21), 1)
        self.assertEqual(band_along(Unit(20, (30, 7, 1)), 1, window=15), 7)

    @cases(0.02, homes)
    def test_each_reminder_that_a_unit_would_get_alone_it_gets_by_a_mail_within_the_window(self, home):
        window, units = home
        mails, sent = simulate(window, units, range(200))
        for key, (due, bands) in enumerate(units):
            named = {day for day, mail in mails if key in dict(mail.units)}
            for day, _band in alone(due, bands, range(200)):
                self.assertTrue(named & set(range(day - window, day + 1)), (key, day))
            self.assertEqual(sent[key], sorted(set(sent[key]), reverse=True))

    @cases(0.02, homes)
    def test_nobody_gets_two_mails_for_one_band_within_the_window(self, home):
        window, units = home
        alike = [(due, units[0][1]) for due, _bands in units]
        for run in (range(200), [day for day in range(200) if day % 7 < 5]):
            last = {}
            for day, mail in simulate(window, alike, run)[0]:
                due = alike[mail.units[0][0]][0]
                if mail.band in last:
                    earlier, its_due = last[mail.band]
                    self.assertTrue(day - earlier > window or due - its_due > window, (day, mail))
                last[mail.band] = (day, due)

    @cases(0.02, homes)
    def test_there_are_never_more_mails_than_without_bundles(self, home):
        window, units = home
        mails, _sent = simulate(window, units, range(200))
        self.assertLessEqual(
            len(mails), sum(len(alone(due, bands, range(200))) for due, bands in units))
