from datetime import date

from .common import TOMORROW
from .hours_case import FULL_DAY, THURSDAY, WEDNESDAY, HoursCase


class TestHours(HoursCase):
    """When the technicians work."""

    def test_an_ordinary_day(self):
        self.assertEqual(self.times(), FULL_DAY)

    def test_no_times_at_the_weekend(self):
        self.assertEqual(self.times(date(2026, 11, 28)), [])

    def test_only_whole_visits(self):
        self.policy.duration = 150
        self.assertEqual(self.times(), ["08:00", "08:30", "09:00", "09:30",
                                        "13:00", "13:30", "14:00", "14:30"])

    def test_a_visit_never_spans_the_lunch_break(self):
        self.policy.duration = 300
        self.assertEqual(self.times(), [])

    def test_no_technician_no_times(self):
        self.technician.x_fc_technician = False
        self.assertEqual(self.starts(self.contract), [])

    def test_an_archived_technician_is_not_offered(self):
        self.technician.active = False
        self.assertEqual(self.starts(self.contract), [])

    def test_a_technician_of_another_company_is_not_offered(self):
        other = self.make_company("Elsewhere")
        self.technician.x_fc_technician = False
        self.make_technician("Wren", company=other)
        self.assertEqual(self.starts(self.contract), [])

    def test_a_split_shift(self):
        self.technician.resource_calendar_id = self.make_calendar(
            "Split", hours=((7, 9), (17, 19)), company_id=self.company.id)
        self.assertEqual(self.times(), ["07:00", "07:30", "08:00", "17:00", "17:30", "18:00"])

    def test_a_calendar_of_their_own(self):
        self.technician.resource_calendar_id = self.make_calendar("Tuesdays", days=[1])
        self.assertEqual(self.times(), [])
        self.assertEqual(self.times(date(2026, 12, 1)), FULL_DAY)

    def test_a_technician_in_another_time_zone_works_by_their_own_clock(self):
        self.technician.write({
            "tz": "America/Vancouver",
            "resource_calendar_id": self.make_calendar("West", "America/Vancouver", hours=((8, 12),)).id})
        self.assertEqual(self.times(), ["11:00", "11:30", "12:00", "12:30", "13:00", "13:30", "14:00"])

    def test_flexible_hours_mean_the_hours_of_the_company(self):
        self.technician.resource_calendar_id = self.make_calendar(
            "Flexible", flexible_hours=True, hours_per_day=8)
        self.assertEqual(self.times(), FULL_DAY)

    def test_no_calendar_at_all_means_the_hours_of_the_company(self):
        self.technician.resource_calendar_id = False
        self.assertEqual(self.times(), FULL_DAY)
        self.assertEqual(self.times(date(2026, 11, 28)), [])

    def test_where_the_company_has_no_calendar_either_there_are_no_times(self):
        self.technician.resource_calendar_id = False
        self.company.resource_calendar_id = False
        self.assertEqual(self.starts(self.contract), [])

    def test_a_calendar_that_changes_next_week(self):
        self.technician.create_version({
            "date_version": date(2026, 11, 30),
            "resource_calendar_id": self.make_calendar("Mornings", hours=((8, 12),)).id})
        self.assertEqual(self.times(date(2026, 11, 27)), FULL_DAY)
        self.assertEqual(self.times(date(2026, 12, 1)), FULL_DAY[:7])

    def test_nobody_works_after_the_end_of_their_contract(self):
        self.technician.write({
            "contract_date_start": date(2020, 1, 1), "contract_date_end": TOMORROW})
        self.assertEqual(self.times(TOMORROW), FULL_DAY[4:])
        self.assertEqual(self.times(WEDNESDAY), [])

    def test_nobody_works_whose_contract_ended_before_today(self):
        self.technician.write({
            "contract_date_start": date(2020, 1, 1), "contract_date_end": date(2026, 11, 20)})
        self.assertEqual(self.starts(self.contract), [])

    def test_nobody_works_before_their_first_day(self):
        self.technician.active = False
        starter = self.make_technician("Sol", date_version=THURSDAY)
        self.assertEqual(self.times(WEDNESDAY), [])
        self.assertEqual(self.times(THURSDAY), FULL_DAY)
        starter.version_id.date_version = date(2027, 6, 1)
        self.assertEqual(self.starts(self.contract), [])

    def test_two_technicians_offer_what_either_can_do(self):
        self.make_technician("Early Bird", self.make_calendar("Early", hours=((6, 8),)))
        self.assertEqual(self.times(), ["06:00", "06:30", "07:00", *FULL_DAY])
