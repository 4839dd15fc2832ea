from odoo import fields, models
from odoo.fields import Domain


class MaintenanceContract(models.Model):
    """What a dispatcher presses on a contract."""

    _inherit = "fusion.maintenance.contract"

    visit_count = fields.Integer(compute="_compute_counts")
    repair_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")

    def _compute_counts(self):
        for contract in self:
            visits = contract.sudo().visit_ids
            contract.visit_count = len(visits)
            contract.repair_count = len(contract._repairs())
            contract.order_count = len(visits.sale_order_id)

    def _repairs(self):
        """The repair orders of this unit: those of its visits, and those that were not booked here."""
        self.ensure_one()
        return self.env["repair.order"].sudo().search(
            Domain("x_fc_maintenance_contract_id", "in", self._origin.ids)
            | Domain("id", "in", self.sudo().visit_ids.repair_id.ids))

    def action_book_for_client(self):
        """Open the slot picker for a client on the phone."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.client",
            "tag": "fusion_maintenance.book_for_client",
            "params": {
                "contract_id": self.id,
                "contract_name": self.display_name,
                "phone": self.phone or "",
                "facts": self._facts_for_caller(),
            },
        }

    def _facts_for_caller(self):
        """What somebody on the phone asks: which unit, how long, how much, and where."""
        contracts = self.sudo()._visit_together()
        facts = self.env["fusion.maintenance.booking.page"]._facts(contracts)
        unit = " ".join(filter(None, (facts["product"], "" if len(contracts) > 1 else self.serial)))
        return [unit, facts["duration"], facts["cost"], self.city or ""]

    def action_copy_link(self):
        """Make a booking link for the client and put it on the clipboard.

        The link is shown this once: only its hash is kept.
        """
        self.ensure_one()
        self.check_access("write")
        return self._copy_link(self.partner_id)

    def _copy_link(self, partner):
        """A fresh link of one holder, on the clipboard."""
        Link = self.env["fusion.maintenance.link"].sudo()
        _link, token = Link._issue(self.sudo(), partner)
        return {
            "type": "ir.actions.client",
            "tag": "fusion_maintenance.copy_link",
            "params": {"url": Link._url(self.sudo(), token)},
        }

    def _notice(self, message):
        """What was done, said in passing."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _open(self, action, records):
        """Open these records with an action, one as a form, several as a list."""
        values = self.env["ir.actions.actions"]._for_xml_id(action)
        values["context"] = {}
        if len(records) == 1:
            return {**values, "view_mode": "form", "views": [(False, "form")], "res_id": records.id}
        # Several are a list: a calendar would open on a week with none of them.
        views = sorted(values["views"], key=lambda view: view[1] != "list")
        return {**values, "domain": [("id", "in", records.ids)], "views": views}

    def action_view_visits(self):
        """Open this unit's visits."""
        return self._open("fusion_maintenance.action_visit", self.visit_ids)

    def action_view_repair(self):
        """Open the repair orders of this unit, also those that were not booked here."""
        return self._open("repair.action_repair_order_tree", self._repairs())

    def action_view_orders(self):
        """Open the orders of this unit's visits."""
        return self._open("sale.action_orders", self.sudo().visit_ids.sale_order_id)

    def action_view_unit(self):
        """Open the serial number."""
        return self._open("stock.action_production_lot_form", self.lot_id)
