import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from ..core.paths import names

# What may stand at the end of a path: types of field, and of what a many2one there points to.
TEXT = {"char", "text", "selection", "many2one"}
ROLES = {
    "client_path": ({"many2one"}, {"res.partner"}),
    "serial_path": ({"char", "text", "many2one"}, {"stock.lot"}),
    "device_type_path": (TEXT, None),
    "sale_type_path": (TEXT, None),
    "approval_path": ({"boolean", "selection", "date", "datetime", "char"}, None),
    "delivery_paths": ({"date", "datetime"}, None),
    "prescriber_path": ({"many2one"}, {"res.partner"}),
}


class MaintenanceSource(models.Model):
    """Where a company's delivered units are known from.

    The deliveries of the stock are one source. Another is any field of an order line, or of what
    hangs on it, that says who has which unit since when: no addon has to be known for that.
    """

    _name = "fusion.maintenance.source"
    _description = "Source of Units"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=30, help="When two sources know the same unit, the dates of the first one count.")
    kind = fields.Selection(
        [("delivery", "Stock deliveries"), ("fields", "Fields of the order lines")],
        required=True, default="fields", readonly=True)
    shipped = fields.Char(readonly=True, copy=False)
    domain = fields.Char(
        string="Order Lines", default="[('state', '=', 'sale'), ('product_id.type', '=', 'consu')]",
        help="Which order lines are looked at.")

    client_path = fields.Char(
        string="Client", default="order_id.partner_id",
        help="Who has the unit, never who pays for it.")
    serial_path = fields.Char(string="Serial Number")
    device_type_path = fields.Char(string="Device Type")
    delivery_paths = fields.Char(
        string="Delivered On", help="Several, separated by commas: the first that is filled in counts.")
    prescriber_path = fields.Char(string="Prescriber")
    sale_type_path = fields.Char(string="Sale Type")
    sale_types = fields.Char(
        string="Only Sale Types",
        help="Technical values, separated by commas; of records their names in the company's language. Empty: all.")
    approval_path = fields.Char(string="Approved")
    approval_sale_types = fields.Char(
        string="Approval Asked For", default="adp",
        help="Sale types whose units count only once they are approved, separated by commas.")

    approval_values = fields.Char(
        string="Values That Mean Approved",
        help="Technical values of the field “Approved”, separated by commas, where it is a text or a choice. "
             "A box that is ticked or a date that is filled in needs none.")

    woken = fields.Boolean(readonly=True, copy=False, help="Has worked before.")
    problem = fields.Char(compute="_compute_problem")
    last_error = fields.Char(readonly=True, copy=False)
    state = fields.Selection(
        [("on", "Working"), ("asleep", "Waits for its fields"), ("paused", "Paused")],
        compute="_compute_problem")

    @api.depends("woken", "kind", "domain", "shipped", "approval_values", *ROLES)
    def _compute_problem(self):
        for source in self:
            source.problem = source._find_problem()
            asleep = source.shipped and not source.woken
            source.state = "on" if not source.problem else "asleep" if asleep else "paused"

    # -- paths that lead somewhere -----------------------------------------------------------------

    def _find_problem(self):
        """A sentence about the first path of this source that leads nowhere; False if all do."""
        self.ensure_one()
        if self.kind == "delivery":
            return False
        if problem := self._domain_problem():
            return problem
        for field in ROLES:
            paths = names(self[field])
            problems = [problem for path in paths if (problem := self._path_problem(field, path))]
            # Of the dates that a shipped source knows, a database may have only one.
            enough = field == "delivery_paths" and self.shipped and len(problems) < len(paths)
            if problems and not enough:
                return problems[0]
        if problem := self._approval_problem():
            return problem
        if not self.delivery_paths:
            return self.env._("Say which field has the day of delivery.")
        return False

    def _path_problem(self, role, path):
        """A sentence when a path does not lead to a field that can have this role; None if it does."""
        types, models_ = ROLES[role]
        field = self._field_at(path)
        found = not isinstance(field, str)
        if found and field.type in types and (
                not models_ or field.type != "many2one" or field.comodel_name in models_):
            return None
        label = self._fields[role]._description_string(self.env)
        if not found:
            return self.env._("%(label)s: %(problem)s", label=label, problem=field)
        return self.env._(
            "%(label)s: “%(path)s” is a field of another kind (%(kind)s).", label=label, path=path,
            kind=field.comodel_name or field.type)

    @api.model
    def _field_at(self, path):
        """The field at the end of a path from an order line, or a sentence that says what is missing."""
        Model, field = self.env["sale.order.line"], None
        for number, name in enumerate(path.split(".")):
            if number and not (field.relational and field.comodel_name):
                return self.env._("“%(field)s” in “%(path)s” leads to no other record.", field=field.name, path=path)
            Model = self.env[field.comodel_name] if number else Model
            field = Model._fields.get(name)
            if not field:
                return self.env._(
                    "%(model)s has no field “%(field)s” (in “%(path)s”).",
                    model=Model._description, field=name, path=path)
            # The values are read for everybody's sake: nobody names what they may not read themselves.
            if not Model._has_field_access(field, "read"):
                return self.env._(
                    "You may not read “%(field)s” of %(model)s (in “%(path)s”).",
                    model=Model._description, field=name, path=path)
        return field

    def _domain_problem(self):
        try:
            for path in self._paths_in(self._domain()):
                field = self._field_at(path)
                if isinstance(field, str):
                    return self.env._("Order lines: %(problem)s", problem=field)
        except (ValueError, SyntaxError, TypeError) as error:
            return self.env._("The condition on order lines cannot be read: %(error)s", error=error)
        return None

    def _domain(self):
        return Domain(ast.literal_eval(self.domain or "[]"))

    def _approval_problem(self):
        """A sentence when nobody has said which values mean approved: “denied” is a value, too."""
        field = self.approval_path and self._field_at(self.approval_path)
        if not field or field.type not in ("selection", "char") or names(self.approval_values):
            return None
        return self.env._(
            "Approved: “%(path)s” is a text or a choice. Say which of its values mean approved.",
            path=self.approval_path)

    @api.constrains("kind", "domain", "approval_values", *ROLES)
    def _check_paths(self):
        for source in self:
            if source.kind == "fields" and not source._is_as_shipped() and source._find_problem():
                raise ValidationError(source._find_problem())

    def _is_as_shipped(self):
        """Whether nobody has changed what a shipped source reads: it waits for its fields."""
        values = SHIPPED.get(self.shipped, {})
        return bool(values) and all(self[name] == value for name, value in values.items() if name in ROLES)

    # -- which work --------------------------------------------------------------------------------

    def _wake(self):
        """Note which of these sources work; a shipped one finds its fields on the line or on the order."""
        for source in self.filtered(lambda source: not source.woken):
            if source.problem and source.shipped:
                source._look_elsewhere()
            if not source.problem:
                source.woken = True

    def _look_elsewhere(self):
        """Take the fields of a shipped source where this database has them, if it has them all."""
        found = {}
        for role in ROLES:
            paths = []
            for path in names(self[role]):
                name = path.removeprefix("order_id.")
                there = [one for one in (path, name, f"order_id.{name}") if not self._path_problem(role, one)]
                paths += there[:1] or [path]
            found[role] = ", ".join(paths) or False
        if not self.new({**found, "kind": self.kind, "domain": self.domain, "shipped": self.shipped}).problem:
            self.write(found)

    @api.model
    @ormcache("company_id")
    def _working_ids(self, company_id):
        """The sources of a company that read fields and can, the first one first."""
        sources = self.sudo().search([("company_id", "=", company_id), ("kind", "=", "fields")])
        sources._wake()
        return tuple(sources.filtered(lambda source: not source.problem).ids)

    @api.model
    def _takes_deliveries(self, company):
        """Whether the deliveries of a company's stock make contracts; nobody has switched that off."""
        off = self.sudo().with_context(active_test=False).search_count(
            [("company_id", "=", company.id), ("kind", "=", "delivery"), ("active", "=", False)], limit=1)
        return not off

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"active", "sequence", "company_id", "domain", "kind", "sale_types", "approval_values", *ROLES}:
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()


SHIPPED = {
    "delivery": {"kind": "delivery", "sequence": 10},
    "adp": {
        "kind": "fields", "sequence": 20,
        "client_path": "order_id.partner_id",
        "serial_path": "x_fc_serial_number",
        "device_type_path": "x_fc_adp_device_type",
        "delivery_paths": "order_id.x_fc_adp_delivery_date, order_id.x_fc_service_start_date",
        "prescriber_path": "order_id.x_fc_authorizer_id",
        "sale_type_path": "order_id.x_fc_sale_type",
        "sale_types": "adp, odsp, wsib, insurance, march_of_dimes",
        "approval_path": "x_fc_adp_approved",
        "approval_sale_types": "adp",
    },
}
