from typing import NamedTuple

from odoo import api, models

from ..core.bundle import Unit, bundles
from .ir_qweb import Compiled
from .reminder import HELD


DUE = "fusion_maintenance.email_template_maintenance_due_reminder"
DUE_SEVERAL = "fusion_maintenance.email_template_maintenance_due_several"


class Part(NamedTuple):
    """What a mail says of one client's units at one address."""

    units: models.BaseModel  # contracts that it names; its link opens the page of the first
    rows: models.BaseModel  # reminders that leave with it


class Letter(NamedTuple):
    """One mail that is to be written."""

    reader: models.BaseModel  # res.partner
    parts: list[Part]

    @property
    def head(self):
        """The contract that the mail is made of."""
        return self.parts[0].units[0]

    @property
    def template(self):
        """The name of its template."""
        return DUE_SEVERAL if len(self.parts) > 1 else DUE


class MaintenanceReminder(models.Model):
    """How reminders become mails: one for each reader of what is due together."""

    _inherit = "fusion.maintenance.reminder"

    @api.model
    def _queue(self, contracts, band):
        """Write the rows of a band and queue their mails; what is due together goes in one mail.

        :param contracts: contracts of one company that are to be reminded
        :param str band: days before the due date, or "manual"
        :return: the rows
        """
        return self._queue_bundles([
            [(contract, band) for contract in group] for group in self._clusters(contracts)])

    @api.model
    def _queue_bundles(self, groups):
        """Write the rows of what goes today and queue their mails, in one transaction.

        A client without an address gets a row that says so; if nobody else is told either, the
        dispatcher gets a to-do instead.

        :param groups: for each mail to a client a list of (contract, band as text), the lead first;
            without a band, the contract is named only
        :return: the rows
        """
        rows = self._create_rows([unit for group in groups for unit in group])
        mains = rows.filtered(lambda row: not row.copy_of_id)
        self._supersede(rows)
        by_contract = rows.grouped("contract_id")
        letters = []
        for group in groups:
            units = self.env["fusion.maintenance.contract"].concat(*(contract for contract, _band in group))
            own = self.browse().union(*(by_contract[contract] for contract, band in group if band))
            going = own.filtered(lambda row: row.state == "queued")
            if self.env.context.get("maintenance_copies_later"):
                going = going.filtered(lambda row: not row.copy_of_id)
            letters.append((going, units))
            if all(row.skip_reason == "no_address" for row in own):
                # Odoo would mail the dispatcher for each; the call list has them all.
                lead = units[0].with_context(mail_activity_quick_update=True)._for_office()
                lead._alert(lead._no_address_note())
        rows._queue_mails(letters)
        for band, own in mains.filtered(lambda row: row.state == "queued").grouped("band").items():
            own.contract_id.write({"last_reminder_band": band})
        return rows

    @api.model
    def _create_rows(self, units):
        """Write the clients' rows and, for who else may book and has consented, copies of them.

        :param units: list of (contract, band as text); without a band, there is none
        """
        mains = [self._values(contract, band, contract.partner_id) for contract, band in units if band]
        # One that was held back is a row already: it goes now, with copies for whom none has left.
        held = {(row.contract_id.id, row.due_date, row.band): row for row in self.sudo().search([
            ("contract_id", "in", [values["contract_id"] for values in mains]),
            ("copy_of_id", "=", False), ("skip_reason", "in", HELD)])}
        made = [(values, held.get((values["contract_id"], values["due_date"], values["band"]))) for values in mains]
        mains = self.sudo().create([values for values, row in made if not row])
        for values, row in made:
            if row:
                self.sudo().search([("copy_of_id", "=", row.id), ("state", "!=", "sent")]).unlink()
                row.write({"state": "queued", "skip_reason": False, "link_id": False, **values})
                mains |= row
        had = {(copy.copy_of_id, copy.partner_id) for copy in self.sudo().search([("copy_of_id", "in", mains.ids)])}
        return mains | self.sudo().create([
            {**self._values(main.contract_id, main.band, holder), "copy_of_id": main.id}
            for main in mains for holder in main.contract_id._reminded_holders() if (main, holder) not in had])

    @api.model
    def _values(self, contract, band, partner):
        """Field values of a row; it is skipped at once where no mail can go."""
        values = {
            "contract_id": contract.id,
            "company_id": contract.company_id.id,
            "partner_id": partner.id,
            "due_date": contract.next_due_date,
            "band": band,
        }
        if partner.x_fc_maintenance_opt_out:
            return {**values, "state": "skipped", "skip_reason": "opted_out"}
        if not partner.email_normalized:
            return {**values, "state": "skipped", "skip_reason": "no_address"}
        return values

    @api.model
    def _supersede(self, rows):
        """Of an earlier band nothing leaves any more, nor is it tried again."""
        self.sudo().search([
            ("contract_id", "in", rows.contract_id.ids), ("state", "in", ("queued", "failed")),
            ("id", "not in", rows.ids), ("band", "not like", "manual")])._skip("newer")

    @api.model
    def _clusters(self, contracts):
        """These contracts in groups of what is due together, each with its lead first."""
        contracts = contracts.sorted(lambda contract: (contract.next_due_date, contract.id))
        together = contracts._due_together_batch()
        known = set(contracts)
        # Each meets the same band today.
        found = bundles(
            dict.fromkeys(contracts, 0), dict.fromkeys(contracts, Unit(0, (0,))),
            {lead: [one for one in others if one in known] for lead, others in together.items()}, 0)
        return [contracts.browse().concat(*(one for one, band in group.units if band is not None))
                for group in found]

    def _grouped_anew(self):
        """Of rows that lost their mail: those for each mail, and the contracts it names."""
        together = self.contract_id._due_together_batch()
        return [(self.filtered(lambda row, group=group: row.contract_id in group), together[group[0]])
                for group in self._clusters(self.contract_id)]

    def _queue_mails(self, groups):
        """Queue the mails of these rows, each client's units with a fresh link of their own.

        :param groups: list of (rows, the contracts that their mail names, the lead first)
        """
        rounds = []
        for letter in self._letters(groups):
            # One mail for each contract at a time, of one template, is what Odoo's batch can make.
            place = next((each for template, each in rounds
                          if template == letter.template and letter.head not in each), None)
            if place is None:
                rounds.append((letter.template, place := {}))
            place[letter.head] = letter
        for template, letters in rounds:
            self._write_mails(self.env.ref(template), letters)

    @api.model
    def _letters(self, groups):
        """Who gets which mail: a client one for each group, who may book for several clients one for all.

        :param groups: as for :meth:`_queue_mails`
        """
        letters, copies = [], {}
        for rows, units in groups:
            for reader, own in rows.grouped("partner_id").items():
                part = Part(units._bookable_by(reader), own)
                if own.copy_of_id:
                    copies.setdefault((reader, own.company_id), []).append(part)
                else:
                    letters.append(Letter(reader, [part]))
        return letters + [Letter(reader, parts) for (reader, _company), parts in copies.items()]

    @api.model
    def _write_mails(self, template, letters):
        """Render and queue mails.

        :param template: mail.template
        :param dict letters: contract → the letter that is made of it; its link opens its page
        """
        Link = self.env["fusion.maintenance.link"]
        parts = [(letter, part) for letter in letters.values() for part in letter.parts]
        issued = Link._issue_batch([(part.units[0], letter.reader) for letter, part in parts])
        tokens, pages = {}, {}
        for (letter, part), (link, token) in zip(parts, issued, strict=True):
            part.rows.link_id = link
            tokens.setdefault(letter.head, token)
            pages.setdefault(letter.head.id, []).append((Link._url(part.units[0], token), part.units.ids))
        mails = template.sudo().with_context(
            links={id_: own[0][0] for id_, own in pages.items()},
            units={id_: own[0][1] for id_, own in pages.items()},
            pages=pages,
            stops={head.id: Link._url(head, token, "stop") for head, token in tokens.items()},
            readers={head.id: letter.reader.id for head, letter in letters.items()},
            maintenance_compiled=Compiled(),
        ).send_mail_batch(
            [head.id for head in letters], email_values={"email_to": False, "email_cc": False})
        for (head, letter), mail in zip(letters.items(), mails, strict=True):
            if mail.recipient_ids != letter.reader:
                # A link is for its holder, whatever a manager has made of the template.
                mail.recipient_ids = letter.reader
            mail.headers = repr(Link._mail_headers(head, tokens[head]))
            self.browse().union(*(part.rows for part in letter.parts)).mail_id = mail
        self._hide_from_chatter(mails)

    @api.model
    def _hide_from_chatter(self, mails):
        """Keep a mail that carries a link out of the record's chatter until it has left.

        Whoever may read the record could else open the client's page.
        """
        mails.mail_message_id.write({"model": False, "res_id": False})
