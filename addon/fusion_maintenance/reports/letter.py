from urllib.parse import urlsplit

from odoo import api, models

from ..core.qr import qr_path

# What can be typed from paper. It holds no secret: a short code would be guessed, so the page asks for
# the email address and sends the link there.
SHORT = "/maintenance/go"


class MaintenanceLetter(models.AbstractModel):
    """Letters to clients whom no mail and no call reaches: one for each client and address.

    The QR code carries a link of 256 bits like that of a mail. It is made as the letter is, for who
    may send the client links, and its token is nowhere but on the paper.
    """

    _name = "report.fusion_maintenance.report_letter"
    _description = "Letter to a Client"

    @api.model
    def _get_report_values(self, docids, data=None):
        contracts = self.env["fusion.maintenance.contract"].browse(docids).exists()
        contracts.check_access("write")
        return {
            "doc_ids": contracts.ids,
            "doc_model": contracts._name,
            "docs": contracts,
            "letters": [self._letter(group) for group in self._by_client(contracts)],
        }

    @api.model
    def _by_client(self, contracts):
        """These contracts, with what is due together with them, by client and address."""
        every = contracts.union(*(contract._due_together() for contract in contracts))
        return every.sorted(lambda contract: (contract.next_due_date or contract.create_date.date(), contract.id)).grouped(
            lambda contract: (contract.company_id, contract.partner_id, contract.service_address_id)).values()

    @api.model
    def _letter(self, contracts):
        """What one letter says, in the client's language.

        :param contracts: of one client at one address, the first to be due first
        """
        lead = contracts[:1].sudo()
        company, partner = lead.company_id, lead.partner_id
        lang = partner.lang or company.partner_id.lang or self.env.lang
        wording = self.env["fusion.maintenance.wording"].with_context(lang=lang)
        page = self.env["fusion.maintenance.booking.page"].with_context(lang=lang)
        Link = self.env["fusion.maintenance.link"].sudo()
        side, path = qr_path(Link._url(lead, Link._issue(lead, partner)[1]))
        site = urlsplit(lead.get_base_url())
        return {
            "lang": lang,
            "company": company,
            "partner": partner,
            "lead": lead,
            "today": wording._date(company._maintenance_today()),
            "units": [{
                "product": contract.product_id.with_context(lang=lang).name,
                "serial": contract.serial or "",
                "due": wording._date(contract.next_due_date) if contract.next_due_date else "",
            } for contract in contracts.sudo()],
            "overdue": bool(lead.next_due_date) and lead.next_due_date < company._maintenance_today(),
            "cost": page._cost(lead) if len(contracts) == 1 else "",
            "references": ", ".join(contracts.mapped("name")),
            "short": f"{site.netloc.removeprefix('www.')}{SHORT}",
            "qr": {"side": side, "path": path},
        }
