import doctest
import pkgutil
from importlib import import_module

from .. import core
from .core_case import CoreCase


class TestCoreDoctests(CoreCase):

    def test_every_example_in_core_is_true(self):
        """The worked examples in the docstrings are what the functions answer, and every module has some."""
        for module_info in pkgutil.iter_modules(core.__path__):
            module = import_module(f"{core.__name__}.{module_info.name}")
            examples = 0
            for example in doctest.DocTestFinder(exclude_empty=True).find(module):
                with self.subTest(example=example.name):
                    said = []
                    doctest.DocTestRunner(verbose=False).run(example, out=said.append)
                    self.assertFalse(said, "".join(said))
                    examples += len(example.examples)
            self.assertTrue(examples, f"{module.__name__} has no worked example.")
