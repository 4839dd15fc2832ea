"""P8, P9 and the reminders' part of P12: the job on all that is due, beside a bare batch of as many mails."""
import resource

from odoo.sql_db import Cursor

Contract = env["fusion.maintenance.contract"]
Company = type(env["res.company"])
Reminder = env["fusion.maintenance.reminder"]


def at_noon(company, now=Company._maintenance_now):
    """The job waits for seven in the morning; the benchmark does not."""
    return now(company).replace(hour=12)


class Transactions:
    """How long transactions take: from one commit to the next."""

    def __enter__(self):
        self.seconds, self.since, self.real = [], time.perf_counter(), Cursor.commit

        def commit(cursor):
            self.real(cursor)
            self.seconds.append(time.perf_counter() - self.since)
            self.since = time.perf_counter()
        Cursor.commit = commit
        return self

    def __exit__(self, *_error):
        Cursor.commit = self.real


def memory():
    """The most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_job():
    """The job as the scheduler runs it: {"seconds", "queries", "longest", "grown"}."""
    env.invalidate_all()
    queries, before, begun = env.cr.sql_log_count, memory(), time.perf_counter()
    with Transactions() as transactions:
        Contract._cron_send_due_reminders()
    return {
        "seconds": time.perf_counter() - begun, "queries": env.cr.sql_log_count - queries,
        "longest": max(transactions.seconds, default=0), "grown": memory() - before}


def bare(contracts):
    """As many mails by Odoo's own batch and the same template, in as many transactions: seconds."""
    env.invalidate_all()
    template = env.ref("fusion_maintenance.email_template_maintenance_due_reminder").sudo()
    begun = time.perf_counter()
    for start in range(0, len(contracts), 100):
        chunk = contracts[start:start + 100].ids
        urls = dict.fromkeys(chunk, "https://service.example/maintenance/book/" + 43 * "x")
        template.with_context(links=urls, stops=urls).send_mail_batch(chunk)
        env.cr.commit()
        env.invalidate_all()
    return time.perf_counter() - begun


Company._maintenance_now = at_noon
env["ir.config_parameter"].set_param("fusion_maintenance.enable_email_notifications", "True")
company = env.company
due = Contract.browse(Contract._reminders_due(company))
# One batch fills what Odoo keeps for all: these are due a month later in what is measured.
warm = due[-100:]
Contract._queue_due(company, warm.ids)
env.cr.commit()
# What its mails named along with the warm ones has had its reminder too.
due -= Reminder.search([]).contract_id
first = run_job()
made = Reminder.search([("contract_id", "in", due.ids)])
mails = len(made.mail_id)
again = []
for _ in range(5 if options["again"] else 0):
    queued = Reminder.search_count([])
    again.append(run_job()["seconds"] * 1000)
    assert Reminder.search_count([]) == queued
bare_seconds = None
if options["bare"]:
    waiting = env["mail.mail"].search([])
    bare_seconds = bare(due)
    (env["mail.mail"].search([]) - waiting).unlink()
    env.cr.commit()
result = {
    "contracts": Contract.search_count([]), "due": len(due), "made": len(made), "mails": mails, "job": first,
    "bare": bare_seconds, "again": again}
