from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.label import label_key


class MaintenanceDeviceType(models.Model):
    """A label of the sales data ("Power Base - Tilt"), which people have put under a policy, or aside.

    Two spellings that differ only in case, spaces or punctuation are one label. A new label waits
    until somebody has looked at it: what becomes a contract is decided by people, not by its name.
    """

    _name = "fusion.maintenance.device.type"
    _description = "Device Type"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="As the sales data spells it.")
    key = fields.Char(compute="_compute_key", store=True, precompute=True, required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company)
    policy_id = fields.Many2one(
        "fusion.maintenance.policy", index="btree_not_null", check_company=True, ondelete="set null",
        help="Units of this type get a contract under this policy.")
    ignored = fields.Boolean(help="A part or an accessory: never a unit that is serviced.")
    state = fields.Selection(
        [("waiting", "Waiting"), ("mapped", "Mapped"), ("ignored", "Ignored")],
        compute="_compute_state", store=True, index=True)
    unit_count = fields.Integer(
        string="Units Sold", readonly=True, help="How many units were sold with this label.")

    _key_unique = models.UniqueIndex("(company_id, key)", "This device type is listed already.")
    _mapped_or_ignored = models.Constraint(
        "CHECK (NOT (ignored AND policy_id IS NOT NULL))",
        "A device type is under a policy or ignored, not both.")

    @api.depends("name")
    def _compute_key(self):
        for record in self:
            record.key = label_key(record.name)

    @api.depends("policy_id", "ignored")
    def _compute_state(self):
        for record in self:
            record.state = "ignored" if record.ignored else "mapped" if record.policy_id else "waiting"

    @api.constrains("key")
    def _check_key(self):
        for record in self:
            if not record.key:
                raise ValidationError(self.env._("A device type needs a name with letters or digits."))

    @api.model
    def _of_label(self, label, company):
        """The device type of a label, listed if it is new; empty for a label that says nothing.

        :param str label: as somebody typed it
        """
        key = label_key(label)
        if not key:
            return self.browse()
        known = self.sudo().search([("company_id", "=", company.id), ("key", "=", key)])
        return known or self.sudo().create({"name": label.strip(), "company_id": company.id})

    def _why_no_policy(self, product):
        """Why what was sold as this type falls under no policy: (cause of an omission, sentence)."""
        if self.ignored:
            return "ignored", self.env._("“%(type)s” is ignored.", type=self.name)
        if self and not self.policy_id:
            return "waiting", self.env._("“%(type)s” is under no policy yet.", type=self.name)
        return "policy", self.env._("No policy asks for “%(product)s”.", product=product.name)

    # -- what the matching remembers ---------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("policy_id") and "ignored" not in vals:
            vals = {**vals, "ignored": False}
        elif vals.get("ignored") and "policy_id" not in vals:
            vals = {**vals, "policy_id": False}
        if {"policy_id", "ignored", "company_id"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    # -- buttons -----------------------------------------------------------------------------------

    def action_ignore(self):
        """These are parts: no contracts."""
        self.write({"ignored": True})

    def action_wait(self):
        """Think about these again."""
        self.write({"ignored": False, "policy_id": False})
