import { join } from "node:path";
import process from "node:process";
import { copyDatabase, dropDatabase as drop, sql } from "../../tools/lib/database.mjs";
import { odooShell as shell, startServer } from "../../tools/lib/process.mjs";
import { anyPort } from "../../tools/lib/ports.mjs";
import { testDatabase } from "../../tools/lib/templates.mjs";
import { resultsFolder, stage } from "./stage.ts";

/** A running Odoo. `kill` is kill -9, workers included; `stop` lets it end. */
export interface RunningOdoo {
    url: string;
    port: number;
    pid: number;
    db: string;
    logFile: string;
    stop(): Promise<void>;
    kill(): Promise<void>;
}

export interface OdooOptions {
    db: string;
    port?: number;
    /** Worker processes; 0 is one process with threads. */
    workers?: number;
    /** Where its mails go: `(await catchMail()).port`. */
    smtpPort?: number;
    env?: Record<string, string>;
    /** Further options of the odoo command. Cron threads are off unless `--max-cron-threads` says otherwise. */
    args?: string[];
}

let started = 0;

/** A new database with the addon and today's demo data. Gives its name; it is dropped at the end of the run. */
export async function freshDatabase(name: string): Promise<string> {
    const database = testDatabase(stage(), `${process.pid}_${name}`);
    await copyDatabase(stage().server, stage().templates.addon, database);
    return database;
}

/** Drop a database before the end of the run does. */
export async function dropDatabase(name: string): Promise<void> {
    await drop(stage().server, name);
}

/** Rows of a SELECT, as objects. */
export async function query<Row = Record<string, unknown>>(db: string, select: string): Promise<Row[]> {
    const [text] = await sql(stage().server, `SELECT coalesce(json_agg(r), '[]')::text FROM (${select}) r`, db);
    return JSON.parse(text ?? "[]") as Row[];
}

/** Run a SQL statement that gives no rows. */
export async function execute(db: string, statement: string): Promise<void> {
    await sql(stage().server, statement, db);
}

/** Start a real Odoo on a database and wait until it answers. Links in its mails point to it. */
export async function startOdoo(options: OdooOptions): Promise<RunningOdoo> {
    const { db, workers = 0, env = {}, args = [], smtpPort } = options;
    const port = options.port ?? (await anyPort());
    await execute(db, `
        DELETE FROM ir_config_parameter WHERE key IN ('web.base.url', 'web.base.url.freeze');
        INSERT INTO ir_config_parameter (key, value) VALUES
            ('web.base.url', 'http://127.0.0.1:${port}'), ('web.base.url.freeze', 'True');
        -- All the visitors of the tests come from one address.
        UPDATE ir_config_parameter SET value = '0' WHERE key LIKE 'fusion_maintenance.limit_%'`);
    started += 1;
    const logFile = join(resultsFolder(), `odoo-${db}-${started}.log`);
    const server = await startServer(stage(), {
        database: db, port, workers, env, smtpPort, logFile, args: ["--max-cron-threads=0", ...args],
    });
    return { ...server, db } as RunningOdoo;
}

/**
 * Run Python in an Odoo shell; what the code leaves in `result` comes back. `env` is there, as superuser; commit what is
 * to stay (`env.cr.commit()`).
 */
export async function odooShell<Result = unknown>(db: string, code: string, options: { smtpPort?: number } = {}): Promise<Result> {
    const args = options.smtpPort ? ["--smtp=127.0.0.1", `--smtp-port=${options.smtpPort}`] : [];
    return (await shell(stage(), db, code, { args })) as Result;
}
