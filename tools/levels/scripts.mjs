import { join } from "node:path";
import process from "node:process";
import { PROJECT } from "../lib/cache.mjs";
import { npm } from "../lib/npm.mjs";
import { run } from "../lib/run.mjs";

function verdict(said) {
    if (said.code === 0) return { passed: 1, failed: 0 };
    console.log(said.output.split("\n").map((line) => `    ${line}`).join("\n"));
    return { passed: 0, failed: 1 };
}

const script = (name) => async () => verdict(await npm(["run", "--silent", name]));

const node = (...args) => run(process.execPath, args, { cwd: PROJECT });

/** The types of the sources, and those of the tests against a running Odoo. */
export const types = {
    name: "types",
    async run() {
        const sources = await script("types")();
        const tests = verdict(await node(join(PROJECT, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", "test"));
        return { passed: sources.passed + tests.passed, failed: sources.failed + tests.failed };
    },
};

/** The linter. */
export const lint = { name: "lint", run: script("lint") };

/** The committed front end is what the sources build to. */
export const build = {
    name: "build",
    run: async () => verdict(await node("build.mjs", "--check")),
};
