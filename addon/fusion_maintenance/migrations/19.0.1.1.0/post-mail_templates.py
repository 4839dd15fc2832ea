import logging

from odoo import SUPERUSER_ID, api

_logger = logging.getLogger(__name__)


def migrate(cr, version):
    """Give the mail templates that nobody has edited their new wording.

    They are loaded once, so that a manager's words are never overwritten by an update. What was
    written last by the installation itself holds no such words. One that cannot be reset stops
    neither the others nor the update: the health check and its managers hear of it when it fails.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    shipped = env["ir.model.data"].search(
        [("module", "=", "fusion_maintenance"), ("model", "=", "mail.template")])
    templates = env["mail.template"].browse(shipped.mapped("res_id")).exists()
    for template in templates.filtered(lambda template: template.write_uid.id == SUPERUSER_ID):
        try:
            with cr.savepoint():
                template.reset_template()
        except Exception:
            env.invalidate_all(flush=False)
            _logger.warning("The mail template “%s” keeps its old wording", template.name, exc_info=True)
