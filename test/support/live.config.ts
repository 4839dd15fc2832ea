import process from "node:process";
import { defineConfig } from "vitest/config";

// Tests against a running Odoo (test/e2e, test/storm): one file after the other, with time to start servers.
export default defineConfig({
    test: {
        root: new URL("../..", import.meta.url).pathname,
        include: [`test/${process.env["FM_LEVEL"] ?? "{e2e,storm}"}/**/*.test.ts`],
        globalSetup: [new URL("setup.ts", import.meta.url).pathname],
        environment: "node",
        pool: "forks",
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 180_000,
        teardownTimeout: 60_000,
    },
});
