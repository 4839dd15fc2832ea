from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TOMORROW, utc
from .reminder_case import ReminderCase


@tagged("post_install", "-at_install")
class TestMailPreview(ReminderCase):
    """A manager edits the mails in the app and sees each with a real contract, as the client gets it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_technician()
        cls.manager = cls.make_user("mia", "group_manager")
        cls.contract = cls.make_contract()
        cls.visit = cls.booked(cls.make_contract(), utc(TOMORROW, 13))

    def mails(self, user=None):
        """What the menu lists."""
        action = self.env.ref("fusion_maintenance.action_mails").sudo()
        return self.env["mail.template"].with_user(user or self.manager).search(
            [("email_layout_xmlid", "=", "fusion_maintenance.mail_layout")]) if action.domain else None

    def preview(self, template, **values):
        """What the dialog shows."""
        context = template.with_user(self.manager).action_open_mail_preview()["context"]
        return self.env["fusion.maintenance.mail.preview"].with_user(self.manager).with_context(
            **context, allowed_company_ids=self.company.ids).create(values)

    def test_every_mail_of_ours_is_listed(self):
        ours = self.env["ir.model.data"].search(
            [("module", "=", "fusion_maintenance"), ("model", "=", "mail.template")])
        self.assertEqual(set(self.mails().ids), set(ours.mapped("res_id")))
        self.assertEqual(len(ours), 8)

    def test_every_mail_can_be_seen_with_what_there_is(self):
        for template in self.mails():
            with self.subTest(template.name):
                preview = self.preview(template)
                self.assertFalse(preview.error)
                self.assertTrue(preview.subject)
                text = html.fromstring(preview.body).text_content()
                self.assertIn("Hello Ellen", text)
                self.assertIn("Harbour Mobility", text)

    def test_the_button_of_a_preview_opens_nothing(self):
        preview = self.preview(self.env.ref("fusion_maintenance.email_template_maintenance_due_reminder"))
        button, = html.fromstring(preview.body).xpath("//a[contains(@class, 'fm-mail-button')]/@href")
        self.assertTrue(button.endswith("/maintenance/book/preview"))
        self.assertFalse(self.contract.link_ids)

    def test_in_another_language(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        preview = self.preview(self.env.ref("fusion_maintenance.email_template_visit_confirmed"), lang="fr_CA")
        self.assertIn("mardi 24 novembre", preview.subject)

    def test_with_the_contract_that_is_chosen(self):
        other = self.make_contract(partner_id=self.make_client("Ruth Vale").id)
        preview = self.preview(
            self.env.ref("fusion_maintenance.email_template_maintenance_due_reminder"), contract_id=other.id)
        self.assertIn("Hello Ruth", html.fromstring(preview.body).text_content())

    def test_what_is_wrong_is_said_in_its_place(self):
        template = self.break_template("email_template_visit_done")
        preview = self.preview(template)
        self.assertIn("no_such_field", preview.error)
        self.assertFalse(preview.body)

    def test_a_manager_edits_them_and_a_dispatcher_does_not(self):
        template = self.env.ref("fusion_maintenance.email_template_visit_done")
        template.with_user(self.manager).body_html = '<p>Dear <t t-out="object.partner_id.name"/></p>'
        self.assertIn("Dear", self.preview(template).body)
        editors = self.env.ref("mail.group_mail_template_editor")
        self.env.ref("base.group_user")._remove_group(editors)
        dispatcher = self.make_user("dana", "group_dispatcher")
        with self.assertRaises(AccessError):
            template.with_user(dispatcher).body_html = '<p t-out="object.sudo()"/>'
        with self.assertRaises(AccessError):
            self.env["fusion.maintenance.mail.preview"].with_user(dispatcher).create({"template_id": template.id})
