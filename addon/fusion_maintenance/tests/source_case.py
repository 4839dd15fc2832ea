"""Claims: order lines with fields that another addon would bring, made here as manual fields."""
from .delivery_case import DeliveryCase

LINE, ORDER = "sale.order.line", "sale.order"
FIELDS = {
    (LINE, "x_fc_adp_approved"): {"ttype": "boolean"},
    (LINE, "x_fc_serial_number"): {"ttype": "char"},
    (LINE, "x_fc_adp_device_type"): {"ttype": "char"},
    (ORDER, "x_fc_sale_type"): {"ttype": "char"},
    (ORDER, "x_fc_adp_delivery_date"): {"ttype": "date"},
    (ORDER, "x_fc_service_start_date"): {"ttype": "date"},
    (ORDER, "x_fc_authorizer_id"): {"ttype": "many2one", "relation": "res.partner"},
}


class SourceCase(DeliveryCase):
    """A database in which claims are recorded on orders, with a policy for power bases."""

    fields_there = FIELDS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Resetting the registry reads the manual fields again, on the cursor of the test.
        cls.registry_enter_test_mode_cls()
        cls.addClassCleanup(cls.registry.reset_changes)
        for (model, name), values in cls.fields_there.items():
            cls.make_field(model, name, **values)
        cls.Source = cls.env["fusion.maintenance.source"]
        cls.Type = cls.env["fusion.maintenance.device.type"]
        cls.claims = cls.Source.search([("company_id", "=", cls.company.id), ("shipped", "=", "adp")])
        # Claims here are days old: they came after their source.
        own = cls.Source.search([("company_id", "=", cls.company.id)])
        cls.env.cr.execute("UPDATE fusion_maintenance_source SET create_date = '2015-01-01' WHERE id = ANY(%s)", [own.ids])
        cls.env.invalidate_all()
        cls.bases = cls.make_policy(name="Power bases", interval_months=6)
        cls.base = cls.make_product("Base X5", months=0, tracking="none")
        cls.therapist = cls.make_client("Odile Roy", "odile@example.com")

    @classmethod
    def make_field(cls, model, name, **values):
        """A manual field, as a person makes it in Studio or in the settings."""
        return cls.env["ir.model.fields"].create({
            "model_id": cls.env["ir.model"]._get_id(model), "name": name, "field_description": name,
            "state": "manual", **values})

    @classmethod
    def map_type(cls, label="Power Base", policy=None):
        """A device type that a person has put under a policy."""
        return cls.Type.create({
            "name": label, "company_id": cls.company.id, "policy_id": (policy or cls.bases).id})

    def claim(self, serial=False, label="Power Base", product=None, quantity=1, client=None, delivered="2026-11-02",
              sale_type="adp", approved=True, **values):
        """A confirmed order of one claimed line that the stock knows nothing of; the line."""
        order = self.sell((product or self.base, quantity), client=client)
        order.write({
            "x_fc_sale_type": sale_type, "x_fc_adp_delivery_date": delivered,
            "x_fc_authorizer_id": self.therapist.id, **values})
        order.order_line.write({
            "x_fc_serial_number": serial, "x_fc_adp_device_type": label, "x_fc_adp_approved": approved})
        return order.order_line

    def scan(self, lines):
        """Look at these lines as the daily job does; their contracts, oldest first."""
        return self.Source._sync_lines(lines).sorted("id")

    def left_out(self, lines):
        """What is listed of these lines: [(cause, sentence)]."""
        listed = self.Omission.search([("sale_line_id", "in", lines.ids)], order="id")
        return [(row.cause, row.reason) for row in listed]
