"""What the measurements in an Odoo shell share. ``options`` was set before."""
import time


def measure(work, times, prepare=None, keep=False):
    """Run ``work`` so often with the ORM's caches dropped, as a request would begin.

    :param prepare: called before each run, outside of what is measured
    :param bool keep: keep what it wrote; else each run is rolled back
    :return: {"ms": [...], "queries": [...]}
    """
    taken = {"ms": [], "queries": []}
    for _ in range(times):
        argument = prepare() if prepare else None
        env.invalidate_all()
        queries, begun = env.cr.sql_log_count, time.perf_counter()
        work(argument) if prepare else work()
        # Chatter, too, is written when a transaction is committed.
        env.cr.commit() if keep else env.flush_all()
        taken["ms"].append((time.perf_counter() - begun) * 1000)
        taken["queries"].append(env.cr.sql_log_count - queries)
        env.cr.rollback()
    return taken


def in_turns(works, times, prepare=None, keep=False):
    """Measure several works one after the other, again and again: what else the machine does meets all alike.

    :param dict works: name → what :func:`measure` runs
    :return: dict of name → what :func:`measure` gives
    """
    taken = {name: {"ms": [], "queries": []} for name in works}
    for _ in range(times):
        for name, work in works.items():
            for kind, values in measure(work, 1, prepare, keep).items():
                taken[name][kind] += values
    return taken


def contract_in(prefix, policy="Bench Service", **domain):
    """A contract of the data set whose client lives in a zone."""
    return env["fusion.maintenance.contract"].search([
        ("policy_id.name", "=", policy), ("service_address_id.zip", "=like", prefix + "%"),
        ("state", "=", "active"), ("visit_id", "=", False), ("name", "=like", "B%")], limit=1)
