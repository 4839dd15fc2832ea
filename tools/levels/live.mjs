import { access } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../lib/cache.mjs";
import { BROWSER_PACKAGES } from "../lib/packages.mjs";
import { runVitest } from "../lib/vitest.mjs";

const LIMIT = 60 * 60_000; // it took 16 minutes, and machines are three times as slow at times

const exists = (path) => access(path).then(() => true, () => false);

function live(name, folder, packages) {
    return {
        name,
        packages,
        needs: "addon",
        isThere: () => exists(join(PROJECT, "test", folder)),
        async run({ stage, templates, results }) {
            const env = { FM_LEVEL: folder, FM_STAGE: JSON.stringify({ ...stage, templates }), FM_RESULTS: results };
            const args = process.env.FM_FILES?.split(" ") ?? [];
            return runVitest("test/support/live.config.ts", join(results, `${name}.json`), { env, args, timeout: LIMIT });
        },
    };
}

/** Tests in a real browser on a real Odoo. */
export const browser = live("browser", "e2e", BROWSER_PACKAGES);

/** Many clients at once on a real Odoo: a short round of each storm. */
export const storm = live("storm", "storm", []);
