"""Slots against a brute-force oracle that looks at every minute (R11, R12)."""
from ..core.minutes import DAY, EPOCH_DAY
from ..core.slots import Load, Offset, Rules, free_ranges, free_starts, offer
from .core_case import CoreCase, cases, digits, pairs

# A window as long as this is looked at minute by minute.
WINDOW = 240
STEPS = (1, 5, 7, 10, 15, 20, 30, 45, 60)
CAPS = (0, 0, 1, 2, 3)
# Half-hour zones and a change by half an hour (Lord Howe) among them.
OFFSETS = (-300, -240, -210, -150, 0, 60, 630, 660)


def by_minute_grid(load, rules, earliest, latest, offsets):
    """Return the starts the plain way: look at every minute, and at every minute of its visit."""
    work = {minute for interval in load.work for minute in range(*interval)}
    taken = {minute for interval in (*load.busy, *load.reserved) for minute in range(*interval)}
    starts = []
    for start in range(earliest, latest):
        for begin, end, offset in offsets:
            if begin <= start < end and (start + offset) % rules.step == 0:
                day = (start + offset) // DAY + EPOCH_DAY
                if rules.cap and load.visits.get(day, 0) >= rules.cap:
                    continue
                visit = range(start, start + rules.duration)
                needed = range(start - rules.before, start + rules.duration + rules.after)
                if work.issuperset(visit) and taken.isdisjoint(needed):
                    starts.append(start)
    return starts


def worlds():
    """Draw (load, rules, earliest, latest, offsets) with a local midnight somewhere near."""
    piece = (WINDOW + 30, 25)
    return digits(
        2 * DAY, 60, WINDOW + 60,            # the epoch's minute where the window lies; earliest, latest in it
        40, 12, 12, len(STEPS), len(CAPS),   # rules
        WINDOW, len(OFFSETS), len(OFFSETS),  # a change of the clocks
        4, 4, 4, 4,                          # visits on the days around
        *4 * piece, *4 * piece, *3 * piece,
    ).map(world)


def world(drawn):
    base, earliest, latest, duration, before, after, step, cap, moment, offset, changed = drawn[:11]

    def placed(numbers, scale):
        """Return intervals, some of no length or less: nobody filters before calling."""
        return [
            (base - 30 + start, base - 30 + start + scale * (length - 9)) for start, length in pairs(numbers)]

    load = Load(
        work=placed(drawn[15:23], scale=10),
        busy=placed(drawn[23:31], scale=1),
        reserved=placed(drawn[31:], scale=1),
        visits={EPOCH_DAY - 1 + day: count for day, count in enumerate(drawn[11:15])},
    )
    offsets = [
        Offset(base, base + moment, OFFSETS[offset]),
        Offset(base + moment, base + WINDOW + 60, OFFSETS[changed]),
    ]
    return load, Rules(duration + 1, before, after, STEPS[step], CAPS[cap]), base + earliest, base + latest, offsets


def later(load, minutes):
    """Return the load of somebody who does the same some minutes later."""
    return load._replace(**{
        kind: [(start + minutes, stop + minutes) for start, stop in getattr(load, kind)]
        for kind in ("work", "busy", "reserved")})


class TestCoreSlots(CoreCase):

    @cases(1, worlds)
    def test_slots_equal_the_minute_grid(self, case):
        self.assertEqual(free_starts(*case), by_minute_grid(*case))

    @cases(0.1, worlds)
    def test_what_is_offered_is_accepted_and_nothing_else(self, case):
        load, rules, earliest, latest, offsets = case
        offered = by_minute_grid(*case)
        accepted = [start for start in range(earliest, latest)
                    if offer({"who": load}, rules, start, start + 1, offsets)]
        self.assertEqual(accepted, offered)

    @cases(0.1, worlds)
    def test_an_offer_names_everybody_who_can_come(self, case):
        load, *how = case
        loads = {"late": later(load, 40), "as drawn": load, "free": Load(load.work)}
        expected = {name: by_minute_grid(load, *how) for name, load in loads.items()}
        offered = offer(loads, *how)
        self.assertEqual(list(offered), sorted({start for starts in expected.values() for start in starts}))
        for start, names in offered.items():
            self.assertEqual(names, [name for name in loads if start in expected[name]])

    @cases(0.1, worlds)
    def test_ranges_without_step_and_cap_are_every_free_minute(self, case):
        load, rules, earliest, latest, _offsets = case
        every_minute = rules._replace(step=1, cap=0), earliest, latest, [Offset(earliest, latest, 0)]
        starts = [start for free in free_ranges(load, rules, earliest, latest) for start in range(*free)]
        self.assertEqual(starts, by_minute_grid(load, *every_minute))


class TestCoreSlotsInWords(CoreCase):
    """The edges, each by itself: a nine-to-five day of UTC minutes, visits of an hour on the hour."""

    offsets = [Offset(0, 2 * DAY, 0)]

    def starts(self, load, rules=Rules(60, step=60), earliest=0, latest=DAY):
        return [start / 60 for start in free_starts(load, rules, earliest, latest, self.offsets)]

    def test_the_last_visit_ends_with_the_working_day(self):
        self.assertEqual(self.starts(Load([(540, 780)])), [9, 10, 11, 12])

    def test_a_visit_does_not_span_lunch(self):
        self.assertEqual(self.starts(Load([(540, 720), (780, 900)])), [9, 10, 11, 13, 14])

    def test_a_visit_spans_two_shifts_that_touch(self):
        self.assertEqual(self.starts(Load([(570, 630), (630, 690)]), Rules(90, step=30)), [9.5, 10])

    def test_the_buffer_after_a_visit_may_lie_after_work(self):
        self.assertEqual(self.starts(Load([(540, 660)]), Rules(60, after=30, step=60)), [9, 10])

    def test_a_buffer_keeps_its_distance_from_an_event(self):
        load = Load([(540, 780)], busy=[(660, 675)])
        starts = self.starts(load, Rules(60, before=15, after=1, step=15))
        self.assertEqual(starts, [9, 9.25, 9.5, 9.75, 11.5, 11.75, 12])

    def test_an_event_that_ends_as_the_visit_begins_is_no_clash(self):
        self.assertEqual(self.starts(Load([(540, 720)], busy=[(480, 600), (660, 720)])), [10])

    def test_two_buffers_do_not_overlap(self):
        """A reservation until 10:15 with its buffer, and ours of 15 minutes: 10:30."""
        load = Load([(540, 720)], reserved=[(540, 615)])
        self.assertEqual(self.starts(load, Rules(60, before=15, step=15)), [10.5, 10.75, 11])

    def test_an_event_of_no_length_takes_no_time(self):
        self.assertEqual(self.starts(Load([(540, 660)], busy=[(600, 600)])), [9, 10])

    def test_notice_and_horizon_bound_the_start_not_the_visit(self):
        self.assertEqual(self.starts(Load([(540, 780)]), earliest=541, latest=661), [10, 11])

    def test_a_full_day_has_no_more_starts_and_the_next_has(self):
        load = Load([(540, 660), (DAY + 540, DAY + 600)], visits={EPOCH_DAY: 2, EPOCH_DAY + 1: 1})
        self.assertEqual(self.starts(load, Rules(60, step=60, cap=2), latest=2 * DAY), [33])
        self.assertEqual(self.starts(load, Rules(60, step=60), latest=2 * DAY), [9, 10, 33])

    def test_nobody_at_work_has_no_starts(self):
        self.assertEqual(self.starts(Load([])), [])
        self.assertEqual(offer({}, Rules(60), 0, DAY, self.offsets), {})
