from psycopg2 import DataError, IntegrityError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, mute_logger


class _Refused(Exception):
    """Nothing of a grid's drafts is kept."""


# What the grid hears when it is not saved; the rest is said where it is found.
NOT_SAVED = {"saved": False, "conflicts": [], "problems": [], "message": "", "ask": False}


class MaintenancePolicy(models.Model):
    """Saving what was edited in the grid of policies: all of it, or none and why."""

    _inherit = "fusion.maintenance.policy"

    @api.model
    def save_grid(self, drafts):
        """Save the drafts of the grid: all of them, or none.

        A record in a cell is its id, and no record is False.

        :param dict drafts: ``edited``: ``[{"id", "cells": {field: {"from", "to"}}}]``, with what each cell was edited
            from; ``added``: ``[{"key", "copy_of": id or False, "values": {field: value}}]``; ``order``: False, or
            ``{"from": ids as they stood, "to": ids, and keys of added ones, as they are to stand}``; ``interval_for``:
            what the new intervals are for, as the policy has it, once somebody has said so
        :return: ``{"saved": True, "ids": {key: id}}``, or ``{"saved": False, "conflicts": [{"key", "column", "value",
            "by"}], "problems": [{"key", "column", "message"}], "message", "ask"}``. Conflicts are cells that hold
            neither what they were edited from nor what they would become: somebody else saved them. ``ask`` is what
            has to be asked before all else can be saved, ``{"policies": [{"name", "before", "after", "question"}],
            "choices": [[interval_for, label]]}``, or False
        """
        # Fields and rows are checked by write() and create(); this is for those who may not edit at all.
        self.check_access("write")
        refusal = {**NOT_SAVED, "conflicts": self._grid_conflicts(drafts["edited"]),
                   "message": self._grid_order_conflict(drafts["order"])}
        if refusal["conflicts"] or refusal["message"]:
            return refusal
        ask = not drafts.get("interval_for") and self._grid_ask(drafts["edited"])
        try:
            with self.env.cr.savepoint():
                ids, problems = self._grid_apply(drafts)
                if problems or ask:
                    raise _Refused
        except _Refused:
            # What can be saved otherwise is worth a question.
            return {**refusal, "problems": problems, "ask": not problems and ask}
        return {"saved": True, "ids": ids}

    @api.model
    def _grid_ask(self, edited):
        """What running contracts there are under policies that get another interval, or False."""
        wanted = {row["id"]: row["cells"]["interval_months"]["to"] for row in edited if "interval_months" in row["cells"]}
        changed = self.browse(wanted).filtered(lambda policy: policy.interval_months != wanted[policy.id])
        policies = [
            {"name": policy.name, "before": policy.interval_months, "after": wanted[policy.id],
             "question": self._say_running(counts)}
            for policy, counts in changed._count_running().items() if counts[0]]
        return bool(policies) and {
            "policies": policies,
            "choices": self._fields["interval_for"]._description_selection(self.env)}

    # -- what others did meanwhile -----------------------------------------------------------------

    @api.model
    def _grid_conflicts(self, edited):
        """The cells of which somebody else made something else since they were read."""
        found = []
        there = self.browse([row["id"] for row in edited]).exists()._filtered_access("read")
        for row in edited:
            policy = there & self.browse(row["id"])
            if not policy:
                found.append({"key": str(row["id"]), "column": "", "value": False, "by": ""})
                continue
            found += [
                {"key": str(policy.id), "column": name, "value": policy._grid_value(name),
                 "by": policy.write_uid.sudo().name}
                for name, cell in row["cells"].items()
                if not any(policy._grid_holds(name, value) for value in (cell["from"], cell["to"]))]
        return found

    def _grid_holds(self, name, value):
        """Whether a cell holds this, as the client writes values."""
        held = self._fields[name].convert_to_write(self[name], self)
        if isinstance(held, float):
            return float_compare(held, value or 0.0, precision_digits=6) == 0
        return (held or False) == (value or False)

    def _grid_value(self, name):
        """What a cell holds, as the client reads it."""
        return self.web_read({name: {"fields": {"display_name": {}}} if self._fields[name].relational else {}})[0][name]

    @api.model
    def _grid_order_conflict(self, order):
        """A sentence when rows that are to be moved no longer stand as they did, else ""."""
        if not order:
            return ""
        stand = self.with_context(active_test=False).search([("id", "in", order["from"])])
        if stand.ids == [policy_id for policy_id in order["from"] if policy_id in stand._ids]:
            return ""
        return self.env._("Somebody else moved policies meanwhile. They are shown as they stand now: look, and save again.")

    # -- saving ------------------------------------------------------------------------------------

    @api.model
    def _grid_apply(self, drafts):
        """Write everything, and go on where something is refused, so that all of it is told at once.

        :return: ids of added policies by key, and the problems
        """
        ids, problems = {}, []
        for row in drafts["edited"]:
            values = {name: cell["to"] for name, cell in row["cells"].items()}
            values["interval_for"] = drafts.get("interval_for")
            policy = self.browse(row["id"])
            if message := self._grid_try(lambda: policy.write(values)):
                del values["interval_for"]
                problems += self._grid_blame(str(row["id"]), values, message, lambda part: policy.write(part))
        for row in drafts["added"]:
            if message := self._grid_try(lambda: ids.update({row["key"]: self._grid_add(row["copy_of"], row["values"])})):
                bare = {"name": row["values"].get("name") or "-"}
                problems += self._grid_blame(
                    row["key"], row["values"], message, lambda part: self._grid_add(row["copy_of"], {**bare, **part}))
        if drafts["order"] and not problems:
            self._grid_reorder(drafts["order"]["to"], ids)
        return ids, problems

    @api.model
    def _grid_add(self, copy_of, values):
        """Create a policy, alike to another one in what the grid does not show. Gives its id."""
        return (self.browse(copy_of).copy(values) if copy_of else self.create(values)).id

    @api.model
    def _grid_try(self, work):
        """Do something, or leave no trace of it. Gives a sentence that says why it cannot be, else None."""
        try:
            # A refusal is an answer here, not an error of the database.
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                work()
        except IntegrityError as error:
            return self._sql_error_to_message(error)
        except DataError:
            return self.env._("This number is too large.")
        except (UserError, ValueError) as error:
            return str(error)
        return None

    @api.model
    def _grid_blame(self, key, values, message, write):
        """In which cells of a refused row the reason lies: those that are refused alone too, else all."""
        alone = {name: self._grid_try(lambda: write({name: value})) for name, value in values.items()}
        refused = {name: reason for name, reason in alone.items() if reason}
        return [{"key": key, "column": name, "message": reason}
                for name, reason in (refused or dict.fromkeys(values, message)).items()]

    @api.model
    def _grid_reorder(self, shown, ids):
        """Let the shown policies stand in this order, in the places that they have among those not shown."""
        queue = [ids.get(key, key) for key in shown]
        moved, order = set(queue), []
        added = set(ids.values())
        everyone = self.with_context(active_test=False).search([])
        for policy in everyone.filtered(lambda one: one.id not in added):
            # Added ones stand before the shown one that follows them.
            while policy.id in moved and queue:
                order.append(queue.pop(0))
                if order[-1] not in added:
                    break
            if policy.id not in moved:
                order.append(policy.id)
        for index, policy in enumerate(self.browse(order + queue)):
            if policy.sequence != (index + 1) * 10:
                policy.sequence = (index + 1) * 10
