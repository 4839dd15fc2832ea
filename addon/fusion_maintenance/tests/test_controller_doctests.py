import doctest

from odoo.tests import BaseCase, tagged

from ..controllers import form, log_mask, theme


@tagged("fc_page")
class TestControllerDoctests(BaseCase):

    def test_every_example_is_true(self):
        """The worked examples of the parts that know nothing of Odoo are what those answer."""
        for module in (form, log_mask, theme):
            failed, tried = doctest.testmod(module)
            self.assertFalse(failed, module.__name__)
            self.assertTrue(tried, f"{module.__name__} has no worked example.")
