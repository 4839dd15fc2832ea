from lxml import etree

from odoo import models


class Compiled:
    """Compiled templates of a batch of mails, by their text: a context holds it, so it equals itself only."""

    def __init__(self):
        self.by_text = {}


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _post_processing_att(self, tagName, atts):
        # The website looks for links and embedded pages in every element that is rendered. There
        # are none in the inputs of a form, of which a week of times has hundreds.
        if tagName == "input" and "__is_static_node" not in atts \
                and self.env.context.get("maintenance_page"):
            return atts
        return super()._post_processing_att(tagName, atts)

    def _generate_code_uncached(self, template):
        # Odoo compiles the text of a mail template for each mail of a batch: most of what a batch
        # takes (``npm run bench -- p8``). Once is enough.
        compiled = self.env.context.get("maintenance_compiled")
        if compiled is None or not isinstance(template, etree._Element):
            return super()._generate_code_uncached(template)
        key = (etree.tostring(template), *(
            self.env.context.get(name) for name in self._get_template_cache_keys()))
        if key not in compiled.by_text:
            compiled.by_text[key] = super()._generate_code_uncached(template)
        return compiled.by_text[key]
