import logging

from odoo import models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class MaintenanceSource(models.Model):
    """Asking a source which order lines it is about, when computed fields of a line can fail.

    One line that fails must not keep the others of its batch from their contracts.
    """

    _inherit = "fusion.maintenance.source"

    def _ask(self, lines):
        """Those of these lines that this source is about, and the rows of those that cannot be asked.

        :return: order lines, and a list of values of omissions
        """
        try:
            with self.env.cr.savepoint():
                return self._covered(lines), []
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            if len(lines) == 1:
                _logger.warning(
                    "Source %s cannot say whether order line %s is its own", self.name, lines.id, exc_info=True)
                return lines.browse(), [self._row(lines, "error", str(error) or type(error).__name__)]
        own, rows = lines.browse(), []
        for line in lines:
            # Alone: a field is computed for all that are read together, and fails for all of them.
            covered, failed = self._ask(line.with_prefetch())
            own |= covered
            rows += failed
        return own, rows

    def _covered_safely(self, lines):
        """Those of these lines that this source is about; a line that cannot be asked is none."""
        return self._ask(lines)[0]

    def _list_unasked(self, rows):
        """List the delivered lines that cannot be asked, unless another source knows their units.

        :param list rows: as :meth:`_ask` gives them
        """
        if not rows:
            return
        ids = [row["sale_line_id"] for row in rows]
        try:
            with self.env.cr.savepoint():
                lines = self.sudo()._lines().search(Domain("id", "in", ids) & self._delivered_domain())
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            # Not these lines fail but the source: the next scan notes that on it.
            self.env.invalidate_all(flush=False)
            _logger.warning("Source %s cannot be searched", self.name, exc_info=True)
            return
        lines = lines.with_env(self.sudo().env)
        known = self.env["fusion.maintenance.contract"].sudo().search(
            Domain("sale_line_id", "in", ids) | Domain("x_fc_source_claim_line_id", "in", ids))
        lines -= known.sale_line_id | known.x_fc_source_claim_line_id
        self.env["fusion.maintenance.omission"]._replace(
            lines, [row for row in rows if row["sale_line_id"] in lines.ids])
