"""A mail server of our own on this machine, so that what is counted is what has really left."""
import logging
import os
import socket
from email import message_from_bytes, policy

from odoo.tests import tagged

from .reminder_case import ReminderCase

try:
    from aiosmtpd.controller import Controller
except ImportError:
    Controller = None


class Postbox:
    """Keeps what arrives, refuses the addresses in ``refused`` and hangs up at those in ``dropped``."""

    def __init__(self):
        self.messages, self.refused, self.dropped = [], {}, set()

    async def handle_RCPT(self, server, _session, envelope, address, _options):
        if address in self.dropped:
            server.transport.close()
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append((list(envelope.rcpt_tos), message))
        return "250 Message accepted for delivery"


@tagged("post_install", "-at_install")
class SmtpCase(ReminderCase):
    """The mail queue sends by SMTP, to a server that keeps it all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if Controller is None:
            message = "aiosmtpd is not installed (Debian: python3-aiosmtpd)"
            if os.environ.get("CI"):
                raise AssertionError(message)
            cls.skipTest(cls, message)
        cls.postbox = Postbox()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.smtp = Controller(cls.postbox, hostname="127.0.0.1", port=port)
        cls.classPatch(logging.getLogger("mail.log"), "disabled", True)
        cls.smtp.start()
        cls.addClassCleanup(cls.stop_smtp)
        servers = cls.env["ir.mail_server"]
        servers.search([]).active = False
        servers.create({"name": "Here", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"})
        # Odoo sends nothing while it tests.
        cls.classPatch(type(servers), "_disable_send", classmethod(lambda _cls: False))

    @classmethod
    def stop_smtp(cls):
        """Refuse connections from now on."""
        if cls.smtp:
            cls.smtp.stop()
            cls.smtp = None

    def send_by_smtp(self):
        """Let the queue empty itself: [(address, message)] of what has arrived by that."""
        known = len(self.postbox.messages)
        self.env["mail.mail"].process_email_queue()
        return [(address, message) for addresses, message in self.postbox.messages[known:]
                for address in addresses]
