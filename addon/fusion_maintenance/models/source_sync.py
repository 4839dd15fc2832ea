import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .omission import LeftOut
from .source_unit import Unit

_logger = logging.getLogger(__name__)


class MaintenanceSource(models.Model):
    """From what a source says of order lines to contracts.

    A line that the stock has delivered is the stock's: its lots are the truth, and the source adds
    what it knows. Of the others the units are what the source says. All of a batch is made at
    once; when that fails, line by line, and who fails is listed.
    """

    _inherit = "fusion.maintenance.source"

    @api.model
    def _give_companies_theirs(self):
        """Make the sources that come with the addon where a company lacks them."""
        self.env["res.company"].sudo().search([])._maintenance_create_sources()

    @api.model
    def _of_stock(self, company):
        """The source that stands for the deliveries of a company's stock."""
        return self.sudo().search([("company_id", "=", company.id), ("kind", "=", "delivery")], limit=1)

    @api.model
    def _sync_lines(self, lines, wait=False):
        """Bring the contracts of these order lines in step with what every source says.

        :param bool wait: leave old units to the run that brings them in
        :return: the contracts of their units
        """
        lines = lines.sudo()
        contracts = self.env["fusion.maintenance.contract"].sudo().browse()
        for company, own in lines.grouped("company_id").items():
            left, unasked = own, []
            for source in self.sudo().browse(self._working_ids(company.id)):
                covered, rows = source._ask(left)
                contracts |= source._sync(covered - source._leave_to_run(covered) if wait else covered)
                left -= covered
                unasked.append((source, rows))
            if self._takes_deliveries(company):
                stock = self._of_stock(company)
                contracts |= contracts._sync_delivered(left - stock._leave_to_run(left) if wait and stock else left)
            else:
                self.env["fusion.maintenance.omission"]._replace(left, [])
            for source, rows in unasked:
                source._list_unasked([row for row in rows if row["sale_line_id"] in left.ids])
        return contracts

    def _sync(self, lines):
        """Bring the contracts of these lines in step with what this source says; give them."""
        self.ensure_one()
        Contract = self.env["fusion.maintenance.contract"].sudo().with_company(self.company_id)
        lines = lines.sudo()
        if self.kind == "delivery":
            return Contract._sync_delivered(lines)
        moved = self._moved(lines)
        facts, rows = self._read(lines)
        made = Contract._sync_delivered(moved)
        self._learn_safely(made, [fact for fact in facts if fact.line in moved])
        apart = [fact for fact in facts if fact.line not in moved]
        contracts, left_out = self._sync_apart(apart)
        self.env["fusion.maintenance.omission"]._replace(lines - moved, [
            row for row in rows + left_out if row["sale_line_id"] not in moved.ids])
        return made | contracts

    def _learn_safely(self, contracts, facts):
        """Add to delivered units what this source says of their lines; who cannot learn it has a contract all the same."""
        try:
            with self.env.cr.savepoint():
                contracts._learn(facts)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.warning("Nothing is learnt of order lines %s", [fact.line.id for fact in facts], exc_info=True)
            for fact in facts if len(facts) > 1 else ():
                self._learn_safely(contracts, [fact])

    def _moved(self, lines):
        """The lines whose units the stock knows."""
        if not self._takes_deliveries(self.company_id):
            return lines.browse()
        return lines.filtered(lambda line: any(
            move.state == "done" and not move.repair_id and move._is_delivery() for move in line.move_ids))

    def _read(self, lines):
        """What this source says of each of these lines, and the rows of those that it fails on."""
        facts, rows = [], []
        for line in lines:
            try:
                facts.append(self._facts_safely(line))
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception as error:
                _logger.warning("Source %s fails on order line %s", self.name, line.id, exc_info=True)
                rows.append(self._row(line, "error", str(error) or type(error).__name__))
        return facts, rows

    def _facts_safely(self, line):
        """What this source says of one of its order lines, whatever those fail on that are read with it."""
        try:
            return self._facts(line)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            # A field is computed for all that are read together, and fails for all of them.
            return self._facts(line.with_prefetch())

    def _row(self, line, cause, reason, **values):
        """The values of an omission of one order line."""
        return {"sale_line_id": line.id, "company_id": line.company_id.id, "source_id": self.id,
                "cause": cause, "reason": reason, "device_type_id": False, **values}

    # -- lines that only the source knows ----------------------------------------------------------

    def _sync_apart(self, facts):
        """The contracts of lines that the stock knows nothing of, and the rows of those left out."""
        Contract = self.env["fusion.maintenance.contract"].sudo().with_company(self.company_id)
        facts = [fact for fact in facts if fact.delivered and fact.line.product_id and fact.count]
        try:
            with self.env.cr.savepoint():
                return self._sync_batch(Contract, facts)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.invalidate_all(flush=False)
            _logger.info("A batch of source %s failed; line by line", self.name, exc_info=True)
        contracts, rows = Contract.browse(), []
        for fact in facts:
            try:
                with self.env.cr.savepoint():
                    made, left_out = self._sync_batch(Contract, [fact])
                    contracts, rows = contracts | made, rows + left_out
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception as error:
                self.env.invalidate_all(flush=False)
                _logger.warning("No contract for order line %s: %s", fact.line.id, error)
                rows.append(self._row(fact.line, "error", str(error) or type(error).__name__))
        return contracts, rows

    def _sync_batch(self, Contract, facts):
        """The contracts of these facts, made at once, and the rows of those left out."""
        units, rows, types = [], [], {}
        for fact in facts:
            try:
                policies = self._policies_of(Contract, fact, types)
                units += [Unit(fact, number + 1, serial, policies)
                          for number, serial in enumerate(fact.each_serial())]
            except LeftOut as left_out:
                label = types.get(fact.label)
                rows.append(self._row(
                    fact.line, left_out.cause, str(left_out), device_type_id=label.id if label else False))
        contracts, left_out = Contract._sync_units(units)
        return contracts, rows + [self._row(line, cause, reason) for line, cause, reason in left_out]

    def _policies_of(self, Contract, fact, types):
        """The policies that what an order line sold falls under.

        :param dict types: label → device type, of those seen before
        :raise LeftOut: it gets no contract
        """
        if fact.label not in types:
            types[fact.label] = self.env["fusion.maintenance.device.type"]._of_label(fact.label, self.company_id)
        found = self.env["fusion.maintenance.policy"]._match(
            self.company_id, fact.line.product_id, device_type=types[fact.label])
        if not found:
            cause, reason = types[fact.label]._why_no_policy(fact.line.product_id)
            raise LeftOut(cause, reason)
        fact.client._check_may_have_contract()
        if not fact.approved:
            raise LeftOut("approval", self.env._("The claim is not approved yet."))
        return [policy for policy, _why in found.values()]
