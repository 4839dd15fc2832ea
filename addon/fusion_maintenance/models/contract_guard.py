from odoo import models
from odoo.exceptions import UserError

# What the buttons change, with all that hangs on it.
BOUND = {"state", "stop_reason", "stage", "visit_id", "booking_repair_id"}


class MaintenanceContractGuard(models.Model):
    """What a write on a contract may not do by itself, and what follows a new client.

    Creating is free: nothing is planned yet, so an import brings paused and ended ones too.
    """

    _inherit = "fusion.maintenance.contract"

    def write(self, vals):
        # Who may not write at all is told that, not which button to press.
        self.check_access("write")
        vals = self._without_unchanged(vals)
        if "company_id" in vals:
            raise UserError(self.env._(
                "A contract stays with its company: its visits, orders and links are there. Stop it "
                "and make a new one in the other company."))
        if not self.env.su and BOUND & vals.keys():
            raise UserError(self.env._(
                "The state of a contract is not edited. Press Start, Pause, Go On or Stop… on the "
                "contract: what is planned goes along."))
        if "partner_id" not in vals:
            return super().write(vals)
        changed = self.filtered(lambda contract: contract.partner_id.id != vals["partner_id"])
        changed._check_may_change_client()
        elsewhere = {
            contract: contract.service_address_id for contract in changed
            if not contract._lives_with(contract.partner_id)}
        result = super().write(vals)
        if "service_address_id" not in vals:
            for contract, address in elsewhere.items():
                contract.service_address_id = address
        changed._forget_former_client()
        return result

    def _without_unchanged(self, vals):
        """The values that change anything: a re-import of an exported list brings them all."""
        same = {
            name for name in (BOUND | {"company_id"}) & vals.keys()
            if all(self._fields[name].convert_to_write(contract[name], contract) == vals[name]
                   for contract in self)}
        return {name: value for name, value in vals.items() if name not in same}

    def _check_may_change_client(self):
        """A booked visit was promised to the client there is.

        :raise UserError: one of these contracts has one
        """
        if booked := self.filtered("visit_id")[:1]:
            raise UserError(self.env._(
                "%(contract)s has a visit booked with %(client)s. Cancel the visit first, then "
                "change the client and book again.",
                contract=booked.name, client=booked.partner_id.name))

    def _lives_with(self, partner):
        """Whether the unit is at an address of this client, or nowhere yet.

        A unit in a care home stays there, whoever becomes its client.
        """
        self.ensure_one()
        place = self.service_address_id
        if not place or place.id == partner.address_get(["delivery"])["delivery"]:
            return True
        while place and place != partner:
            place = place.parent_id
        return bool(place)

    def _forget_former_client(self):
        """No link and no reminder of the former client, or of who booked for them, is good."""
        for contract in self:
            contract.link_ids.filtered(
                lambda link, contract=contract: link.partner_id != contract.partner_id).sudo()._revoke()
            contract.sudo().holder_ids.unlink()
            contract.reminder_ids._skip("client")
