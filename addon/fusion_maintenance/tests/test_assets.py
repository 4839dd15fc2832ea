"""What Odoo does to the built scripts, and what it cannot do with some.

The files below static/src are made by build.mjs from TypeScript. Odoo's transpiler is a set of
regular expressions, its minifier knows no nested template literals, and a missing module only
shows as an error in the browser's console: each of these is looked for here, in the files as they
are shipped and in the bundles as they are served.
"""
import doctest
import gzip
import re
from pathlib import Path

from lxml import etree
from rjsmin import jsmin

from odoo.tests import TransactionCase, tagged
from odoo.tools.js_transpiler import transpile_javascript, url_to_module_path
from odoo.tools.misc import file_path

from . import js_text
from .js_text import template_literals

BOOKING, BACKEND = "fusion_maintenance.assets_booking", "web.assets_backend"
TRANSLATION = '"@web/core/l10n/translation"'
KILOBYTE = 1024

# What must not be in a file that Odoo transpiles: pattern → (why, an example of it).
FORBIDDEN = {
    r"^\s*export\s+default\b": ("a default export arrives as undefined", "export default class A {}"),
    r"^\s*export\s+(let|var)\b": ("an exported binding is copied once", "export let count = 0;"),
    r"\bimport\s*\(": ("a dynamic import has no address in a bundle", 'const a = await import("./a");'),
    r"\bimport\.meta\b": ("a bundle is no module", "const here = import.meta.url;"),
    r"^await\b": ("a bundle has no top-level await", "await ready();"),
    r"^\s*import\b.*\bwith\s*\{": ("attributes are not transpiled", 'import { a } from "./a" with { type: "json" };'),
    r"^\s*import\s*\{[^}]*\btype\s": ("it becomes require({} from …)", 'import { type A } from "./a";'),
    r"^\s*import\b[^;\n]*;[ \t]*\S": ("one import per line", 'import { a } from "./a"; const b = a;'),
    r"^\s*export\s+\*": ("re-exports hide what a module depends on", 'export * from "./a";'),
    r"#\w+\s*[=;(]|\.#\w": ("#private breaks through OWL's proxies", "class A { #secret = 1; }"),
}


