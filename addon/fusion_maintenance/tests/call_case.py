"""Looking at the call list as a dispatcher, and pressing what came of a call."""
from ast import literal_eval

from odoo.tests import Form, tagged

from .reminder_case import ReminderCase


@tagged("post_install", "-at_install")
class CallCase(ReminderCase):
    """One technician, a dispatcher, and no contract but those that a test makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.dispatcher = cls.make_user("dana", "group_dispatcher")
        # Contracts that a test makes have been there for a while.
        cls.long_ago = "2025-01-15 12:00:00"

    @classmethod
    def make_contract(cls, due="2026-12-23", **values):
        contract = super().make_contract(due, **values)
        cls.env.flush_all()
        cls.cr.execute("UPDATE fusion_maintenance_contract SET create_date = %s WHERE id = %s",
                       [getattr(cls, "long_ago", None) or "2025-01-15", contract.id])
        contract.invalidate_recordset()
        return contract

    def call_list(self, filtered="to_call"):
        """Whom the dispatcher finds on the list, in the list's order."""
        self.env.flush_all()
        self.env.invalidate_all()
        action = self.env.ref("fusion_maintenance.action_call_list").sudo()
        return self.Contract.with_user(self.dispatcher).search(
            [*literal_eval(action.domain), (filtered, "=", True)], order="call_asked desc, next_due_date")

    def seen(self, contract):
        """A contract as the dispatcher sees it now."""
        self.env.flush_all()
        self.env.invalidate_all()
        return contract.with_user(self.dispatcher)

    def outcome(self, contract, kind, **values):
        """Press "Call Again…" or "Not Interested…", fill in the dialog and save."""
        action = getattr(self.seen(contract), f"action_call_{kind}")()
        wizard = self.env[action["res_model"]].with_user(self.dispatcher).with_context(**action["context"])
        with Form(wizard) as form:
            for name, value in values.items():
                form[name] = value
        form.record.action_save()
        return form.record
