"""The payloads that the TypeScript tests read, recorded from the server.

After a change that is meant: FUSION_RECORD=1 npm test -- python
"""
import json
import os
from datetime import timedelta
from pathlib import Path

from odoo import Command
from odoo.tests import tagged

from .common import MaintenanceCase, TODAY, TOMORROW, utc
from .page_case import PageCase

VECTORS = Path(__file__).parents[3] / "test" / "vectors"
JSON = {"Accept": "application/json"}
# When two technicians are busy, local hours by day of that week; the rest of the time they are free.
DIARIES = (
    {1: [(8, 9.5), (11.5, 13), (15, 17)], 2: [(8, 9), (11, 13), (14.5, 17)],
     3: [(8, 9), (10.5, 13), (14, 15), (16, 17)], 4: [(8, 9), (10, 13.5), (15, 17)]},
    {1: [(8, 17)], 2: [(8, 11), (12, 15), (16, 17)],
     3: [(8, 10.5), (12, 14), (15, 17)], 4: [(8, 10), (12, 15), (16, 17)]},
)


class RecordCase(MaintenanceCase):
    """Compares what the server sends with what was recorded."""

    def setUp(self):
        super().setUp()
        if not VECTORS.exists():
            self.skipTest("The addon was installed without the project around it.")

    def assert_recorded(self, name, payload):
        """The payload is what the file says; recorded anew when that is asked for."""
        vector = VECTORS / name
        if os.environ.get("FUSION_RECORD"):
            vector.write_text(json.dumps(payload, indent=2) + "\n")
        self.assertEqual(payload, json.loads(vector.read_text()))


class TestVectors(RecordCase):

    def test_slots_are_what_the_typescript_tests_read(self):
        self.policy.write({"notice_hours": 12, "horizon_days": 10})
        contract = self.make_contract()
        for number, diary in enumerate(DIARIES):
            technician = self.make_technician(f"Technician {number}")
            for weekday, busy in diary.items():
                for start, stop in busy:
                    self._busy(technician, weekday, start, stop)
        self.assert_recorded("slots.json", self.booking._slots(contract, TODAY))

    def _busy(self, technician, weekday, start, stop):
        day = TODAY.replace(day=TODAY.day + weekday)
        begin, end = (utc(day, int(hour), round(hour % 1 * 60)) for hour in (start, stop))
        self.env["calendar.event"].create({
            "name": "Busy", "start": begin, "stop": end, "user_id": False,
            "partner_ids": [Command.set(technician.work_contact_id.ids)]})


@tagged("fc_page")
class TestMoveVectors(RecordCase, PageCase):
    """The page on which a client moves a visit, and every answer to it, over HTTP."""

    def setUp(self):
        super().setUp()
        self.policy.write({"horizon_days": 10, "step": 60, "move_cutoff_hours": 24, "notice_hours": 12})
        self.link = self.token()
        self.page = f"/maintenance/book/{self.link}/move"
        self.visit = self.booked(self.contract, utc(TOMORROW + timedelta(days=1), 9))

    def test_moving_is_what_the_typescript_tests_read(self):
        data = json.loads(self.tree(self.fetch(self.page)).get_element_by_id("fm-data").text)
        csrf = data.pop("csrf")
        self.assertIn("More times", data.pop("terms") or "More times")
        recorded = {"data": data, "week": self._get("/slots?first=2026-11-30")}
        self.booked(self.make_contract(), utc(TOMORROW + timedelta(days=2), 9))
        recorded["slot_taken"] = self._post(409, csrf, "2026-11-26T14:00:00Z")
        self.assertEqual(self.visit.start, utc(TOMORROW + timedelta(days=1), 9))
        recorded["booked"] = self._post(200, csrf, "2026-11-26T15:00:00Z")
        self.assertEqual(self.visit.start, utc(TOMORROW + timedelta(days=2), 10))
        self.assertEqual(self._post(200, csrf, "2026-11-26T15:00:00Z"), recorded["booked"], "pressed twice")
        with self.at("2026-11-25 18:00"):
            recorded["too_late"] = self._post(422, csrf, "2026-11-27T14:00:00Z")
            recorded["week_too_late"] = self._get("/slots", 422)
        self.booking._cancel(self.visit)
        recorded["gone"] = self._post(422, csrf, "2026-11-27T14:00:00Z")
        recorded["week_gone"] = self._get("/slots", 422)
        self.contract.link_ids.write({"revoked": utc(TODAY, 0)})
        recorded["link_invalid"] = self._post(404, csrf, "2026-11-27T14:00:00Z")
        text = json.dumps(recorded).replace(self.link, "token").replace(self.visit.name, "V/00001")
        self.assert_recorded("move.json", json.loads(text))

    def _get(self, path, status=200):
        response = self.fetch(self.page + path, **JSON)
        self.assert_ours(response, status)
        return response.json()

    def _post(self, status, csrf, start):
        response = self.fetch(self.page, "POST", {"start": start, "csrf_token": csrf}, **JSON)
        self.assert_ours(response, status)
        return response.json()
