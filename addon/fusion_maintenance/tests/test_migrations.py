from importlib.util import module_from_spec, spec_from_file_location

from odoo.modules import get_module_path
from odoo.tests import tagged

from .common import MaintenanceCase


@tagged("post_install", "-at_install")
class TestMigrations(MaintenanceCase):
    """What an update does to a database that had the addon before."""

    def migrate(self, script):
        """Run a script of ``migrations`` as an update would."""
        path = f"{get_module_path('fusion_maintenance')}/migrations/{script}.py"
        spec = spec_from_file_location("migration", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def template(self, name, lang):
        return self.env.ref(f"fusion_maintenance.{name}").with_context(lang=lang)

    def test_a_mail_that_nobody_has_edited_gets_its_new_wording_in_each_language(self):
        self.env["res.lang"]._activate_lang("fr_CA")
        self.env["ir.module.module"]._load_module_terms(["fusion_maintenance"], ["fr_CA"])
        names = "email_template_maintenance_due_reminder", "email_template_visit_confirmed"
        now = {
            (name, lang): (self.template(name, lang).subject, str(self.template(name, lang).body_html))
            for name in names for lang in ("en_US", "fr_CA")}
        self.assertIn("Bonjour", now[names[0], "fr_CA"][1])
        for name in names:
            self.template(name, "en_US").sudo().write({"subject": "Old words", "body_html": "<p>Old words</p>"})
        self.template(names[1], "en_US").with_user(
            self.make_user("mona", "group_manager", "mail.group_mail_template_editor")).subject = "My own words"
        self.migrate("19.0.1.1.0/post-mail_templates")
        for lang in ("en_US", "fr_CA"):
            template = self.template(names[0], lang)
            self.assertEqual((template.subject, str(template.body_html)), now[names[0], lang])
        self.assertEqual(self.template(names[1], "en_US").subject, "My own words")
        self.assertEqual(str(self.template(names[1], "en_US").body_html), "<p>Old words</p>")

    def test_the_key_of_reminders_lets_copies_in(self):
        """Where it was a constraint over all rows, Odoo would keep it under the index's name."""
        table, name = "fusion_maintenance_reminder", "fusion_maintenance_reminder_once"
        self.cr.execute(f"DROP INDEX {name}")
        self.cr.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (contract_id, due_date, band)")
        self.migrate("19.0.1.1.0/pre-reminder_copies")
        self.cr.execute("SELECT FROM pg_class WHERE relname = %s", [name])
        self.assertFalse(self.cr.rowcount)
        self.migrate("19.0.1.1.0/pre-reminder_copies")  # and where it is an index already
