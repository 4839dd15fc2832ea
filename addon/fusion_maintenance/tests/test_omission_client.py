from odoo.tests import tagged

from .source_case import FIELDS, LINE, ORDER, SourceCase


@tagged("post_install", "-at_install")
class TestOmissionClient(SourceCase):
    """What was left out is found by the client who is shown, whoever ordered."""

    fields_there = {
        **FIELDS,
        (ORDER, "x_fc_user_id"): {"ttype": "many2one", "relation": "res.partner"},
        (LINE, "x_fc_owner_id"): {"ttype": "many2one", "relation": "res.partner"},
        (ORDER, "x_told"): {
            "ttype": "char", "store": False, "depends": "name", "compute": "for record in self: record['x_told'] = 'y'"},
        (ORDER, "x_fc_told_id"): {
            "ttype": "many2one", "relation": "res.partner", "store": False, "depends": "x_fc_user_id",
            "compute": "for record in self: record['x_fc_told_id'] = record.x_fc_user_id"},
    }

    def setUp(self):
        super().setUp()
        self.ministry, self.tom = self.make_client("The Ministry"), self.make_client("Tom Reed")
        self.ann = self.make_client("Ann Reed")
        self.claims.client_path = "order_id.x_fc_user_id"
        self.lines = self.listed(x_fc_user_id=self.tom.id) | self.listed() | self.listed(
            x_fc_user_id=self.ministry.id, client=self.tom) | self.listed(x_fc_user_id=self.ann.id, sale_type="wsib")

    def listed(self, client=None, **values):
        """A claimed line that waits for its type, ordered by the ministry unless told."""
        line = self.claim(label="Tilt base", client=client or self.ministry, **values)
        self.scan(line)
        return line

    def agree(self, *clients):
        """Check who is shown, and that every kind of search finds just those."""
        rows = self.Omission.search([("sale_line_id", "in", self.lines.ids)], order="id")
        rows.invalidate_recordset()
        self.assertEqual([row.partner_id for row in rows], list(clients))
        for asked in (
                ("partner_id", "=", self.tom.id), ("partner_id", "in", (self.tom | self.ann).ids),
                ("partner_id", "!=", self.tom.id), ("partner_id", "=", False), ("partner_id", "!=", False),
                ("partner_id", "in", [False, self.ann.id]), ("partner_id", "not in", (self.tom | self.ann).ids),
                ("partner_id", "ilike", "reed"), ("partner_id", "not ilike", "reed"), ("partner_id.name", "=", "Ann Reed")):
            with self.subTest(asked=asked):
                found = self.Omission.search([asked, ("id", "in", rows.ids)], order="id")
                self.assertEqual(found, rows.filtered_domain([asked]))

    def test_the_client_of_the_path_is_searched_for_and_who_ordered_where_it_is_empty(self):
        self.agree(self.tom, self.ministry, self.ministry, self.ann)

    def test_the_first_source_that_is_about_a_line_names_the_client(self):
        self.lines[0].x_fc_owner_id = self.lines[1].x_fc_owner_id = self.ann
        self.lines[3].x_fc_owner_id = self.tom
        first = self.claims.copy({"sequence": 1, "client_path": "x_fc_owner_id", "sale_types": "adp"})
        self.agree(self.ann, self.ann, self.tom, self.ann)
        first.client_path = "order_id.partner_id"
        self.agree(self.ministry, self.ministry, self.tom, self.ann)
        first.client_path = "order_id.x_fc_told_id"
        self.claims.client_path = "x_fc_owner_id"
        shown = self.Omission.search([("sale_line_id", "=", self.lines[0].id)])
        shown.invalidate_recordset()
        self.assertEqual(shown.partner_id, self.tom)
        self.assertIn(shown, self.Omission.search([("partner_id", "=", self.ministry.id)]))
        self.assertNotIn(shown, self.Omission.search([("partner_id", "=", self.ann.id)]))

    def test_a_condition_that_cannot_be_searched_hides_nobody(self):
        self.claims.domain = "[('order_id.x_told', '=', 'y')]"
        for line, client in zip(self.lines, (self.tom, self.ministry, self.ministry, self.ann), strict=True):
            shown = self.Omission.search([("sale_line_id", "=", line.id)])
            self.assertEqual(shown.partner_id, client)
            self.assertIn(shown, self.Omission.search([("partner_id", "=", client.id)]))

    def test_a_dispatcher_searches_the_lines_of_every_salesperson(self):
        dispatcher = self.make_user("dan", "group_dispatcher")
        found = self.Omission.with_user(dispatcher).search([("partner_id", "=", self.ann.id)])
        self.assertEqual(found.sale_line_id, self.lines[3])
