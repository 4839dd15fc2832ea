import logging
from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, split_every

from ..core.label import label_key

_logger = logging.getLogger(__name__)

PAGE = 5000


class MaintenanceSource(models.Model):
    """The nightly check: every delivered line has a contract, or a reason why not."""

    _inherit = "fusion.maintenance.source"

    check_last_id = fields.Integer(readonly=True, copy=False, help="How far the check that goes on has come.")

    @api.model
    def _cron_check(self):
        """Find the lines that have neither a contract nor a reason, and count what the types sold."""
        self.env["fusion.maintenance.omission"]._ask_again()
        for source in self.sudo().search([]):
            source._wake()
            if not source.problem and not source._check():
                self.env.ref("fusion_maintenance.cron_check_sources")._trigger()
                return
        self._count_device_types()

    def _check(self):
        """Look at all lines that are not accounted for; whether it has come to the end."""
        while ids := self._or_note(lambda: self._unaccounted(self.check_last_id, PAGE)):
            if self._go_through(ids, "check") is False:
                return False
            if self.last_error:
                break
        self.check_last_id = 0
        return True

    def _or_note(self, ask):
        """What ``ask()`` gives; None when it fails, which is noted on this source: the others go on."""
        try:
            with self.env.cr.savepoint():
                return ask()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            _logger.exception("Source %s fails", self.name)
            self.last_error = str(error) or type(error).__name__
            return None

    def _unaccounted_query(self, after=0, everything=False):
        """The delivered lines of this source without contract and without reason, as a query.

        Before the old units were brought in, only what came after the source.
        """
        domain = self._delivered_domain() & Domain("id", ">", after)
        if not (self.old_units or everything):
            domain &= Domain("write_date", ">=", self.create_date) | Domain("order_id.write_date", ">=", self.create_date)
        query = self._lines()._search(domain, order="id")
        for table, field in (("contract", "sale_line_id"), ("contract", "x_fc_source_claim_line_id"),
                             ("omission", "sale_line_id")):
            query.add_where(SQL(
                "NOT EXISTS (SELECT FROM %s known WHERE known.%s = sale_order_line.id)",
                SQL.identifier(f"fusion_maintenance_{table}"), SQL.identifier(field)))
        return query

    def _unaccounted(self, after, limit):
        """The ids of the next lines that are not accounted for."""
        self.env.flush_all()
        query = self._unaccounted_query(after)
        query.limit = limit
        return [row[0] for row in self.env.execute_query(query.select())]

    # -- how many were sold of each type -----------------------------------------------------------

    @api.model
    def _count_device_types(self, companies=None):
        """Note with each device type how many units were sold with its label, and list the new ones.

        The numbers of a company stay as they were while one of its sources cannot tell.
        """
        Type = self.env["fusion.maintenance.device.type"].sudo()
        for company in companies or self.env["res.company"].sudo().search([]):
            sources = self.sudo().browse(self._working_ids(company.id)).filtered("device_type_path")
            told = [source._or_note(source._sold_labels) for source in sources]
            if None in told:
                continue
            sold, spelt = {}, {}
            for label, quantity in (pair for labels in told for pair in labels.items()):
                key = label_key(label)
                sold[key] = sold.get(key, 0) + quantity
                spelt.setdefault(key, label)
            known = {record.key: record for record in Type.search([("company_id", "=", company.id)])}
            for key in sold.keys() - known.keys() - {""}:
                known[key] = Type._of_label(spelt[key], company)
            for key, record in known.items():
                if record.unit_count != int(sold.get(key, 0)):
                    record.unit_count = int(sold.get(key, 0))

    def _sold_labels(self):
        """How many were sold of each label of this source."""
        sold = Counter()
        for label, quantity in self._labels():
            sold[label] += quantity
        return sold

    def _labels(self):
        """What the lines of this source are sold as: pairs of label and quantity; a label can come again."""
        Line = self.sudo()._lines()
        field = self._field_at(self.device_type_path)
        simple = "." not in self.device_type_path and field.store and field.type in ("char", "text")
        if simple and self._is_all_searchable():
            yield from Line._read_group(
                self._search_domain(), [self.device_type_path], ["product_uom_qty:sum"])
            return
        for ids in split_every(PAGE, Line.search(self._search_domain(), order="id").ids):
            yield from self._labels_of(self._covered_safely(Line.browse(ids)))
            self.env.invalidate_all()

    def _labels_of(self, lines):
        """Pairs of label and quantity of these lines, without those that fail."""
        try:
            with self.env.cr.savepoint():
                return [(self._text(line, self.device_type_path), line.product_uom_qty) for line in lines]
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            if len(lines) == 1:
                _logger.warning(
                    "Source %s cannot say what order line %s was sold as", self.name, lines.id, exc_info=True)
                return []
        return [pair for line in lines for pair in self._labels_of(line.with_prefetch())]
