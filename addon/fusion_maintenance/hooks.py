"""What installing the addon does once."""


def post_init_hook(env):
    """Give every company that exists its default policy."""
    env["res.company"].search([])._maintenance_create_default_policy()
