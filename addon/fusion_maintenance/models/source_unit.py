import typing

from odoo import api, models
from odoo.fields import Domain

from ..core import unit
from .source_read import Facts


class Unit(typing.NamedTuple):
    """One unit of an order line that a source knows, and the policies that it falls under."""

    facts: Facts
    number: int
    serial: str
    policies: list

    @property
    def key(self):
        """The serial number without what people and scanners add to it."""
        return unit.normalize_serial(self.serial)

    @property
    def name(self):
        """What tells it apart from all other units; those of one lot are told by their client."""
        product = self.facts.line.product_id
        if not self.key:
            return self.facts.line, self.number
        return (product, self.key, *([self.facts.client] if product.tracking == "lot" else []))


class MaintenanceContract(models.Model):
    """The contracts of units that a source knows and the stock does not.

    A unit is told by its serial number, however it was typed, else by its order line and number.
    """

    _inherit = "fusion.maintenance.contract"

    @api.model
    def _sync_units(self, units):
        """Make, or bring in step, the contracts of these units.

        :return: the contracts, and (line, cause, sentence) of each unit that gets none
        """
        known, lots = self._known_units(units), self._lots_of(units)
        contracts, new, left_out = self.browse(), [], []
        last = {one.name: one for one in sorted(units, key=lambda one: one.facts.delivered)}
        for one in units:
            if last[one.name] is not one:
                left_out.append((one.facts.line, *self._same_unit(one, last[one.name].facts)))
                continue
            own, cause = self._own(one, known, lots)
            if cause:
                left_out.append((one.facts.line, *cause))
                continue
            own._learn([one.facts], one)
            contracts |= own
            if own and one.facts.line not in own.x_fc_source_claim_line_id | own.sale_line_id:
                left_out.append((one.facts.line, *self._same_unit(one, None)))
            kinds = set(own.policy_id.mapped("kind"))
            new += [self._values(one, policy, lots) for policy in one.policies if policy.kind not in kinds]
        # A thousand notes "created" tell nobody anything, and take longer than the contracts.
        made = self.with_context(tracking_disable=True)._make(new)
        return contracts | made.with_env(self.env), left_out

    @api.model
    def _same_unit(self, one, later):
        """Why a unit that another order line names too gets no contract of its own: (cause, sentence)."""
        if later and later.client != one.facts.client:
            return "elsewhere", self.env._("%(serial)s is with another client since.", serial=one.serial)
        return "known", self.env._("%(serial)s has its contract from another order line.", serial=one.serial)

    @api.model
    def _known_units(self, units):
        """Contracts of these units, by each name under which one can be known."""
        lines = [one.facts.line.id for one in units]
        keys = [one.key for one in units if one.key]
        companies = [one.facts.line.company_id.id for one in units]
        found = self.search(
            Domain("company_id", "in", companies)
            & (Domain("x_fc_source_claim_line_id", "in", lines) | Domain("sale_line_id", "in", lines)
               | Domain("serial_key", "in", keys)))
        names = {}
        for contract in found:
            line = contract.x_fc_source_claim_line_id or contract.sale_line_id
            for name in ((line.id, contract.unit_number), (contract.product_id.id, contract.serial_key)):
                names[name] = names.get(name, self.browse()) | contract
        return names

    @api.model
    def _own(self, one, known, lots):
        """The contracts of a unit with its client; or none, and (cause, sentence)."""
        facts, product = one.facts, one.facts.line.product_id
        own = known.get((product.id, one.key), self.browse()) if one.key else self.browse()
        if product.tracking == "lot":
            own = own.filtered(lambda contract: contract.partner_id == facts.client)
        own = own or known.get((facts.line.id, one.number), self.browse())
        own._correct_client(facts)
        others = own.filtered(
            lambda contract: contract.partner_id != facts.client and not contract._is_of_line(facts.line))
        if others:
            if max(filter(None, others.mapped("delivered_date")), default=facts.delivered) > facts.delivered:
                return self.browse(), ("elsewhere", self.env._(
                    "%(serial)s is with another client since.", serial=one.serial or product.name))
            others.filtered(lambda contract: contract.state != "ended")._stop("resold", notify=False)
        if not own - others and (lot := lots.get((product, one.key))) and self._came_back(lot):
            return self.browse(), ("returned", self.env._("%(serial)s came back to us.", serial=lot.name))
        return own - others, None

    def _is_of_line(self, line):
        """Whether an order line is the one that this contract is known from."""
        return (self.x_fc_source_claim_line_id or self.sale_line_id) == line

    def _correct_client(self, facts):
        """Follow the order line of these contracts where somebody has corrected the client there.

        Whom a person has put on the contract since stays. A client with a booked visit too: the
        refusal says what to do first, and is listed.
        """
        client = facts.client
        for contract in self.filtered(lambda contract: contract._is_of_line(facts.line)):
            said = contract.source_partner_id
            if said and client != said and contract.partner_id == said:
                contract.write({"partner_id": client.id, "source_partner_id": client.id})
            elif client != said:
                contract.source_partner_id = client  # one from before this was kept, or a person's own choice

    @api.model
    def _came_back(self, lot):
        """Whether the last move of a serial that the stock knows took it back from a client."""
        history = self._history(lot).get(lot)
        return bool(history) and lot.product_id.tracking == "serial" and history[-1].move_id._is_client_return()

    @api.model
    def _values(self, one, policy, lots):
        """The values of the contract of a unit under one of its policies."""
        facts, line, product = one.facts, one.facts.line, one.facts.line.product_id
        months = self._months(policy, product, line)
        ships = line.order_id.partner_shipping_id
        lot = self._lot_of(one, lots)
        return {
            **facts.says, **self._anchor(line, facts.delivered, months),
            "source_id": facts.source.id,
            "company_id": line.company_id.id,
            "partner_id": facts.client.id,
            "product_id": product.id,
            "lot_id": lot.id,
            "serial": lot.name or one.serial or False,
            "unit_number": one.number,
            "policy_id": policy.id,
            "interval_months": months,
            **({"service_address_id": ships.id} if facts.client == line.order_id.partner_id and ships else {}),
        }

    # -- serial numbers ----------------------------------------------------------------------------

    @api.model
    def _lots_of(self, units):
        """The lots there are of these units: (product, key) → stock.lot."""
        wanted = {(one.facts.line.product_id, one.key) for one in units
                  if one.key and one.facts.line.product_id.tracking != "none"}
        if not wanted:
            return {}
        self.env["stock.lot"].flush_model(["name", "product_id", "company_id"])
        self.env.cr.execute(r"""
            SELECT id FROM stock_lot
             WHERE product_id = ANY(%s) AND COALESCE(company_id = ANY(%s), TRUE)
               AND regexp_replace(upper(name), '[\s\u2010-\u2015\u2212-]', '', 'g') = ANY(%s)
             ORDER BY id DESC
        """, [[product.id for product, _key in wanted],
              [one.facts.line.company_id.id for one in units], [key for _product, key in wanted]])
        lots = self.env["stock.lot"].sudo().browse(row[0] for row in self.env.cr.fetchall())
        found = {(lot.product_id, unit.normalize_serial(lot.name)): lot for lot in lots}
        return {name: lot for name, lot in found.items() if name in wanted}

    @api.model
    def _lot_of(self, one, lots):
        """The lot of a unit, made where the product is tracked and has a serial number."""
        line, product = one.facts.line, one.facts.line.product_id
        if product.tracking == "none" or not one.key:
            return self.env["stock.lot"]
        if (product, one.key) not in lots:
            lots[product, one.key] = self.env["stock.lot"].sudo().create({
                "name": one.serial, "product_id": product.id, "company_id": line.company_id.id})
        return lots[product, one.key]
