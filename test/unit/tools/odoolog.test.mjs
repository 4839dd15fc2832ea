import { describe, expect, test } from "vitest";
import { aptProgress } from "../../../tools/lib/apt.mjs";
import { complaints, failedTests, installProgress, testCounts, whyItFailed } from "../../../tools/lib/odoolog.mjs";

const line = (level, logger, message) => `2026-11-22 03:00:00,123 42 ${level} db odoo.${logger}: ${message}`;

describe("counting tests", () => {
    test("failures and errors are failed, the rest passed", () => {
        const log = line("ERROR", "service.server", "2 failed, 1 error(s) of 120 tests when loading database 'db'");
        expect(testCounts(log)).toEqual({ passed: 117, failed: 3 });
    });

    test("only the last line counts", () => {
        const log = [3, 40].map((all) => line("INFO", "service.server", `0 failed, 0 error(s) of ${all} tests when loading database 'db'`));
        expect(testCounts(log.join("\n"))).toEqual({ passed: 40, failed: 0 });
    });

    test("a set-up that failed for a whole class gives no negative number", () => {
        const log = line("ERROR", "service.server", "0 failed, 1 error(s) of 0 tests when loading database 'db'");
        expect(testCounts(log)).toEqual({ passed: 0, failed: 1 });
    });

    test("a run that never came to the tests has no counts", () => {
        expect(testCounts(line("CRITICAL", "service.server", "Failed to initialize database `db`."))).toBeNull();
    });
});

describe("telling why", () => {
    const refused = [
        line("INFO", "modules.loading", "Loading module fusion_maintenance (82/82)"),
        line("CRITICAL", "service.server", "Failed to initialize database `db`."),
        "Traceback (most recent call last):",
        '  File "convert.py", line 600, in _tag_root',
        "    raise ParseError(",
        "odoo.tools.convert.ParseError: while parsing /addon/views/menus.xml:3, somewhere inside",
        '<menuitem id="menu"/>',
    ].join("\n");

    test("an installation that failed is told in Odoo's words", () => {
        expect(whyItFailed(refused)).toBe("odoo.tools.convert.ParseError: while parsing /addon/views/menus.xml:3, somewhere inside");
    });

    test("demo data that Odoo only warns about is a failure here", () => {
        const log = [
            line("WARNING", "modules.loading", "Module fusion_maintenance demo data failed to install, installed without demo data"),
            "Traceback (most recent call last):",
            "ValueError: External ID not found in the system: fusion_maintenance.policy_walker",
        ].join("\n");
        expect(whyItFailed(log)).toBe("The demo data was refused: ValueError: External ID not found in the system: fusion_maintenance.policy_walker");
    });

    test("a clean log says nothing", () => {
        expect(whyItFailed(line("WARNING", "modules", "something harmless"))).toBe("");
    });

    test("each failing test comes with its traceback", () => {
        const log = [
            line("INFO", "addons.x", "Starting TestBands.test_newest …"),
            line("ERROR", "addons.x", "FAIL: TestBands.test_newest"),
            "Traceback (most recent call last):",
            "AssertionError: 30 != 7",
            line("INFO", "addons.x", "Starting TestBands.test_other …"),
        ].join("\n");
        expect(failedTests(log)).toEqual(["FAIL: TestBands.test_newest\nTraceback (most recent call last):\nAssertionError: 30 != 7"]);
    });
});

test("a complaint about our addon is told with the lines that name it, others' are not told", () => {
    const log = [
        line("ERROR", "addons.test_lint", "FAIL: TestPyLint.test_pylint"),
        "Traceback (most recent call last):",
        '  File "/somewhere/fusion_maintenance/x.py", line 1',
        "AssertionError: pylint test failed:",
        "Raise inside unlink override. (E8503) at addon/fusion_maintenance/models/access.py:52",
        line("WARNING", "addons.test_lint", "something about sale"),
    ].join("\n");
    expect(complaints(log, "fusion_maintenance")).toEqual([
        "FAIL: TestPyLint.test_pylint Raise inside unlink override. (E8503) at addon/fusion_maintenance/models/access.py:52",
    ]);
});

test("what apt-get is doing", () => {
    expect(aptProgress("Get:12 http://mirror.example bookworm/main amd64 python3-babel all 2.10.3 [103 kB]")).toBe("fetching python3-babel");
    expect(aptProgress("Setting up postgresql-15 (15.12-0+deb12u2) ...")).toBe("setting up postgresql-15");
    expect(aptProgress("Reading package lists...")).toBe("");
});

test("how far an installation is", () => {
    expect(installProgress(line("INFO", "modules.loading", "Loading module sale (45/120)"))).toBe("module 45 of 120 (sale)");
    expect(installProgress(line("INFO", "modules.loading", "loading fusion_maintenance/demo/people.xml "))).toBe("reading demo/people.xml");
    expect(installProgress("anything else")).toBe("");
});
