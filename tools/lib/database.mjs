import { cp, mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inCache } from "./cache.mjs";
import { Stop } from "./errors.mjs";
import { serverEnvironment } from "./postgres.mjs";
import { must, run } from "./run.mjs";

const BUSY = /is being accessed by other users/;
const PATIENCE = 60;

/** Where Odoo keeps its files: attachments of every database, sessions. */
export const dataFolder = () => inCache("data");

const files = (name) => join(dataFolder(), "filestore", name);

function checked(name) {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Stop(`"${name}" cannot name a database here: small letters, digits and _ only.`);
    return name;
}

const psqlArgs = (database, sql) => ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql];

/** Run one SQL statement. Gives the rows as lines of text. */
export async function sql(server, statement, database = "postgres") {
    const said = await must("The database refused a statement.", "psql", psqlArgs(database, statement), { env: serverEnvironment(server) });
    return said.stdout.split("\n").filter(Boolean);
}

/** The notes of the databases whose name begins with `prefix`: a Map of name to what was noted (or {}). */
export async function databases(server, prefix) {
    const rows = await sql(server, `SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname ^@ '${prefix}'`);
    return new Map(rows.map((row) => {
        const [name, note] = row.split(/\|(.*)/s);
        try {
            return [name, JSON.parse(note)];
        } catch {
            return [name, {}];
        }
    }));
}

/** Note something with a database, to be read by `databases`. */
export async function note(server, name, value) {
    const text = JSON.stringify(value).replaceAll("'", "''");
    await sql(server, `COMMENT ON DATABASE ${checked(name)} IS '${text}'`);
}

/** Whether there is a database of this name. */
export async function hasDatabase(server, name) {
    return (await databases(server, checked(name))).has(name);
}

/** Drop a database and its files; nothing happens when there is none. Whoever is connected is thrown out. */
export async function dropDatabase(server, name) {
    await sql(server, `DROP DATABASE IF EXISTS ${checked(name)} WITH (FORCE)`);
    await rm(files(name), { recursive: true, force: true });
}

/** Copy a database with its files (which never change once written, so they are linked). */
export async function copyDatabase(server, template, name) {
    const statement = `CREATE DATABASE ${checked(name)} TEMPLATE ${checked(template)}`;
    for (let attempt = 1; ; attempt += 1) {
        const said = await run("psql", psqlArgs("postgres", statement), { env: serverEnvironment(server) });
        if (said.code === 0) break;
        // Another run is copying it this very moment.
        if (!BUSY.test(said.output) || attempt > PATIENCE) throw new Stop(`The database ${name} could not be made: ${said.output.trim().split("\n").at(-1)}`);
        await pause(500);
    }
    await rm(files(name), { recursive: true, force: true });
    if (!(await stat(files(template)).catch(() => null))) return;
    await mkdir(join(dataFolder(), "filestore"), { recursive: true });
    const linked = await run("cp", ["-al", files(template), files(name)]);
    if (linked.code !== 0) await cp(files(template), files(name), { recursive: true });
}

/** Give a database and its files another name. */
export async function renameDatabase(server, from, to) {
    await sql(server, `ALTER DATABASE ${checked(from)} RENAME TO ${checked(to)}`);
    await rm(files(to), { recursive: true, force: true });
    await rename(files(from), files(to)).catch((error) => {
        if (error.code !== "ENOENT") throw error;
    });
}
