import type { TestProject } from "vitest/node";
import { anyPort } from "../../tools/lib/ports.mjs";
import { dropDatabase, execute, freshDatabase, startOdoo } from "../support/index.ts";
import type { Place } from "./support/stand.ts";

// The mail queue runs by itself, as for a client; the other jobs run when a test lets a day begin.
const ONLY_MAILS = `
    UPDATE ir_cron SET active = FALSE WHERE id NOT IN (
        SELECT res_id FROM ir_model_data WHERE module = 'mail' AND name = 'ir_cron_mail_scheduler_action')`;

/** A new Odoo with a database and a mail server's port of its own. */
async function openPlace(name: string): Promise<{ place: Place; close: () => Promise<void> }> {
    const db = await freshDatabase(name);
    const smtpPort = await anyPort();
    await execute(db, ONLY_MAILS);
    const odoo = await startOdoo({ db, smtpPort, args: ["--max-cron-threads=1"] });
    return {
        place: { url: odoo.url, db, smtpPort },
        close: async () => {
            await odoo.stop();
            await dropDatabase(db);
        },
    };
}

/** Vitest's global set-up: an Odoo for each of the workers, whose files run one after the other. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
    const opened: Awaited<ReturnType<typeof openPlace>>[] = [];
    for (let worker = 1; worker <= project.config.maxWorkers; worker += 1) opened.push(await openPlace(`e2e_${worker}`));
    project.provide("places", opened.map(({ place }) => place));
    return async () => {
        for (const { close } of opened) await close();
    };
}