@tagged("post_install", "-at_install")
class TestEmittedScripts(TransactionCase):
    """Each file by itself, as it is shipped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = Path(file_path("fusion_maintenance/static/src"))
        cls.files = {
            f"/fusion_maintenance/static/src/{path.relative_to(root).as_posix()}": path.read_text("utf-8")
            for path in sorted(root.rglob("*")) if path.is_file()}
        cls.scripts = {url: text for url, text in cls.files.items() if url.endswith(".js")}

    def test_there_is_nothing_but_scripts_templates_and_styles(self):
        self.assertTrue(self.scripts)
        self.assertFalse([url for url in self.files if not url.endswith((".js", ".xml", ".scss", ".css"))])

    def test_no_script_has_what_odoo_cannot_transpile(self):
        for url, text in self.scripts.items():
            for pattern, (reason, _example) in FORBIDDEN.items():
                with self.subTest(url=url, reason=reason):
                    self.assertIsNone(re.search(pattern, text, re.M))

    def test_each_pitfall_would_be_found(self):
        for pattern, (reason, example) in FORBIDDEN.items():
            with self.subTest(reason=reason):
                self.assertRegex(f"const before = 1;\n{example}\n", re.compile(pattern, re.M))
        self.assertFalse(doctest.testmod(js_text).failed)

    def test_translations_are_imported_as_the_transpiler_looks_for_them(self):
        for url, text in self.scripts.items():
            with self.subTest(url=url):
                imports = re.findall(rf"^import .*_t\b.* from {TRANSLATION};$", text, re.M)
                if re.search(r"(?<![\w.])_t\(", text):
                    self.assertEqual(imports, [f"import {{ _t }} from {TRANSLATION};"])
                # Only static strings are found by the export of terms.
                self.assertIsNone(re.search(r"(?<![\w.])_t\(\s*[^\"'\s]", text))

    def test_no_template_literal_is_nested_or_looks_like_a_module(self):
        for url, text in self.scripts.items():
            for depth, literal in template_literals(text):
                with self.subTest(url=url, literal=literal):
                    self.assertEqual(depth, 1, "rjsmin cuts nested template literals")
                    self.assertIsNone(re.search(r"^\s*(import|export)\b", literal, re.M))

    def test_every_script_becomes_a_module_and_stays_itself_when_minified(self):
        for url, text in self.scripts.items():
            with self.subTest(url=url):
                module = transpile_javascript(url, text)
                self.assertTrue(module.startswith(f"odoo.define({url_to_module_path(url)!r}, "))
                self.assertIsNone(re.search(r"^\s*(import|export)\b", module, re.M))
                minified = jsmin(module)
                for _depth, literal in template_literals(text):
                    self.assertIn(literal, minified)

    def test_every_template_has_a_name_of_ours(self):
        for url, text in self.files.items():
            if url.endswith(".xml"):
                for template in etree.fromstring(text.encode()):
                    if isinstance(template.tag, str):
                        with self.subTest(url=url):
                            self.assertRegex(template.get("t-name") or "", r"^fusion_maintenance\.\w+$")


@tagged("post_install", "-at_install")
class TestBundles(TransactionCase):
    """The bundles that the files go into, as they are served."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bundles = {
            name: cls.env["ir.qweb"]._get_asset_bundle(name, assets_params={}) for name in (BOOKING, BACKEND)}
        cls.modules = {name: cls._modules(bundle) for name, bundle in cls.bundles.items()}
        cls.ours = {
            module: deps for modules in cls.modules.values() for module, deps in modules.items()
            if module.startswith("@fusion_maintenance/")}

    @classmethod
    def _modules(cls, bundle):
        """Module → what it requires, for a bundle."""
        modules = {}
        for asset in bundle.javascripts:
            for name, deps in re.findall(r"odoo\.define\([\"']([^\"']+)[\"'],\s*\[([^\]]*)\]", asset.content):
                modules[name] = re.findall(r"[\"']([^\"']+)[\"']", deps)
        return modules

    def test_every_module_finds_what_it_requires_in_its_bundle(self):
        # One that does not silently unloads all that depend on it.
        self.assertTrue(self.ours)
        for name, modules in self.modules.items():
            for module in modules if name == BOOKING else set(modules) & set(self.ours):
                with self.subTest(bundle=name, module=module):
                    self.assertLessEqual(set(modules[module]), set(modules))

    def test_no_module_requires_itself_in_a_circle(self):
        left = dict(self.ours)
        while free := [name for name, deps in left.items() if not set(deps) & set(left)]:
            for name in free:
                del left[name]
        self.assertFalse(left, "a circle of imports is refused when the bundle is loaded")

    def test_the_core_knows_neither_odoo_nor_the_page(self):
        core = "@fusion_maintenance/core/"
        for module, deps in self.ours.items():
            if module.startswith(core):
                with self.subTest(module=module):
                    self.assertFalse([dep for dep in deps if not dep.startswith(core)])

    def test_every_component_finds_its_template(self):
        for name, bundle in self.bundles.items():
            templates = set(re.findall(r'registerTemplate\("([^"]+)"', bundle.generate_xml_bundle()))
            for asset in bundle.javascripts:
                if asset.url.startswith("/fusion_maintenance/"):
                    for template in re.findall(r'static template = "([^"]+)"', asset.content):
                        with self.subTest(bundle=name, template=template):
                            self.assertIn(template, templates)

    def test_the_public_page_carries_nothing_of_the_backend(self):
        urls = [asset.url for asset in self.bundles[BOOKING].javascripts]
        self.assertFalse([url for url in urls if "/backend/" in url or "/views/" in url or "luxon" in url])

    def test_the_public_page_is_light(self):
        bundle = self.bundles[BOOKING]
        own = "".join(asset.minify() for asset in bundle.javascripts if asset.url.startswith("/fusion_maintenance/"))
        # Our templates are a part of ours, as Odoo puts them into the script.
        own += bundle.generate_xml_bundle()
        self.assertLessEqual(self._gzipped(own), 12 * KILOBYTE)
        self.assertLessEqual(self._gzipped(bundle.js().raw.decode()), 60 * KILOBYTE)
        self.assertLessEqual(self._gzipped(bundle.css().raw.decode()), 12 * KILOBYTE)

    def test_the_styles_compile(self):
        for name, bundle in self.bundles.items():
            with self.subTest(bundle=name):
                css = bundle.preprocess_css()
                self.assertEqual(bundle.css_errors, [])
                self.assertIn(".fm-time-large", css)

    def _gzipped(self, text):
        return len(gzip.compress(text.encode(), 9))
