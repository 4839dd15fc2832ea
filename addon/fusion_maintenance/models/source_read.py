import typing
from datetime import date, datetime

from odoo import api, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import float_round

from ..core.paths import names, serials


class Facts(typing.NamedTuple):
    """What a source says of one order line."""

    source: models.BaseModel
    line: models.BaseModel
    client: models.BaseModel
    delivered: date | None
    approved: bool
    serials: tuple = ()
    label: str = ""
    prescriber: int | bool = False

    @property
    def count(self):
        """How many whole units the line sold: none where it was dropped from the order, or is a credit."""
        return max(0, int(float_round(self.line.product_uom_qty, precision_digits=0, rounding_method="DOWN")))

    def each_serial(self):
        """The serial number of each unit, empty where nobody wrote one."""
        return [*self.serials, *[""] * (self.count - len(self.serials))] if self.count else []

    @property
    def says(self):
        """What a contract keeps of it."""
        return {
            "x_fc_source_claim_line_id": self.line.id,
            "x_fc_device_type": self.label or False,
            "prescriber_id": self.prescriber,
            "source_partner_id": self.client.id,
        }


class MaintenanceSource(models.Model):
    """Reading order lines along the paths of a source, in the language of its company whoever asks.

    A condition on a field that the database cannot search is asked of each line that was read.
    """

    _inherit = "fusion.maintenance.source"

    # -- which lines -------------------------------------------------------------------------------

    def _lines(self):
        """The order lines to search in: a name in a domain is a name in the company's language."""
        return self._told(self.env["sale.order.line"], self.company_id)

    @api.model
    def _told(self, line, company=None):
        """An order line in its company's language; without one as the daily job reads it.

        A label, or the name of a record, read in another one would be another.
        """
        return line.with_context(lang=(company or line.company_id).partner_id.lang or None)

    def _search_domain(self):
        """What the database can say of the order lines of this source; more may be found than belong.

        To be asked of :meth:`_lines`.
        """
        self.ensure_one()
        own = Domain("company_id", "=", self.company_id.id) & Domain("display_type", "=", False)
        if self.kind == "delivery":
            moved = Domain("state", "=", "done") & Domain("location_dest_id.usage", "=", "customer")
            return own & Domain("product_id.type", "=", "consu") & Domain("move_ids", "any", moved)
        domain = self._domain()
        for part in getattr(domain, "children", (domain,)) if type(domain).__name__ == "DomainAnd" else (domain,):
            if all(map(self._is_searchable, self._paths_in(part))):
                own &= part
        if self.sale_type_path and self.sale_types and self._is_searchable(self.sale_type_path):
            own &= Domain(self.sale_type_path, "in", names(self.sale_types))
        return own

    def _delivered_domain(self):
        """The same, only of lines with a day of delivery, as far as the database can say."""
        paths = [path for path in names(self.delivery_paths) if not self._path_problem("delivery_paths", path)]
        if self.kind == "delivery" or not all(map(self._is_searchable, paths)):
            return self._search_domain()
        # A line that the stock added to the order by itself sold none and delivered some.
        units = Domain("product_uom_qty", ">=", 1) | Domain("qty_delivered", ">=", 1)
        return self._search_domain() & units & Domain.OR([(path, "!=", False)] for path in paths)

    @api.model
    def _paths_in(self, domain, start=""):
        """The paths from an order line that a domain names, those inside its sub-domains too.

        :param str start: the path to the records that the domain is about, with a dot at its end
        :raise ValueError, TypeError: a sub-domain cannot be read
        """
        for condition in domain.iter_conditions():
            path = start + condition.field_expr
            if condition.operator not in ("any", "not any"):
                yield path
                continue
            # “id” stands for the record itself; any other path has to lead to records.
            inside = path[:-2] if f".{path}".endswith(".id") else f"{path}."
            yield f"{inside}id"
            yield from self._paths_in(Domain(condition.value), inside)

    @api.model
    def _is_searchable(self, path):
        """Whether the database can search along a path from an order line."""
        Model = self.env["sale.order.line"]
        for name in path.split("."):
            field = Model._fields[name]
            if not field._description_searchable:
                return False
            Model = self.env[field.comodel_name] if field.relational else Model
        return True

    def _covered(self, lines):
        """Those of these order lines that this source is about."""
        self.ensure_one()
        own = lines.filtered(lambda line: line.company_id == self.company_id and not line.display_type)
        if self.kind == "delivery":
            return own
        own &= self._told(own, self.company_id).filtered_domain(self._domain())
        types = set(names(self.sale_types))
        if not (types and self.sale_type_path):
            return own
        return own.filtered(lambda line: self._raw(line, self.sale_type_path) in types)

    # -- what they say -----------------------------------------------------------------------------

    def _facts(self, line):
        """What this source says of one of its order lines.

        :raise Exception: whatever a computed field raises
        """
        unasked = not self.approval_path or (
            self.sale_type_path
            and self._raw(line, self.sale_type_path) not in names(self.approval_sale_types))
        prescriber = self._value(line, self.prescriber_path) if self.prescriber_path else None
        return Facts(
            source=self, line=line,
            client=self._value(line, self.client_path) if self.client_path else line.order_id.partner_id,
            delivered=self._delivered_on(line),
            approved=bool(unasked or self._is_approved(line)),
            serials=serials(self._text(line, self.serial_path), int(line.product_uom_qty)),
            label=self._text(line, self.device_type_path),
            prescriber=prescriber.id if prescriber else False)

    def _is_approved(self, line):
        """Whether a line is approved: of a text or a choice only the values that somebody has listed count."""
        value = self._value(self._told(line), self.approval_path)
        if not isinstance(value, str):
            return bool(value)
        return value.strip().lower() in [name.lower() for name in names(self.approval_values)]

    def _delivered_on(self, line):
        """The first day of delivery that is filled in, by the company's clock; None without any."""
        for path in names(self.delivery_paths):
            # Of the dates of a shipped source a database may lack one.
            value = not self._path_problem("delivery_paths", path) and self._value(line, path)
            if value:
                return line.company_id._maintenance_local(value).date() if isinstance(value, datetime) else value
        return None

    @api.model
    def _value(self, line, path):
        """What a path from an order line leads to; of several records the first."""
        value = line
        for name in path.split("."):
            # A slice would forget what else is read with it.
            value = (value[:1] if len(value) > 1 else value)[name]
        return value

    @api.model
    def _raw(self, line, path):
        """The technical value at the end of a path, as text; of a record, which has none, its name."""
        value = self._value(self._told(line), path)
        if isinstance(value, models.BaseModel):
            value = value.display_name
        return str(value or "")

    @api.model
    def _text(self, line, path):
        """What a person reads at the end of a path."""
        if not path:
            return ""
        line = self._told(line)
        value, field = self._value(line, path), self._field_at(path)
        if isinstance(value, models.BaseModel):
            return value[:1].display_name or ""
        if field.type == "selection":
            value = dict(field._description_selection(line.env)).get(value, value)
        return str(value or "").strip()

    # -- asked for one line ------------------------------------------------------------------------

    @api.model
    def _facts_of(self, line):
        """What the first source that is about an order line says of it; None if none is, or it fails."""
        for source in self.browse(self._working_ids(line.company_id.id)).sudo():
            try:
                with self.env.cr.savepoint():
                    if source._covered(line):
                        return source._facts(line)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception:
                self.env.invalidate_all(flush=False)  # the scan lists it, with the reason
        return None

    @api.model
    def _type_of(self, line):
        """The device type that an order line was sold as; empty without any."""
        facts = line and self._facts_of(line.sudo())
        return self.env["fusion.maintenance.device.type"]._of_label(facts and facts.label, line.company_id)
