import { sql } from "../../tools/lib/database.mjs";
import { atMost, beside, exactly, quantile } from "./figures.mjs";
import { sink } from "./sink.mjs";
import { inShell } from "./shell.mjs";
import { startServer } from "../../tools/lib/process.mjs";
import { inCache } from "../../tools/lib/cache.mjs";

const LEAVE_WITHIN = 300;
const PATIENCE = 900;
const QUEUE = "SELECT count(*) FROM mail_mail WHERE state = 'outgoing'";
const UNSENT = "SELECT count(*) FROM fusion_maintenance_reminder WHERE state IN ('queued', 'failed')";

function jobRows({ contracts, due, made, mails, job, bare }) {
    return [
        beside("P8", "contracts, and due of them", `${contracts} and ${due}`),
        exactly("P8", "reminders made", made, due),
        beside("P8", "mails queued", mails),
        beside("P8", "the job", job.seconds, "s"),
        beside("P8", "a bare send_mail_batch of as many", bare, "s"),
        atMost("P8", "the job / the bare batch", job.seconds / bare, 1.7),
        atMost("P8", "queries a mail", job.queries / mails, 2),
        atMost("P8", "the longest transaction", job.longest, 5, "s"),
    ];
}

const againRows = ({ again }) => [
    atMost("P9", "the job again that day: median", quantile(again, 0.5), 50, "ms"),
    beside("P9", "the job again that day: slowest of five", Math.max(...again), "ms"),
];

const memoryRows = ({ job }) => [atMost("P12", "memory that the job of P8 took", job.grown, 100, "MB")];

// What is queued leaves by the real scheduler, as a server runs it.
async function queueRows(stage, database) {
    const [waiting] = (await sql(stage.server, QUEUE, database)).map(Number);
    await sql(stage.server, "UPDATE ir_cron SET active = false WHERE id NOT IN (SELECT res_id FROM ir_model_data WHERE module = 'mail' AND name = 'ir_cron_mail_scheduler_action')", database);
    const mails = await sink();
    const server = await startServer(stage, {
        database, args: ["--max-cron-threads=1", "--log-level=warn"], smtpPort: mails.port, logFile: inCache("logs", "bench-queue.log"),
    });
    const seconds = await mails.taken(waiting, PATIENCE);
    await server.stop();
    await mails.stop();
    const [unsent] = (await sql(stage.server, UNSENT, database)).map(Number);
    return [
        exactly("P11", "mails that left, of those queued", mails.count(), waiting),
        exactly("P11", "reminders that are not marked as sent", unsent, 0),
        atMost("P11", "from the first to the last", seconds, LEAVE_WITHIN, "s"),
    ];
}

/** P8, P9, P11 and P12: what is due today, the same again, and how the mails leave. Gives rows. */
export async function reminders(stage, database, { names }) {
    const found = await inShell(stage, database, "reminders.py", { bare: names.includes("p8"), again: names.includes("p9") });
    return [
        ...(names.includes("p8") ? jobRows(found) : []),
        ...(names.includes("p9") ? againRows(found) : []),
        ...(names.includes("p12") ? memoryRows(found) : []),
        ...(names.includes("p11") ? await queueRows(stage, database) : []),
    ];
}
