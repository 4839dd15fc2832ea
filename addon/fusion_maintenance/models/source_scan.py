import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, split_every

_logger = logging.getLogger(__name__)

# A transaction that began before the last run may have been saved after it.
OVERLAP = timedelta(hours=1)
BATCH = 500
CRON = "fusion_maintenance.cron_scan_sources"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    _maintenance_written = models.Index("(write_date)")


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    _maintenance_written = models.Index("(write_date)")


class MaintenanceSource(models.Model):
    """The job that looks at what has changed: lines, their orders and their products.

    An approval, a delivery and a service interval all come later than the line.
    """

    _inherit = "fusion.maintenance.source"

    watermark = fields.Datetime(
        string="Looked at Until", readonly=True, copy=False, required=True, default=lambda self: self.env.cr.now())
    scan_next = fields.Datetime(readonly=True, copy=False, help="When the run that goes on has begun.")
    scan_last_id = fields.Integer(readonly=True, copy=False, help="How far the run that goes on has come.")
    old_units = fields.Boolean(
        string="Old Units Brought In", readonly=True, copy=False,
        help="Lines from before this source was there are looked at too.")

    @api.model
    def _cron_scan(self):
        """Look at what has changed since the last run, and again at what somebody has put right."""
        if not self.env["fusion.maintenance.omission"]._retry_asked():
            return self._go_on()
        for source in self.sudo().search([]):
            source._wake()
            if not source.problem and not source._scan():
                return self._go_on()

    @api.model
    def _go_on(self):
        """Out of time: go on at once, rather than at the next turn."""
        self.env.ref(CRON)._trigger()

    def _scan(self):
        """Look at what has changed for this source; whether it has come to the end."""
        self.ensure_one()
        begun = self.scan_next or self.env.cr.now()
        ids = self._changed(self.watermark - OVERLAP, self.scan_last_id)
        if self._go_through(ids, "scan", begun) is False:
            return False
        if not self.last_error:
            self.write({"watermark": begun, "scan_next": False, "scan_last_id": 0})
        return True

    def _go_through(self, ids, job, begun=None):
        """Look at these order lines, a batch at a time, each of them kept.

        :param str job: "scan" or "check", whose place is noted
        :return: False when there was not enough time
        """
        if self.last_error:
            self.last_error = False
        for number, chunk in enumerate(split_every(BATCH, ids, list)):
            if not self._sync_ids(chunk):
                return True
            self.write({f"{job}_last_id": chunk[-1], **({"scan_next": begun} if begun else {})})
            remaining = len(ids) - number * BATCH - len(chunk)
            left = self.env["ir.cron"]._commit_progress(len(chunk), remaining=remaining)
            self.env.invalidate_all()  # what one batch has read is of no use to the next
            if not left and remaining:
                return False
        return True

    def _sync_ids(self, ids):
        """Look at a batch of lines; what makes the source itself fail is noted on it, and pauses it until the next run."""
        try:
            with self.env.cr.savepoint():
                lines = self._lines().search(Domain("id", "in", ids) & self._search_domain()).with_env(self.env)
                own, rows = self._ask(lines)
                self._sync(own - self._waiting_for_run(own))
                self._list_unasked(rows)
            return True
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
            failure = error
            self._go_on()
        except Exception as error:
            failure = error
            _logger.exception("Source %s fails", self.name)
        self.env.invalidate_all(flush=False)
        self.last_error = str(failure) or type(failure).__name__
        return False

    def _changed(self, since, after):
        """The lines of this source's company that something has changed about, in their order.

        Of a product that was changed only those that have no contract yet: what a contract keeps of
        its product does not change with it.
        """
        self.env.flush_all()
        return [row[0] for row in self.env.execute_query(self._changed_sql(since, after))]

    def _changed_sql(self, since, after):
        return SQL("""
            SELECT line.id FROM sale_order_line line
             WHERE line.write_date >= %(since)s AND line.company_id = %(company)s AND line.id > %(after)s
            UNION
            SELECT line.id FROM sale_order sale JOIN sale_order_line line ON line.order_id = sale.id
             WHERE sale.write_date >= %(since)s AND line.company_id = %(company)s AND line.id > %(after)s
            %(products)s
            ORDER BY id
        """, since=since, company=self.company_id.id, after=after, products=self._changed_products_sql(since, after))

    def _changed_products_sql(self, since, after):
        """More lines for the query, where products were changed: the planner is not left to guess that none were."""
        products = [row[0] for row in self.env.execute_query(SQL("""
            SELECT product.id FROM product_product product
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE greatest(product.write_date, template.write_date) >= %s""", since))]
        if not products:
            return SQL()
        return SQL("""
            UNION
            SELECT line.id FROM sale_order_line line
             WHERE line.product_id = ANY(%(products)s)
               AND line.company_id = %(company)s AND line.id > %(after)s
               AND COALESCE(line.write_date >= %(first)s, TRUE)
               AND NOT EXISTS (SELECT FROM fusion_maintenance_contract known WHERE known.sale_line_id = line.id)
               AND NOT EXISTS (SELECT FROM fusion_maintenance_contract known
                                WHERE known.x_fc_source_claim_line_id = line.id)
        """, products=products, company=self.company_id.id, after=after,
            first=None if self.old_units else self.create_date)
