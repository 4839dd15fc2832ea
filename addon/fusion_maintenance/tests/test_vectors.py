"""The payloads that the TypeScript tests read, recorded from the server.

After a change that is meant: FUSION_RECORD=1 npm test -- python
"""
import json
import os
from pathlib import Path

from odoo import Command

from .common import MaintenanceCase, TODAY, utc

VECTOR = Path(__file__).parents[3] / "test" / "vectors" / "slots.json"
# When two technicians are busy, local hours by day of that week; the rest of the time they are free.
DIARIES = (
    {1: [(8, 9.5), (11.5, 13), (15, 17)], 2: [(8, 9), (11, 13), (14.5, 17)],
     3: [(8, 9), (10.5, 13), (14, 15), (16, 17)], 4: [(8, 9), (10, 13.5), (15, 17)]},
    {1: [(8, 17)], 2: [(8, 11), (12, 15), (16, 17)],
     3: [(8, 10.5), (12, 14), (15, 17)], 4: [(8, 10), (12, 15), (16, 17)]},
)


class TestVectors(MaintenanceCase):

    def test_slots_are_what_the_typescript_tests_read(self):
        if not VECTOR.exists():
            self.skipTest("The addon was installed without the project around it.")
        self.policy.write({"notice_hours": 12, "horizon_days": 10})
        contract = self.make_contract()
        for number, diary in enumerate(DIARIES):
            technician = self.make_technician(f"Technician {number}")
            for weekday, busy in diary.items():
                for start, stop in busy:
                    self._busy(technician, weekday, start, stop)
        payload = self.booking._slots(contract, TODAY)
        if os.environ.get("FUSION_RECORD"):
            VECTOR.write_text(json.dumps(payload, indent=2) + "\n")
        self.assertEqual(payload, json.loads(VECTOR.read_text()))

    def _busy(self, technician, weekday, start, stop):
        day = TODAY.replace(day=TODAY.day + weekday)
        begin, end = (utc(day, int(hour), round(hour % 1 * 60)) for hour in (start, stop))
        self.env["calendar.event"].create({
            "name": "Busy", "start": begin, "stop": end, "user_id": False,
            "partner_ids": [Command.set(technician.work_contact_id.ids)]})
