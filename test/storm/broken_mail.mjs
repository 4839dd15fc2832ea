import { sql } from "../../tools/lib/database.mjs";
import { sink } from "../bench/sink.mjs";
import { makeDue, makeReminderScene, outbox, wakeUntil } from "./reminder_scene.mjs";
import { startThreaded } from "./servers.mjs";

const BROKEN = "R7-00003";
const FAILED = `
    SELECT contract.serial || '|' || COALESCE(reminder.reason, '') FROM fusion_maintenance_reminder reminder
      JOIN fusion_maintenance_contract contract ON contract.id = reminder.contract_id WHERE reminder.state = 'failed'`;
const JOB = `
    SELECT failure_count, active, lastcall > now() AT TIME ZONE 'UTC' - interval '1 hour' FROM ir_cron
     WHERE id = (SELECT res_id FROM ir_model_data WHERE module = 'fusion_maintenance' AND name = 'cron_send_reminders')`;

/**
 * R8: so many clients are due, and the template that a manager has edited fails on one of them.
 * Gives what the outbox and the mail server hold: `{ clients, sent, reason, once, isTheOne, isDone }`.
 */
export async function brokenMail(stage, clients) {
    const { database, addresses } = await makeReminderScene(stage, clients, BROKEN);
    const mails = await sink();
    await makeDue(stage, database);
    const server = await startThreaded(stage, database, { smtpPort: mails.port, crons: 2 });
    await wakeUntil(stage, database, async () => (await outbox(stage, database)).sent >= clients - 1);
    await server.stop();
    await mails.stop();
    const failed = (await sql(stage.server, FAILED, database)).map((line) => line.split("|"));
    const [job] = await sql(stage.server, JOB, database);
    const received = addresses.map((address) => mails.to(address));
    return {
        clients, sent: (await outbox(stage, database)).sent, reason: failed[0]?.[1] ?? "",
        once: received.filter((count) => count === 1).length, isTheOne: failed.length === 1 && failed[0][0] === BROKEN,
        isDone: job === "0|t|t",
    };
}
