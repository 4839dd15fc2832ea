import { join } from "node:path";
import { runVitest } from "../lib/vitest.mjs";

const LIMIT = 10 * 60_000;

/** Unit tests: the front end's, and those of these tools. */
export const unit = {
    name: "unit",
    async run({ results }) {
        const frontEnd = await runVitest("vitest.config.ts", join(results, "unit.json"), { timeout: LIMIT });
        const tools = await runVitest("tools/vitest.config.mjs", join(results, "tools.json"), { timeout: LIMIT });
        const sum = (key) => (frontEnd[key] ?? 0) + (tools[key] ?? 0);
        return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
    },
};
