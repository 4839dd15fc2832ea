from odoo import api, models

from .omission_retry import BY_POLICY

# How many are named in a sentence; the rest are counted.
NAMED = 5


class MaintenanceDeviceType(models.Model):
    """What the panel beside the grid of policies does: many types at once under a policy, aside, or back to wait.

    A place is the id of a policy, "ignored" or "waiting".
    """

    _inherit = "fusion.maintenance.device.type"

    @api.model
    def read_panel(self):
        """What the panel shows to those who may edit device types; False for others.

        :return: ``{"types": [{"id", "name", "units", "place", "company"}], "policies": [{"id", "name", "active",
            "company"}], "companies": {id: name}, "old_units"}``; there are companies only for somebody who works in
            several, and old units when some of types under a policy are still to be brought in
        """
        if not self.has_access("write"):
            return False
        companies, types = self.env.companies, self.search([])
        return {
            "types": [{
                "id": record.id, "name": record.name, "units": record.unit_count, "place": record._place(),
                "company": record.company_id.id} for record in types],
            "policies": [{
                "id": policy.id, "name": policy.name, "active": policy.active, "company": policy.company_id.id}
                for policy in self.env["fusion.maintenance.policy"].with_context(active_test=False).search([])],
            "companies": {company.id: company.name for company in companies} if len(companies) > 1 else {},
            "old_units": types.filtered("policy_id")._have_old_units()}

    @api.model
    def put_types(self, changes, back=False):
        """Put device types in their places: all of them, or none.

        :param list changes: ``[{"id", "from": place, "to": place}]``, with where each stood when somebody decided
        :param bool back: this takes changes back; what was under an archived policy may go there again
        :return: ``{"saved": True, "units", "old_units"}``: how many units of types that are under a policy now wait
            for a contract, and whether those from before are still to be brought in; or ``{"saved": False, "message"}``
        """
        self.check_access("write")
        message = self._why_not_put(changes, back)
        if message:
            return {"saved": False, "message": message}
        there = {}
        for change in changes:
            there.setdefault(change["to"], []).append(change["id"])
        mapped = self.browse()
        for place, ids in there.items():
            policy_id = place not in ("ignored", "waiting") and place
            self.browse(ids).write({"policy_id": policy_id, "ignored": place == "ignored"})
            mapped += self.browse(ids if policy_id else [])
        return {"saved": True, "units": mapped._count_waiting_units(), "old_units": mapped._have_old_units()}

    def action_view_units(self):
        """Open the units of these types that have no contract, and why."""
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id("fusion_maintenance.action_omission")
        return {**action, "domain": [("device_type_id", "in", self.ids)], "context": {}}

    # -- why not -----------------------------------------------------------------------------------

    @api.model
    def _why_not_put(self, changes, back):
        """A sentence when these changes cannot be made, else None."""
        ids = [change["id"] for change in changes]
        types = self.browse(ids).exists()._filtered_access("write")
        if len(types) != len(set(ids)):
            return self.env._("Somebody else deleted some of these types meanwhile. Nothing was changed.")
        now = {record.id: record._place() for record in types}
        others = types.browse([change["id"] for change in changes if now[change["id"]] != change["from"]])
        if others:
            return self.env._(
                "Somebody else changed these meanwhile: %(types)s. Nothing was changed.", types=others._listed(
                    lambda record: f"“{record.name}” ({record._place_name()})"))
        for place in {change["to"] for change in changes} - {"ignored", "waiting"}:
            going = types.browse([change["id"] for change in changes if change["to"] == place])
            message = going._why_not_under(place, back)
            if message:
                return message
        return None

    def _why_not_under(self, policy_id, back):
        """A sentence when these types cannot be put under a policy, else None."""
        policy = self.env["fusion.maintenance.policy"].browse(policy_id).exists()._filtered_access("read")
        if not policy:
            return self.env._("Somebody else deleted this policy meanwhile. Nothing was changed.")
        if not (policy.active or back):
            return self.env._("“%(policy)s” is archived. Nothing was changed.", policy=policy.name)
        foreign = self.filtered(lambda record: record.company_id != policy.company_id)[:1]
        if foreign:
            return self.env._(
                "“%(policy)s” is a policy of %(company)s, “%(type)s” is sold by %(other)s. Nothing was changed.",
                policy=policy.name, company=policy.company_id.name, type=foreign.name, other=foreign.company_id.name)
        return None

    def _place(self):
        """Where this type stands."""
        self.ensure_one()
        return "ignored" if self.ignored else self.policy_id.id or "waiting"

    def _place_name(self):
        """Where this type stands now, in words."""
        if self.policy_id:
            return self.env._("now under “%(policy)s”", policy=self.policy_id.name)
        return self.env._("now ignored") if self.ignored else self.env._("waiting again")

    def _listed(self, name):
        """The first of these types by name, and how many more there are."""
        names = ", ".join(name(record) for record in self[:NAMED])
        more = len(self) - NAMED
        return self.env._("%(names)s and %(more)s more", names=names, more=more) if more > 0 else names

    # -- what follows ------------------------------------------------------------------------------

    def _count_waiting_units(self):
        """How many listed units these types keep from their contract: the job tries them again."""
        rows = self.env["fusion.maintenance.omission"].sudo().search(
            [("device_type_id", "in", self.ids), ("cause", "in", BY_POLICY)])
        # Of what has no serial number a whole order line is listed at once.
        return sum(1 if row.lot_id else max(1, int(row.sale_line_id.product_uom_qty)) for row in rows)

    def _have_old_units(self):
        """Whether units of these types were sold, and what was there before is still to be brought in."""
        sold = self.filtered("unit_count")
        Source = self.env["fusion.maintenance.source"].sudo()
        return any(
            source.device_type_path and not source.old_units
            for company in sold.company_id for source in Source.browse(Source._working_ids(company.id)))
