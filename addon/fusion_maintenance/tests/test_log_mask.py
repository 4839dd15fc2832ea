import logging

from odoo.tests import tagged

from ..controllers.log_mask import LOGGERS, TokenFilter, mask
from .page_case import PageCase


@tagged("fc_page")
class TestLogMask(PageCase):
    """Who can read the server's log cannot book in a client's name."""

    def test_tokens_do_not_reach_the_servers_log(self):
        token = self.token()
        with self.assertLogs("werkzeug", logging.INFO) as logs:
            self.fetch(f"/maintenance/book/{token}/slots?first=2026-11-30")
            self.fetch(f"/repairs/maintenance/book/{token}")
            self.fetch(f"/maintenance/stop/{token}")
            self._wait_remaining_requests()
        self.assertTrue([line for line in logs.output if "/maintenance/book/***/slots?first" in line])
        self.assertFalse([line for line in logs.output if token in line])

    def test_the_filter_masks_messages_and_arguments(self):
        token = self.token()
        record = logging.LogRecord(
            "werkzeug", logging.INFO, "", 0, "%s /maintenance/book/" + token,
            (f"GET //maintenance//stop/{token}/one-click HTTP/1.1",), None)
        TokenFilter().filter(record)
        self.assertNotIn(token, record.getMessage())
        self.assertEqual(mask("/web/login"), "/web/login")
        for path in ("/maintenance/book", "/repairs/maintenance/book", "/fr/maintenance/stop",
                     "/repairs//maintenance//stop"):
            self.assertEqual(mask(f"GET {path}/{token}/x?y"), f"GET {path}/***/x?y")
        for name in LOGGERS:
            filters = [f for f in logging.getLogger(name).filters if isinstance(f, TokenFilter)]
            self.assertEqual(len(filters), 1, name)
