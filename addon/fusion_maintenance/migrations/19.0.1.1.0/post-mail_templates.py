from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Give the mail templates that nobody has edited their new wording.

    They are loaded once, so that a manager's words are never overwritten by an update. What was
    written last by the installation itself holds no such words.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    shipped = env["ir.model.data"].search(
        [("module", "=", "fusion_maintenance"), ("model", "=", "mail.template")])
    templates = env["mail.template"].browse(shipped.mapped("res_id")).exists()
    templates.filtered(lambda template: template.write_uid.id == SUPERUSER_ID).reset_template()
