"""What installing and uninstalling the addon do once."""


def post_init_hook(env):
    """Give every company that exists its default policy; data/sources.xml gives it its sources."""
    env["res.company"].search([])._maintenance_create_default_policy()


def uninstall_hook(env):
    """Take away what is not in tables of our own and would mean nothing any more."""
    # Their links would lead nowhere; one that is queued would still be sent.
    env["mail.mail"].search(
        [("state", "!=", "sent"), ("body_html", "like", "/maintenance/book/")]).unlink()
    env["ir.config_parameter"].search([("key", "=like", "fusion_maintenance.%")]).unlink()
    product = env.ref("fusion_maintenance.product_service", raise_if_not_found=False)
    if product and env["sale.order.line"].search_count([("product_id", "=", product.id)], limit=1):
        # Orders keep it: from now on it is a product like any other.
        env["ir.model.data"].search([
            ("module", "=", "fusion_maintenance"),
            ("model", "in", ("product.product", "product.template"))]).unlink()
