from datetime import datetime, timedelta, timezone
from io import StringIO

import vobject
from dateutil.tz import tzical

from ..core.ics import visit_ics
from .core_case import CoreCase, cases, st
from .dst_vectors import ZONES

START = datetime(2026, 11, 24, 14)
STAMP = datetime(2026, 11, 22, 3, 8, 20)


def ics(start=START, hours=1, tz_name="America/Toronto", **changes):
    values = {
        "uid": "visit-1@example.com", "sequence": 0, "start": start, "stop": start + timedelta(hours=hours),
        "tz_name": tz_name, "summary": "Service visit", "location": "1 Main St, Vaughan",
        "description": "Please clear the hall.\nCall us: 555-0100", "organizer_name": "Dealer Inc.",
        "organizer_email": "service@example.com", "stamp": STAMP,
    }
    return visit_ics(**{**values, **changes})


def lines(file):
    """Return the unfolded lines."""
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def read(file):
    """Return the event as another program reads it."""
    return vobject.readOne(file.decode()).vevent


def moments(file):
    """Return start and stop in UTC, read with nothing but the zone that stands in the file itself."""
    # vobject would ask its own list of zones first, so dateutil reads.
    zone = tzical(StringIO("\n".join(lines(file)))).get()
    values = [line.rpartition(":")[2] for line in lines(file) if line.startswith(("DTSTART;", "DTSTART:2", "DTEND"))]
    for value in values[-2:]:
        local = datetime.strptime(value.rstrip("Z"), "%Y%m%dT%H%M%S")
        yield local if value.endswith("Z") else local - zone.utcoffset(local.replace(tzinfo=zone))


class TestCoreIcs(CoreCase):

    def test_another_program_reads_what_was_written(self):
        event = read(ics(sequence=3))
        self.assertEqual(event.uid.value, "visit-1@example.com")
        self.assertEqual(event.sequence.value, "3")
        self.assertEqual(event.summary.value, "Service visit")
        self.assertEqual(event.location.value, "1 Main St, Vaughan")
        self.assertEqual(event.description.value, "Please clear the hall.\nCall us: 555-0100")
        self.assertEqual(event.organizer.value, "mailto:service@example.com")
        self.assertEqual(event.organizer.params["CN"], ["Dealer Inc."])
        self.assertEqual(event.dtstamp.value, STAMP.replace(tzinfo=timezone.utc))
        self.assertEqual(event.dtend.value - event.dtstart.value, timedelta(hours=1))
        self.assertEqual(event.dtstart.value.strftime("%H:%M %z"), "09:00 -0500")

    def test_the_time_is_the_same_moment_around_every_clock_change(self):
        for zone in ZONES:
            for day in (datetime(2026, 3, 8), datetime(2026, 3, 29), datetime(2026, 7, 1), datetime(2026, 10, 25),
                        datetime(2026, 11, 1), datetime(2028, 2, 29)):
                for hour in range(13):
                    start = day + timedelta(hours=hour, minutes=30)
                    self.assertEqual([*moments(ics(start, tz_name=zone))], [start, start + timedelta(hours=1)], zone)

    def test_the_second_of_two_autumn_hours_is_not_taken_for_the_first(self):
        first, second = (lines(ics(datetime(2026, 11, 1, hour, 30))) for hour in (5, 6))
        self.assertIn("DTSTART;TZID=America/Toronto:20261101T013000", first)
        self.assertIn("DTSTART:20261101T063000Z", second)

    def test_the_zone_is_written_as_the_standard_asks(self):
        """An observance begins at what the clock showed until then, and says from where to where it goes."""
        file = lines(ics())
        zone = file[file.index("BEGIN:VTIMEZONE"):file.index("END:VTIMEZONE")]
        self.assertIn("TZID:America/Toronto", zone)
        for change in (
            ["BEGIN:STANDARD", "DTSTART:20261101T020000", "TZNAME:EST", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500"],
            ["BEGIN:DAYLIGHT", "DTSTART:20270314T020000", "TZNAME:EDT", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400"],
        ):
            begin = zone.index(change[1]) - 1
            self.assertEqual(zone[begin:begin + 5], change)

    def test_long_lines_are_folded_between_characters(self):
        for text in ("a" * 300, "\u00e9" * 200, "\N{WHEELCHAIR SYMBOL}\U0001f600" * 50):
            file = ics(summary=text)
            self.assertIn(f"SUMMARY:{text}", lines(file))
            for line in file.split(b"\r\n"):
                line.decode()
                self.assertLessEqual(len(line), 75)

    def test_a_move_is_the_same_event_with_a_higher_sequence(self):
        moved = lines(ics(START + timedelta(days=1), sequence=1))
        self.assertIn("UID:visit-1@example.com", moved)
        self.assertIn("SEQUENCE:1", moved)
        self.assertIn("METHOD:PUBLISH", moved)
        self.assertIn("STATUS:CONFIRMED", moved)

    def test_a_cancelled_visit_leaves_the_calendar(self):
        cancelled = lines(ics(sequence=2, method="CANCEL"))
        for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "UID:visit-1@example.com", "SEQUENCE:2"):
            self.assertIn(line, cancelled)

    def test_nobody_is_asked_to_accept(self):
        self.assertNotIn("ATTENDEE", ics().decode())

    def test_aware_and_naive_times_are_the_same_file(self):
        aware = START.replace(tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=9)))
        self.assertEqual(ics(aware), ics())

    def test_what_is_not_known_is_left_out(self):
        file = lines(ics(location="", description=False, organizer_email="", organizer_name=""))
        self.assertFalse([line for line in file if line.startswith(("LOCATION", "DESCRIPTION", "ORGANIZER"))])

    def test_hostile_text_stays_text(self):
        hostile = 'x"\r\nATTENDEE:mailto:evil@example.com\nEND:VEVENT\x00;,:\\'
        file = ics(
            summary=hostile, location=hostile, description=hostile,
            organizer_name=hostile, organizer_email=hostile)
        names = [line.partition(":")[0].partition(";")[0] for line in lines(file)]
        self.assertNotIn("ATTENDEE", names)
        self.assertEqual(names.count("END"), sum(name == "BEGIN" for name in names))
        self.assertEqual(read(file).summary.value, hostile.replace("\r", "").replace("\x00", ""))

    @cases(0.01, lambda: st.text(max_size=200))
    def test_any_text_makes_a_file_of_short_lines(self, text):
        file = ics(summary="a" + text, description=text, organizer_name=text)
        self.assertTrue(file.endswith(b"END:VCALENDAR\r\n"))
        self.assertEqual(file.count(b"\n"), file.count(b"\r\n"))
        self.assertLessEqual(max(map(len, file.split(b"\r\n"))), 75)
        read(file)
