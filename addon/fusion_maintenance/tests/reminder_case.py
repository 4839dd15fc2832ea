"""Running the reminder job and the mail queue, and looking at what came of it."""
import re
from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.extras import Json

from odoo.addons.mail.tests.common import MockEmail
from odoo.tests import tagged
from odoo.tools import SQL

from .common import MaintenanceCase

SWITCH = "fusion_maintenance.enable_email_notifications"


# Odoo's class brings the tag "at_install".
@tagged("post_install", "-at_install")
class ReminderCase(MockEmail, MaintenanceCase):
    """Reminders are switched on, and the clock is past seven."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(SWITCH, "True")
        # Nothing but what a test makes: no contract and no mail of the demo data is in its way.
        cls.Contract.sudo().search([]).write({"state": "draft"})
        cls.env["mail.mail"].search([]).unlink()

    def run_job(self):
        """Run the job as the scheduler does: its own transaction, its own user."""
        cron = self.env.ref("fusion_maintenance.cron_send_reminders")
        with self.enter_registry_test_mode():
            self.assertTrue(cron.method_direct_trigger() is True, "the job raised")

    def send_queue(self):
        """Let the queued mails leave: the messages that the mail server was given."""
        with self.mock_mail_gateway(mail_unlink_sent=True):
            self.env["mail.mail"].process_email_queue()
        return [mail["EmailMessage"] for mail in self._mails]

    @contextmanager
    def mail_server_down(self):
        """The mail server refuses whatever it is given."""
        def refuse(*_args, **_kwargs):
            raise OSError("Connection refused")

        with patch.object(type(self.env["ir.mail_server"]), "send_email", refuse):
            yield

    def break_template(self, name):
        """A template of ours that fails: not saved as a person saves it, for Odoo tries that out."""
        template = self.env.ref(f"fusion_maintenance.{name}")
        self.env.flush_all()
        self.env.cr.execute("UPDATE mail_template SET body_html = %s WHERE id = %s", [
            Json({"en_US": '<p t-out="object.no_such_field"/>'}), template.id])
        self.env.invalidate_all()
        return template

    def bands(self, contract):
        """Band and state of every row there is of a contract, oldest first."""
        return [(row.band, row.state) for row in contract.reminder_ids.sorted("id")]

    def token(self, mail):
        """The token of the booking link in a queued mail."""
        return re.search(r"/maintenance/book/([\w-]{43})", mail.body_html)[1]

    def tables_with(self, text):
        """Every table of the database that has a row with this text in any column."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        found = []
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(SQL(
                "SELECT 1 FROM %s row WHERE row::text LIKE %s LIMIT 1",
                SQL.identifier(table), f"%{text}%"))
            if self.env.cr.rowcount:
                found.append(table)
        return found

    def calendar_file(self, message):
        """The calendar file that a message carries."""
        part, = [part for part in message.walk() if part.get_filename() == "visit.ics"]
        return part.get_payload(decode=True).decode()
