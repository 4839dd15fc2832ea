import type { TestProject } from "vitest/node";
import { anyPort } from "../../tools/lib/ports.mjs";
import { dropDatabase, execute, freshDatabase, startOdoo } from "../support/index.ts";
import type { Place } from "./support/stand.ts";

// The mail queue runs by itself, as for a client; the other jobs run when a test lets a day begin.
const ONLY_MAILS = `
    UPDATE ir_cron SET active = FALSE WHERE id NOT IN (
        SELECT res_id FROM ir_model_data WHERE module = 'mail' AND name = 'ir_cron_mail_scheduler_action')`;

/** Vitest's global set-up: one Odoo for all browser tests, which run one after the other. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
    const db = await freshDatabase("e2e");
    const smtpPort = await anyPort();
    await execute(db, ONLY_MAILS);
    const odoo = await startOdoo({ db, smtpPort, args: ["--max-cron-threads=1"] });
    const place: Place = { url: odoo.url, db, smtpPort };
    project.provide("place", place);
    return async () => {
        await odoo.stop();
        await dropDatabase(db);
    };
}
