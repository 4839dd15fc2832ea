import { readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { copyDatabase, sql } from "../../tools/lib/database.mjs";
import { odooShell } from "../../tools/lib/process.mjs";
import { testDatabase } from "../../tools/lib/templates.mjs";

const PATIENCE = 300_000;

// Both jobs are due now, and no earlier kill counts against them: after three Odoo waits for the next hour.
const DUE = `
    DELETE FROM ir_cron_progress;
    UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute', failure_count = 0, first_failure_date = NULL`;
const ROWS = `
    SELECT count(*), count(*) FILTER (WHERE state = 'sent'),
           count(*) - count(DISTINCT (contract_id, due_date, band)) FROM fusion_maintenance_reminder
     WHERE contract_id IN (SELECT id FROM fusion_maintenance_contract WHERE serial LIKE 'R7-%')`;

/**
 * A database with so many clients to remind, and jobs that do nothing else. Gives `{ database, addresses }`.
 * @param {any} stage
 * @param {number} clients
 * @param {string} [broken] the serial number of the one whose mail cannot be made
 */
export async function makeReminderScene(stage, clients, broken = "") {
    const database = testDatabase(stage, `${process.pid}_reminders${broken && "_broken"}`);
    await copyDatabase(stage.server, stage.templates.addon, database);
    const program = await readFile(new URL("reminders.py", import.meta.url), "utf8");
    return { database, addresses: await odooShell(stage, database, `clients = ${clients}\nbroken = "${broken}"\n${program}`) };
}

/** Let both jobs be due now. */
export const makeDue = (stage, database) => sql(stage.server, DUE, database);

/** What the outbox holds: `{ rows, sent, twice }`, the last one the rows beyond one for a band. */
export async function outbox(stage, database) {
    const [rows, sent, twice] = (await sql(stage.server, ROWS, database))[0].split("|").map(Number);
    return { rows, sent, twice };
}

/** Wake the scheduler until what is to happen has happened. */
export async function wakeUntil(stage, database, done) {
    const latest = Date.now() + PATIENCE;
    while (!(await done())) {
        if (Date.now() > latest) throw new Error("The jobs did not come to an end.");
        await sql(stage.server, `NOTIFY cron_trigger, '${database}'`);
        await pause(150);
    }
}
