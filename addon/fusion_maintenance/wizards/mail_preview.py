from odoo import api, fields, models

from ..core.failure import reason_of

# A token that opens nothing: the button of a preview leads to the page that says so.
SAMPLE = "preview"


class MaintenanceMailPreview(models.TransientModel):
    """A mail as a client gets it, with a real contract or visit, in the frame and in their language."""

    _name = "fusion.maintenance.mail.preview"
    _description = "Preview of a Mail"

    template_id = fields.Many2one("mail.template", required=True, ondelete="cascade")
    model = fields.Char(related="template_id.model")
    contract_id = fields.Many2one(
        "fusion.maintenance.contract", compute="_compute_record", store=True, readonly=False,
        precompute=True, ondelete="cascade")
    visit_id = fields.Many2one(
        "fusion.maintenance.visit", compute="_compute_record", store=True, readonly=False,
        precompute=True, ondelete="cascade")
    lang = fields.Selection(lambda self: self.env["res.lang"].get_installed(), string="Language",
                            help="The reader's own unless chosen.")
    subject = fields.Char(compute="_compute_mail")
    recipient = fields.Char(compute="_compute_mail", string="To")
    body = fields.Html(compute="_compute_mail", sanitize=False)
    error = fields.Char(compute="_compute_mail")

    @api.depends("template_id")
    def _compute_record(self):
        for preview in self:
            visits = self.env["fusion.maintenance.visit"]
            done = preview.template_id == self.env.ref("fusion_maintenance.email_template_visit_done")
            preview.visit_id = visits.search(
                [("state", "=", "done" if done else "booked")], limit=1) or visits.search([], limit=1)
            preview.contract_id = self.env["fusion.maintenance.contract"].search(
                [("state", "=", "active")], limit=1)

    @api.depends("template_id", "contract_id", "visit_id", "lang")
    def _compute_mail(self):
        for preview in self:
            preview.subject = preview.recipient = preview.body = preview.error = False
            if not preview._record():
                preview.error = self.env._("There is no contract or visit yet to show this mail with.")
                continue
            try:
                with self.env.cr.savepoint(flush=False):
                    preview._render_mail()
            except Exception as error:
                preview.error = reason_of(str(error)) or type(error).__name__

    def _record(self):
        """The record that the mail is made of."""
        if self.model == "fusion.maintenance.visit":
            return self.visit_id._origin or self.visit_id
        contract = self.contract_id._origin or self.contract_id
        return contract.partner_id if self.model == "res.partner" else contract

    def _render_mail(self):
        """Make the mail, with a link that opens nothing."""
        record = self._record()
        contract = self.contract_id if record._name != "fusion.maintenance.visit" else record.contract_id
        Link = self.env["fusion.maintenance.link"].sudo()
        url = Link._url(contract.sudo(), SAMPLE)
        links = {record.id: url} if record._name != "res.partner" else [{
            "unit": contract.product_id.name, "client": "", "reference": contract.name, "url": url}]
        template = self.template_id.with_company(contract.company_id).with_context(
            links=links, stops={record.id: Link._url(contract.sudo(), SAMPLE, "stop")},
            **({"template_preview_lang": self.lang} if self.lang else {}))
        if self.lang:
            template = template.with_context(lang=self.lang)
        values = template._generate_template(record.ids, ("subject", "body_html", "partner_to"))[record.id]
        lang = self.lang or template._render_lang(record.ids)[record.id] or self.env.lang
        self.subject = values["subject"]
        self.recipient = ", ".join(
            self.env["res.partner"].browse(values.get("partner_ids") or []).mapped("display_name"))
        self.body = template.with_context(lang=lang)._render_encapsulate(
            template.email_layout_xmlid, values["body_html"], add_context={"company": contract.company_id},
            context_record=record.with_context(lang=lang, links=links, stops=template.env.context["stops"]))
