from odoo import models


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _post_processing_att(self, tagName, atts):
        # The website looks for links and embedded pages in every element that is rendered. There
        # are none in the inputs of a form, of which a week of times has hundreds.
        if tagName == "input" and "__is_static_node" not in atts \
                and self.env.context.get("maintenance_page"):
            return atts
        return super()._post_processing_att(tagName, atts)
