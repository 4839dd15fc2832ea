from functools import lru_cache

from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL


class MaintenanceContract(models.Model):
    """What a contract does when its policy gets another interval: see :meth:`policy._carry_interval`."""

    _inherit = "fusion.maintenance.contract"

    @api.model
    def _tell_interval(self, policy, before, moved):
        """Note in the chatter that contracts have their policy's new interval, in the language of its company.

        The notes are copies of the first one: made one by one, a hundred thousand take many minutes.

        :param int before: the interval they had, in months
        :param dict moved: id → (due date they had, due date they have), or None where it stays
        """
        lang = policy.company_id.partner_id.lang
        env = self.with_context(lang=lang).env if lang else self.env
        wording = env["fusion.maintenance.wording"]
        interval = env._(
            "The policy is now for every %(months)s months (it was every %(before)s).",
            months=policy.interval_months, before=before)

        @lru_cache(maxsize=None)
        def sentence(was, due):
            return " ".join((interval, env._(
                "Next due on %(date)s (it was %(before)s).", date=wording._date(due), before=wording._date(was))))

        bodies = {id_: sentence(*dates) if dates else interval for id_, dates in moved.items()}
        first = next(iter(bodies))
        note = self.browse(first)._message_log(body=bodies.pop(first))
        self._copy_note(note, {id_: str(Markup("<p>%s</p>") % body) for id_, body in bodies.items()})

    @api.model
    def _copy_note(self, note, bodies):
        """Make a note as another one on other contracts.

        :param dict bodies: HTML by contract id
        """
        note.flush_recordset()
        names = SQL(", ").join(
            SQL.identifier(name) for name, field in note._fields.items()
            if field.store and field.column_type and name not in ("id", "res_id", "body"))
        self.env.cr.execute(SQL(
            """
            INSERT INTO mail_message (res_id, body, %(names)s)
            SELECT copied.res_id, copied.body, %(names)s
              FROM mail_message, unnest(%(ids)s::int[], %(bodies)s::text[]) AS copied(res_id, body)
             WHERE id = %(note)s
            """, names=names, ids=list(bodies), bodies=list(bodies.values()), note=note.id))
        self.invalidate_model(["message_ids"])
