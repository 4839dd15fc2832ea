from odoo.tests import tagged

from ..controllers import theme
from .page_case import PageCase


@tagged("fc_page")
class TestTheme(PageCase):
    """The company's colour on the pages, whatever it is."""

    def test_any_company_colour_stays_readable(self):
        colours = [f"#{red:02x}{green:02x}{blue:02x}" for red in range(0, 256, 51)
                   for green in range(0, 256, 51) for blue in range(0, 256, 51)]
        for colour in (*colours, None, "", "red", "#ff", "#12345;}", "#FFF"):
            rgb = theme.parse(colour)
            for page, towards in ((theme.LIGHT_PAGE, theme.BLACK), (theme.DARK_PAGE, theme.WHITE)):
                accent = theme.readable(rgb, page, towards)
                self.assertGreaterEqual(theme.contrast(accent, page), 4.5, colour)
                on_accent = max(theme.contrast(accent, theme.WHITE), theme.contrast(accent, theme.BLACK))
                self.assertGreaterEqual(on_accent, 4.5, colour)

    def test_the_theme_is_a_stylesheet_of_ours(self):
        self.company.primary_color = "#ffee00"
        page = self.fetch(f"/maintenance/book/{self.token()}")
        address, = self.tree(page).xpath("//link[contains(@href, '/maintenance/theme/')]/@href")
        response = self.fetch(address)
        self.assertEqual(response.headers["Content-Type"], "text/css; charset=utf-8")
        self.assertIn("--fm-accent:#", response.text)
        self.company.primary_color = "#0000ff"
        self.assertNotIn(address, self.fetch(f"/maintenance/book/{self.token()}").text)
