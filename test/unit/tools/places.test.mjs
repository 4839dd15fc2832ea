import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder, PROJECT } from "../../../tools/lib/cache.mjs";
import { checkNode } from "../../../tools/lib/npm.mjs";
import { namesServer, serverEnvironment } from "../../../tools/lib/postgres.mjs";
import { vitestCounts } from "../../../tools/lib/vitest.mjs";

test("the cache follows XDG_CACHE_HOME", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: "/elsewhere" })).toBe("/elsewhere/fusion_maintenance");
});

test("a named PostgreSQL server is used, and reached with the person's own settings", () => {
    expect(namesServer({})).toBe(false);
    expect(namesServer({ PGHOST: "/run/postgresql" })).toBe(true);
    expect(serverEnvironment({ own: false, env: {} }, { PGHOST: "x", PGPASSWORD: "y" })).toEqual({ PGHOST: "x", PGPASSWORD: "y" });
});

test("our own cluster is not mixed up with settings meant for another", () => {
    const seen = serverEnvironment({ own: true, env: { PGHOST: "/s", PGPORT: "5432", PGUSER: "odoo" } }, { HOME: "/h", PGPASSWORD: "y", PGDATABASE: "z" });
    expect(seen).toEqual({ HOME: "/h", PGHOST: "/s", PGPORT: "5432", PGUSER: "odoo" });
});

test("an old Node.js is refused in a sentence", () => {
    expect(() => checkNode("20.18.1")).toThrow(/Node\.js 20\.18\.1 is too old: install Node\.js 20\.19 or newer\./);
    expect(() => checkNode("20.19.0")).not.toThrow();
    expect(() => checkNode("22.0.0")).not.toThrow();
});

test("a test file that cannot be read counts as a failure", () => {
    const report = {
        numPassedTests: 4, numFailedTests: 1, numPendingTests: 2,
        testResults: [
            { status: "failed", assertionResults: [] },
            { status: "failed", assertionResults: [{ status: "failed" }] },
            { status: "passed", assertionResults: [{ status: "passed" }] },
        ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test("no host name is written in the tools", async () => {
    const entries = await readdir(join(PROJECT, "tools"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
        const hosts = [...(await readFile(file, "utf8")).matchAll(/[a-z]+:\/\/([\w.-]+\.[a-z]{2,}|localhost)/gi)].map(([url]) => url);
        expect(hosts, file).toEqual([]);
    }
});
