def migrate(cr, version):
    """What was done before the update is no news: clients hear of what is done from now on."""
    cr.execute("UPDATE fusion_maintenance_visit SET done_told = TRUE WHERE state = 'done'")
