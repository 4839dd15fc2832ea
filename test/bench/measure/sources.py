"""P10 and P12: the daily scan over a million order lines, with a thousand new units and with none."""
import resource
from datetime import timedelta

from odoo.addons.fusion_maintenance.models import source_scan
from odoo.tools import SQL

NEW = 1000
FIELDS = {
    ("sale.order.line", "x_fc_adp_approved"): {"ttype": "boolean"},
    ("sale.order.line", "x_fc_serial_number"): {"ttype": "char"},
    ("sale.order.line", "x_fc_adp_device_type"): {"ttype": "char"},
    ("sale.order", "x_fc_sale_type"): {"ttype": "char"},
    ("sale.order", "x_fc_adp_delivery_date"): {"ttype": "date"},
    ("sale.order", "x_fc_service_start_date"): {"ttype": "date"},
    ("sale.order", "x_fc_authorizer_id"): {"ttype": "many2one", "relation": "res.partner"},
}
Source, Contract = env["fusion.maintenance.source"], env["fusion.maintenance.contract"]


def value(query, *arguments):
    env.cr.execute(query, arguments)
    return env.cr.fetchone()[0]


def make_fields():
    """The fields of claims, as another addon would bring them."""
    for (model, name), values in FIELDS.items():
        env["ir.model.fields"].create({
            "model_id": env["ir.model"]._get_id(model), "name": name, "field_description": name,
            "state": "manual", **values})
    env["fusion.maintenance.device.type"].create({"name": "Power base", "policy_id": policy.id})
    env.cr.commit()


def seen_until_now():
    """The last run was after everything that was written, and longer ago than the overlap."""
    last = value("SELECT max(write_date) FROM (SELECT max(write_date) AS write_date FROM sale_order_line UNION ALL"
                 " SELECT max(write_date) FROM sale_order UNION ALL SELECT max(write_date) FROM product_product UNION ALL"
                 " SELECT max(write_date) FROM product_template) AS written")
    watermark = last + source_scan.OVERLAP + timedelta(seconds=1)
    Source.search([]).write({"watermark": watermark, "scan_next": False, "scan_last_id": 0})
    env.cr.commit()
    return watermark


def deliver(count, watermark):
    """So many lines of claims are approved and delivered."""
    env.cr.execute("""
        WITH delivered AS (
            UPDATE sale_order SET x_fc_sale_type = 'adp', x_fc_adp_delivery_date = CURRENT_DATE, write_date = %s
             WHERE id IN (SELECT id FROM sale_order WHERE name LIKE 'BO%%' ORDER BY id DESC LIMIT %s) RETURNING id)
        UPDATE sale_order_line SET x_fc_adp_approved = TRUE, x_fc_serial_number = 'N-' || id,
               x_fc_adp_device_type = 'POWER base', write_date = %s
         WHERE order_id IN (SELECT id FROM delivered)
    """, [watermark, count // 10, watermark])
    env.cr.commit()


def seconds(work):
    env.invalidate_all()
    begun = time.perf_counter()
    work()
    env.cr.commit()
    return time.perf_counter() - begun


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare():
    """As many contracts as the ORM makes them at once, with nothing found out before."""
    line = env["sale.order.line"].search([], limit=1, order="id desc")
    Contract.create([{
        "partner_id": line.order_id.partner_id.id, "product_id": line.product_id.id, "serial": f"Bare {number}",
        "policy_id": policy.id, "state": "active", "delivered_date": "2026-01-01", "next_due_date": "2027-01-01",
    } for number in range(NEW)])


policy = env["fusion.maintenance.policy"].search([("name", "=", "Bench Service")])
make_fields()
claims = Source.search([("shipped", "=", "adp"), ("company_id", "=", env.company.id)])
seen_until_now()
Source._cron_scan()  # the first one fills what Odoo keeps for all
watermark = seen_until_now()
known, lines = Contract.search_count([]), value("SELECT count(*) FROM sale_order_line")
before = memory()
deliver(NEW, watermark)
result = {"lines": lines, "known": known, "newSeconds": seconds(Source._cron_scan)}
result["growth"] = memory() - before
result["made"] = Contract.search_count([]) - known
since = seen_until_now() - source_scan.OVERLAP
env.cr.execute("ANALYZE sale_order_line")
# The data set is younger than the overlap: each run begins where a run of the day before has ended.
result["nothing"] = measure(lambda _watermark: Source._cron_scan(), options["runs"], prepare=seen_until_now, keep=True)
plan = env.execute_query(SQL("EXPLAIN %s", claims._changed_sql(since, 0)))
result["sequential"] = sum("Seq Scan on sale_order_line" in row[0] for row in plan)
result["bareSeconds"] = seconds(bare)
Source.search([]).write({"old_units": True})
result["checkSeconds"] = seconds(Source._cron_check)
