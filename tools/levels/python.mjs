import { join } from "node:path";
import { ADDON } from "../lib/addon.mjs";
import { copyDatabase, dropDatabase } from "../lib/database.mjs";
import { failedTests, testCounts, whyItFailed } from "../lib/odoolog.mjs";
import { BROWSER_PACKAGES, PYTHON_TEST_PACKAGES } from "../lib/packages.mjs";
import { anyPort, LOOPBACK } from "../lib/ports.mjs";
import { runOdoo } from "../lib/process.mjs";
import { step } from "../lib/progress.mjs";
import { testDatabase } from "../lib/templates.mjs";

const LIMIT = 40 * 60_000;
const LONGEST_TRACE = 60;

function show(log) {
    for (const test of failedTests(log)) console.log(test.split("\n").slice(0, LONGEST_TRACE).map((line) => `    ${line}`).join("\n"));
}

async function testArguments() {
    const ports = [`--http-port=${await anyPort()}`, `--gevent-port=${await anyPort()}`];
    return ["-i", ADDON, "--test-tags", `/${ADDON}`, `--http-interface=${LOOPBACK}`, ...ports];
}

function counter(detail) {
    let begun = 0;
    return (line) => {
        if (!/: Starting Test\w*\.test_/.test(line)) return;
        begun += 1;
        detail(`${begun} tests begun`);
    };
}

/** The addon's Python tests, while it is installed without demo data into a database of its own. */
export const python = {
    name: "python",
    needs: "base",
    packages: [...PYTHON_TEST_PACKAGES, ...BROWSER_PACKAGES],
    async run({ stage, templates, results }) {
        const database = testDatabase(stage, "python");
        const logFile = join(results, "python.log");
        await copyDatabase(stage.server, templates.base, database);
        const said = await step("Python tests", `the log is ${logFile}`, async (detail) =>
            runOdoo(stage, database, await testArguments(), { detail, onLine: counter(detail), logFile, timeout: LIMIT }));
        await dropDatabase(stage.server, database);
        show(said.output);
        const counts = testCounts(said.output);
        if (said.timedOut) console.log(`    Not finished within ${LIMIT / 60_000} minutes: stopped.`);
        if (!counts) {
            console.log(`    Odoo did not come to the tests: ${whyItFailed(said.output) || said.output.split("\n").at(-1)}`);
            return { passed: 0, failed: 1 };
        }
        // It failed without naming a test, or found none.
        if (!counts.failed && (said.code !== 0 || !counts.passed)) {
            console.log(`    No test failed, yet the run did: ${whyItFailed(said.output) || "no test was found"}`);
            counts.failed = 1;
        }
        return counts;
    },
};
