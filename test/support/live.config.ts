import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const level = process.env["FM_LEVEL"];
const folders = level ? [level] : ["e2e", "storm"];
// The stage first, then what a folder's tests share.
const setups = [here("setup.ts"), ...folders.map((folder) => here(`../${folder}/setup.ts`)).filter((path) => existsSync(path))];

// In the browser the machine waits for one thing at a time; a storm wants all of it.
const workers = level === "e2e" ? 2 : 1;

// Tests against a running Odoo (test/e2e, test/storm), with time to start servers.
export default defineConfig({
    test: {
        root: here("../.."),
        include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
        globalSetup: setups,
        environment: "node",
        pool: "forks",
        fileParallelism: workers > 1,
        maxWorkers: workers,
        // A storm takes five times as long on a machine whose host is busy; each request gives up by itself long before.
        testTimeout: 900_000,
        hookTimeout: 300_000,
        teardownTimeout: 60_000,
        expect: { poll: { timeout: 150_000 } },
    },
});
