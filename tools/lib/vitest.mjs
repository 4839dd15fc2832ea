import { join } from "node:path";
import process from "node:process";
import { rm } from "node:fs/promises";
import { PROJECT, readJson } from "./cache.mjs";
import { run } from "./run.mjs";

const PROGRAM = join(PROJECT, "node_modules/vitest/vitest.mjs");

const colours = () => (process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" });

/** How many tests of a vitest JSON report passed and failed; a file that could not even be read counts as one failure. */
export function vitestCounts(report) {
    const broken = report.testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"));
    return {
        passed: report.numPassedTests,
        failed: report.numFailedTests + broken.length,
        skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    };
}

/** Run vitest with a configuration, showing what it prints. A run without a report or without a test is a failure. */
export async function runVitest(config, report, { env = {}, timeout, args = [] } = {}) {
    await rm(report, { force: true });
    const all = [PROGRAM, "run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args];
    const said = await run(process.execPath, all, {
        cwd: PROJECT, env: { ...process.env, ...colours(), ...env }, timeout, onLine: (line) => console.log(`    ${line}`),
    });
    const found = await readJson(report);
    if (said.timedOut) console.log(`    Not finished within ${Math.round(timeout / 60_000)} minutes: stopped.`);
    if (!found) return { passed: 0, failed: 1 };
    const counts = vitestCounts(found);
    // It failed without naming a test: no test found, or an error outside of them.
    if (!counts.failed && (said.code !== 0 || !counts.passed)) counts.failed = 1;
    return counts;
}
