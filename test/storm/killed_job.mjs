import { readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { copyDatabase, sql } from "../../tools/lib/database.mjs";
import { odooShell } from "../../tools/lib/process.mjs";
import { testDatabase } from "../../tools/lib/templates.mjs";
import { sink } from "../bench/sink.mjs";
import { startThreaded } from "./servers.mjs";

/** How many clients there are to remind for each kill. */
export const REMINDED_PER_KILL = 30;
const LONGEST = 2_500;
const PATIENCE = 300_000;

// Both jobs are due now, and no earlier kill counts against them: after three Odoo waits for the next hour.
const DUE = `
    DELETE FROM ir_cron_progress;
    UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute', failure_count = 0, first_failure_date = NULL`;
const ROWS = `
    SELECT count(*), count(*) FILTER (WHERE state = 'sent'),
           count(*) - count(DISTINCT (contract_id, due_date, band)) FROM fusion_maintenance_reminder
     WHERE contract_id IN (SELECT id FROM fusion_maintenance_contract WHERE serial LIKE 'R7-%')`;

async function outbox(stage, database) {
    const [rows, sent, twice] = (await sql(stage.server, ROWS, database))[0].split("|").map(Number);
    return { rows, sent, twice };
}

async function makeScene(stage, clients) {
    const database = testDatabase(stage, `${process.pid}_reminders`);
    await copyDatabase(stage.server, stage.templates.addon, database);
    const program = await readFile(new URL("reminders.py", import.meta.url), "utf8");
    return { database, addresses: await odooShell(stage, database, `clients = ${clients}\n${program}`) };
}

// Wakes the scheduler until what is to happen has happened.
async function wakeUntil(stage, database, done) {
    const latest = Date.now() + PATIENCE;
    while (!(await done())) {
        if (Date.now() > latest) throw new Error("The jobs did not come to an end.");
        await sql(stage.server, `NOTIFY cron_trigger, '${database}'`);
        await pause(150);
    }
}

// A server runs the jobs and dies at a random moment after they have begun. Gives what was done by then.
async function runAndKill(stage, database, mails) {
    await sql(stage.server, DUE, database);
    const before = { mails: mails.count(), ...(await outbox(stage, database)) };
    const server = await startThreaded(stage, database, { smtpPort: mails.port, crons: 2 });
    await wakeUntil(stage, database, async () => mails.count() > before.mails || (await outbox(stage, database)).rows > before.rows);
    await pause(Math.random() * LONGEST);
    await server.kill();
    const after = await outbox(stage, database);
    return { midway: after.sent < after.rows || after.rows < before.rows + REMINDED_PER_KILL, logFile: server.logFile };
}

/**
 * R7: the jobs that remind and that send die by `kill -9`, again and again, and then run to their end.
 * Gives what the outbox holds and what the mail server received.
 */
export async function killedJob(stage, kills) {
    const { database, addresses } = await makeScene(stage, REMINDED_PER_KILL * kills);
    const mails = await sink();
    let midway = 0;
    for (let kill = 0; kill < kills; kill += 1) midway += (await runAndKill(stage, database, mails)).midway ? 1 : 0;
    await sql(stage.server, DUE, database);
    const server = await startThreaded(stage, database, { smtpPort: mails.port, crons: 2 });
    await wakeUntil(stage, database, async () => (await outbox(stage, database)).sent >= addresses.length);
    await server.stop();
    await mails.stop();
    const found = await outbox(stage, database);
    const received = addresses.map((address) => mails.to(address));
    return {
        kills, midway, clients: addresses.length, ...found,
        never: received.filter((count) => count === 0).length,
        repeated: mails.count() - addresses.length,
    };
}
