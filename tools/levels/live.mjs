import { access } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "../lib/cache.mjs";
import { BROWSER_PACKAGES } from "../lib/packages.mjs";
import { runVitest } from "../lib/vitest.mjs";

const LIMIT = 40 * 60_000;

const exists = (path) => access(path).then(() => true, () => false);

function live(name, folder, packages) {
    return {
        name,
        packages,
        needs: "addon",
        isThere: () => exists(join(PROJECT, "test", folder)),
        async run({ stage, templates, results, long }) {
            const env = {
                FM_LEVEL: folder, FM_STAGE: JSON.stringify({ ...stage, templates }), FM_RESULTS: results,
                ...(long ? { FM_LONG: "1" } : {}),
            };
            return runVitest("test/support/live.config.ts", join(results, `${name}.json`), { env, timeout: long ? 0 : LIMIT });
        },
    };
}

/** Tests in a real browser on a real Odoo. */
export const browser = live("browser", "e2e", BROWSER_PACKAGES);

/** Many clients at once on a real Odoo; short ones, unless `--long` is given. */
export const storm = live("storm", "storm", []);
