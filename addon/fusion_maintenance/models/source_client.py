from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

BY_ORDER = "order_id.partner_id"


class MaintenanceSource(models.Model):
    """Which order lines are a client's: of whom the first source that is about a line names, else of who ordered it.

    The same as ``contract._client`` says of one line, asked of the database for all of them. Where it
    cannot search along the path to the client, it is asked for who ordered; where it cannot search for
    all of a source's condition, a line may be found under both.
    """

    _inherit = "fusion.maintenance.source"

    @api.model
    def _lines_of_client(self, operator, value):
        """The order lines of the clients that a condition is about, as something to say after ``any!``.

        Nothing large is subtracted, and all that is listed is found from the client on: the list of what was
        left out may be over a million lines.
        """
        by_order = Domain(BY_ORDER, operator, value)
        naming, before = [], {}
        for source in self._readers():
            earlier = before.setdefault(source.company_id, [])
            if source.client_path not in (False, BY_ORDER) and source._is_searchable(source.client_path):
                naming.append((source, Domain.OR(earlier)))
            if source._is_all_searchable():
                earlier.append(source._search_domain())
        if not naming:
            return by_order
        found, named = [], []
        for source, earlier in naming:
            somebody = Domain(source.client_path, "!=", False)
            found.append(source._first_sql(Domain(source.client_path, operator, value) & somebody, earlier))
            if source._is_all_searchable():
                named.append(source._first_sql(by_order & somebody, earlier))
        ordered = self.env["sale.order.line"].sudo()._search(by_order).select()
        if named:
            ordered = SQL("(%s) EXCEPT (%s)", ordered, SQL(" UNION ").join(named))
        return SQL("(%s) UNION %s", ordered, SQL(" UNION ").join(found))

    @api.model
    def _readers(self):
        """The sources of all companies that read fields and can, the first one of each first."""
        companies = self.sudo().search([("kind", "=", "fields")]).company_id
        return self.sudo().browse(id_ for company in companies for id_ in self._working_ids(company.id))

    def _is_all_searchable(self):
        """Whether ``_search_domain`` says exactly which lines this source is about."""
        types = [self.sale_type_path] if self.sale_types and self.sale_type_path else []
        return all(map(self._is_searchable, [*types, *self._paths_in(self._domain())]))

    def _first_sql(self, domain, earlier):
        """The ids of this source's lines that meet a domain and not that of an earlier source."""
        Line, own = self._lines(), self._search_domain() & domain
        return SQL("((%s) EXCEPT (%s))", Line._search(own).select(), Line._search(own & earlier).select())
