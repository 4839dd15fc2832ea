import { defineConfig } from "vitest/config";

const here = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
    resolve: {
        alias: [
            // Odoo's modules exist in the browser only: the tests hand in small stand-ins.
            { find: /^@web\/(.*)$/, replacement: here("./test/unit/odoo/$1.ts") },
        ],
    },
    test: {
        environment: "jsdom",
        include: ["test/unit/**/*.test.ts"],
        exclude: ["test/unit/tools/**", "node_modules/**"],
        setupFiles: ["test/unit/setup.ts"],
        // Dates are formatted in the payload's zone, whatever the machine's.
        env: { TZ: "Europe/London" },
        restoreMocks: true,
        testTimeout: 30_000, // on a busy machine
    },
});
