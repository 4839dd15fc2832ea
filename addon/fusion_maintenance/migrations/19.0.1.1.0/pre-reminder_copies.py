def migrate(cr, version):
    """Make room for the copies of a reminder that go to who else may book.

    The key of the reminders was a constraint over all rows; now it is an index over the clients' own,
    of the same name. Odoo would keep what has that name already.
    """
    cr.execute("""
        ALTER TABLE IF EXISTS fusion_maintenance_reminder
        DROP CONSTRAINT IF EXISTS fusion_maintenance_reminder_once
    """)
