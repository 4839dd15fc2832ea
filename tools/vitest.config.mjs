import { defineConfig } from "vitest/config";

// The tools' own unit tests: plain Node, no DOM.
export default defineConfig({
    test: {
        root: new URL("..", import.meta.url).pathname,
        include: ["test/unit/tools/**/*.test.mjs"],
        environment: "node",
    },
});
