#!/usr/bin/python3
"""Run the tests of addon/fusion_maintenance/core without Odoo, in seconds.

    python3 tools/core_tests.py [-v] [-k PATTERN]     FUSION_CASES=100000 for ten times the cases
"""
import argparse
import importlib
import importlib.util
import os
import sys
import types
import unittest
from pathlib import Path

ADDON = Path(__file__).resolve().parents[1] / "addon" / "fusion_maintenance"
SYSTEM_PYTHON = "/usr/bin/python3"


def open_addon():
    """Make the addon's core and tests importable, without the addon's own ``__init__``, which needs Odoo.

    Odoo itself is barred: should core come to import it, these tests fail.
    """
    sys.modules["odoo"] = None
    for name, folder in (("fusion_maintenance", ADDON), ("fusion_maintenance.tests", ADDON / "tests")):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def use_a_python_with(*needed):
    """Go on in the system's Python if this one (a pyenv's, say) lacks what is needed."""
    missing = [name for name in needed if not importlib.util.find_spec(name)]
    if missing and Path(sys.prefix) != Path("/usr") and Path(SYSTEM_PYTHON).exists():
        os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
    if "vobject" in missing:
        sys.exit("The Python package vobject is missing: apt install python3-vobject")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("-v", "--verbose", action="store_true")
    options.add_argument("-k", metavar="PATTERN", action="append", help="only tests whose name contains this")
    chosen = options.parse_args()
    use_a_python_with("hypothesis", "vobject")
    open_addon()
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{pattern}*" for pattern in chosen.k] if chosen.k else None
    suite = unittest.TestSuite(
        loader.loadTestsFromModule(importlib.import_module(f"fusion_maintenance.tests.{path.stem}"))
        for path in sorted((ADDON / "tests").glob("test_core_*.py")))
    result = unittest.TextTestRunner(verbosity=2 if chosen.verbose else 1).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed")
    sys.exit(0 if result.testsRun and not failed else 1)


if __name__ == "__main__":
    main()
