"""The clock change, on every day of three years in five zones (R10)."""
import json
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from ..core.minutes import day_start, from_minutes, local_day, local_minute, offsets, to_minutes
from ..core.slots import Load, Rules, free_starts
from . import dst_vectors
from .core_case import CoreCase, cases, digits, pairs
from .test_core_slots import by_minute_grid

VECTORS = Path(__file__).parents[3] / "test" / "vectors" / "dst.json"
EVERY_QUARTER = Rules(duration=30, step=15)


def starts_of(day, tz):
    """Return the starts of a local day on which somebody works around the clock."""
    begin, end = day_start(day, tz), day_start(day + timedelta(days=1), tz)
    load = Load([(begin, end + EVERY_QUARTER.duration)])
    return free_starts(load, EVERY_QUARTER, begin, end, offsets(tz, begin, end))


def quarters_that_exist(day, tz):
    """Return the same by asking zoneinfo for each quarter hour on the wall, twice where the clock shows it twice."""
    found = set()
    for hour in range(24):
        for minute in (0, 15, 30, 45):
            for fold in (0, 1):
                wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz, fold=fold)
                seconds = int(wall.timestamp())
                # A wall time in the gap comes back as another one.
                if datetime.fromtimestamp(seconds, tz).time() == time(hour, minute):
                    found.add(seconds // 60)
    return sorted(found)


def two_days():
    """Draw (zone, day, work, busy, rules) over two days."""
    def chosen(drawn):
        spans = [(start, start + length) for start, length in pairs(drawn[3:])]
        return (
            dst_vectors.ZONES[drawn[0]], dst_vectors.FIRST + timedelta(days=drawn[1]), spans[:4], spans[4:],
            (Rules(60), Rules(45, 10, 20, 30, 1), Rules(90, 0, 15, 60))[drawn[2]])
    return digits(len(dst_vectors.ZONES), 1094, 3, *4 * (2880, 600), *6 * (2880, 120)).map(chosen)


class TestCoreMinutes(CoreCase):

    def test_no_start_in_the_gap_none_twice_each_under_its_date(self):
        for zone in dst_vectors.ZONES:
            tz = ZoneInfo(zone)
            seen = []
            for day in dst_vectors.every_day():
                starts = starts_of(day, tz)
                if starts != quarters_that_exist(day, tz):
                    self.assertEqual(starts, quarters_that_exist(day, tz), f"{zone} {day}")
                seen += starts
            # All quarter hours of three years, in order, each once, none missing between the days.
            self.assertEqual(seen, list(range(seen[0], seen[-1] + 15, 15)), zone)

    def test_offsets_are_those_of_the_zone(self):
        """Stretches cover the span without a hole, and change exactly where the zone does."""
        begin, end = to_minutes(datetime(2026, 1, 1)), to_minutes(datetime(2029, 1, 1))
        for zone in (*dst_vectors.ZONES, "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "UTC"):
            tz = ZoneInfo(zone)
            stretches = offsets(tz, begin, end)
            self.assertEqual([stretches[0].start, stretches[-1].stop], [begin, end])
            for one, other in zip(stretches, stretches[1:]):
                self.assertEqual(one.stop, other.start)
                self.assertNotEqual(one.minutes, other.minutes)
            for start, stop, minutes in stretches:
                for minute in (start, (start + stop) // 2, stop - 1):
                    local = from_minutes(minute).replace(tzinfo=timezone.utc).astimezone(tz)
                    self.assertEqual(local.utcoffset(), timedelta(minutes=minutes), (zone, minute))

    def test_offsets_of_a_short_span(self):
        tz = ZoneInfo("America/Toronto")
        change = to_minutes(datetime(2026, 3, 8, 7))
        self.assertEqual(offsets(tz, change, change), [])
        self.assertEqual(offsets(tz, change, change + 1), [(change, change + 1, -240)])
        self.assertEqual(
            offsets(tz, change - 1, change + 1), [(change - 1, change, -300), (change, change + 1, -240)])

    def test_both_autumn_hours_are_offered_and_told_apart_by_their_offset(self):
        tz = ZoneInfo("America/Toronto")
        stretches = offsets(tz, *(day_start(date(2026, 11, day), tz) for day in (1, 2)))
        at_one = [
            (start, local_minute(start, stretches) - start) for start in starts_of(date(2026, 11, 1), tz)
            if local_minute(start, stretches) % 1440 == 60]
        self.assertEqual([offset for _start, offset in at_one], [-240, -300])
        self.assertEqual(at_one[1][0] - at_one[0][0], 60)

    def test_a_visit_over_the_spring_change_lasts_as_long_as_any_other(self):
        """Work from 0:00 to 3:00 is two hours that night: room for an hour from 0:00 to 1:00, none from 2:00."""
        tz = ZoneInfo("America/Toronto")
        night = day_start(date(2026, 3, 8), tz)
        load = Load([(night, night + 120)])
        starts = free_starts(load, Rules(60, step=30), night, night + 600, offsets(tz, night, night + 600))
        self.assertEqual([start - night for start in starts], [0, 30, 60])

    def test_a_cap_counts_the_local_day(self):
        """Nine in the evening in Toronto is the next day in UTC, and still today's visit."""
        tz = ZoneInfo("America/Toronto")
        begin = day_start(date(2026, 11, 24), tz)
        evening = begin + 21 * 60
        stretches = offsets(tz, begin, begin + 2880)
        self.assertEqual(from_minutes(evening).day, 25)
        day = local_day(evening, stretches)
        self.assertEqual(date.fromordinal(day), date(2026, 11, 24))
        load = Load([(evening, evening + 60), (evening + 1440, evening + 1500)], visits={day: 1})
        capped = free_starts(load, Rules(60, cap=1), begin, begin + 2880, stretches)
        self.assertEqual(capped, [evening + 1440])

    @cases(0.05, two_days)
    def test_slots_equal_the_minute_grid_in_real_zones(self, case):
        zone, day, work, busy, rules = case
        tz = ZoneInfo(zone)
        begin, end = day_start(day, tz), day_start(day + timedelta(days=2), tz)
        stretches = offsets(tz, begin, end)
        load = Load(
            [(begin + start, begin + stop) for start, stop in work],
            [(begin + start, begin + stop) for start, stop in busy],
            visits={day.toordinal(): 1},
        )
        world = load, rules, begin, end, stretches
        self.assertEqual(free_starts(*world), by_minute_grid(*world))

    def test_minutes_round_outwards_or_inwards_as_asked(self):
        moment = datetime(2026, 11, 24, 14, 0, 0, 1)
        self.assertEqual(to_minutes(moment, up=True) - to_minutes(moment), 1)
        even = datetime(2026, 11, 24, 14)
        self.assertEqual(to_minutes(even, up=True), to_minutes(even))
        self.assertEqual(from_minutes(to_minutes(even)), even)
        self.assertEqual(to_minutes(even.replace(tzinfo=ZoneInfo("America/Toronto"))), to_minutes(even) + 300)

    def test_a_minute_without_an_offset_has_no_local_time(self):
        with self.assertRaises(ValueError):
            local_minute(5, [])


class TestCoreVectors(CoreCase):

    def test_the_shared_vectors_are_what_core_answers(self):
        if not VECTORS.parent.is_dir():
            self.skipTest("The addon stands alone, without the repository's test/vectors.")
        vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
        self.assertEqual(
            vectors, dst_vectors.build(),
            "core, or this machine's time zone data, has changed: see tools/vectors.py --write")

    def test_the_vectors_hold_short_and_long_days(self):
        """Known from the calendar, not from core: Toronto springs on March 8, 2026 and falls on November 1."""
        days = {day["date"]: day for day in dst_vectors.build()["America/Toronto"]["days"]}
        self.assertEqual([len(days[f"2026-{day}"]["starts"]) for day in ("03-07", "03-08", "11-01")], [24, 23, 25])
        spring = [start["local"] for start in days["2026-03-08"]["starts"][:4]]
        self.assertEqual(spring, ["00:00", "01:00", "03:00", "04:00"])
        autumn = [(start["local"], start["offset"]) for start in days["2026-11-01"]["starts"][1:3]]
        self.assertEqual(autumn, [("01:00", "-04:00"), ("01:00", "-05:00")])
        self.assertEqual(days["2026-11-01"]["first"], "2026-11-01T04:00:00Z")
