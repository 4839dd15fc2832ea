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

// Two at once, on a database each: those that ask over HTTP, and the others.
const PARTS = [
    { name: "pages", tags: `fc_page/${ADDON}` },
    { name: "models", tags: `/${ADDON},-fc_page` },
];

async function testArguments(tags) {
    const ports = [`--http-port=${await anyPort()}`, `--gevent-port=${await anyPort()}`];
    return ["-i", ADDON, "--test-tags", tags, `--http-interface=${LOOPBACK}`, ...ports];
}

function counter(detail) {
    let begun = 0;
    return (line) => {
        if (!/: Starting Test\w*\.test_/.test(line)) return;
        begun += 1;
        detail(`${begun} tests begun`);
    };
}

function countsOf({ name, said }) {
    show(said.output);
    const counts = testCounts(said.output);
    if (said.timedOut) console.log(`    ${name}: not finished within ${LIMIT / 60_000} minutes: stopped.`);
    if (!counts) {
        console.log(`    ${name}: Odoo did not come to the tests: ${whyItFailed(said.output) || said.output.split("\n").at(-1)}`);
        return { passed: 0, failed: 1 };
    }
    // It failed without naming a test, or found none.
    if (!counts.failed && (said.code !== 0 || !counts.passed)) {
        console.log(`    ${name}: no test failed, yet the run did: ${whyItFailed(said.output) || "no test was found"}`);
        counts.failed = 1;
    }
    return counts;
}

/** The addon's Python tests, while it is installed without demo data into databases of their own. */
export const python = {
    name: "python",
    needs: "base",
    packages: [...PYTHON_TEST_PACKAGES, ...BROWSER_PACKAGES],
    async run({ stage, templates, results }) {
        const database = ({ name }) => testDatabase(stage, `python_${name}`);
        for (const part of PARTS) await copyDatabase(stage.server, templates.base, database(part));
        const done = await step("Python tests", `the logs are ${join(results, "python-*.log")}`, (detail) => {
            const onLine = counter(detail);
            return Promise.all(PARTS.map(async (part) => {
                const options = { onLine, logFile: join(results, `python-${part.name}.log`), timeout: LIMIT };
                const said = await runOdoo(stage, database(part), await testArguments(part.tags), options);
                await dropDatabase(stage.server, database(part));
                return { name: part.name, said };
            }));
        });
        const counts = done.map(countsOf);
        return {
            passed: counts.reduce((sum, { passed }) => sum + passed, 0),
            failed: counts.reduce((sum, { failed }) => sum + failed, 0),
        };
    },
};
