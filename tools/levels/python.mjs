import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ADDON } from "../lib/addon.mjs";
import { PROJECT } from "../lib/cache.mjs";
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

const TESTS = join(PROJECT, "addon", ADDON, "tests");
const PARTS = 2;

/** The test classes in as many parts of about as many tests, for runs at the same time: lists of class names. */
async function parts() {
    const files = (await readdir(TESTS)).filter((name) => /^test_.*\.py$/.test(name));
    const read = await Promise.all(files.map(async (name) => {
        const text = await readFile(join(TESTS, name), "utf8");
        const classes = [...text.matchAll(/^class (\w+)\(/gm)].map(([, one]) => one);
        return { classes, tests: [...text.matchAll(/^ +def test_/gm)].length };
    }));
    const found = Array.from({ length: PARTS }, () => ({ classes: [], tests: 0 }));
    for (const { classes, tests } of read.sort((a, b) => b.tests - a.tests)) {
        const least = found.reduce((one, other) => (other.tests < one.tests ? other : one));
        least.classes.push(...classes);
        least.tests += tests;
    }
    return found.map(({ classes }, index) => ({ name: String(index + 1), tags: classes.map((one) => `/${ADDON}:${one}`).join(",") }));
}

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
        const all = await parts();
        for (const part of all) await copyDatabase(stage.server, templates.base, database(part));
        const done = await step("Python tests", `the logs are ${join(results, "python-*.log")}`, (detail) => {
            const onLine = counter(detail);
            return Promise.all(all.map(async (part) => {
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
