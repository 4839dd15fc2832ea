import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { inCache, readJson, writeJson } from "./cache.mjs";
import { DATABASE_USER, hasServerPrograms, ownCluster, PORT, runCluster, stopCluster } from "./cluster.mjs";
import { Stop } from "./errors.mjs";
import { atEnd } from "./lifecycle.mjs";
import { isAlive, ownMark, withLock } from "./lock.mjs";
import { POSTGRES_CLIENT_PACKAGES, POSTGRES_PACKAGES } from "./packages.mjs";
import { run, which } from "./run.mjs";
import { say } from "./progress.mjs";

const OLDEST = 130_000;
const NAMED = ["PGHOST", "PGPORT", "PGUSER"];
const FOREIGN = ["PGDATABASE", "PGPASSWORD", "PGPASSFILE", "PGSERVICE", "PGHOSTADDR", "PGOPTIONS", "PGSSLMODE", ...NAMED];

/** Whether the environment names a PostgreSQL server to use instead of one of our own. */
export function namesServer(environment = process.env) {
    return NAMED.some((name) => environment[name]);
}

/** The Debian packages to have for the server: none when its programs are there, from whatever package. */
export async function postgresPackages() {
    if (namesServer()) return (await which("psql")) ? [] : POSTGRES_CLIENT_PACKAGES;
    return (await hasServerPrograms()) ? [] : POSTGRES_PACKAGES;
}

/** The environment in which psql and Odoo find the server. */
export function serverEnvironment(server, environment = process.env) {
    if (!server.own) return { ...environment };
    const kept = Object.entries(environment).filter(([name]) => !FOREIGN.includes(name));
    return { ...Object.fromEntries(kept), ...server.env };
}

async function liveUsers(it) {
    const alive = [];
    for (const name of await readdir(it.users).catch(() => [])) {
        const mark = await readJson(join(it.users, name));
        if (await isAlive(mark)) alive.push(mark);
        else await rm(join(it.users, name), { force: true });
    }
    return alive;
}

async function leave(it, path) {
    await withLock("postgres", "PostgreSQL", async () => {
        await rm(path, { force: true });
        if (!(await liveUsers(it)).length) await stopCluster(it);
    });
}

// Runs share one cluster: whoever comes first starts it, whoever leaves last stops it.
async function joinOwn() {
    const it = await ownCluster();
    const path = join(it.users, `${process.pid}.json`);
    const used = new Set();
    const sign = async (names) => {
        for (const name of names) used.add(name);
        await writeJson(path, { ...(await ownMark()), uses: [...used] });
    };
    await withLock("postgres", "PostgreSQL", async () => {
        await runCluster(it);
        await sign([]);
    });
    atEnd(() => leave(it, path));
    await writeJson(inCache("postgres.json"), { home: it.home, socket: it.sockets, port: PORT, user: DATABASE_USER });
    return {
        own: true,
        env: { PGHOST: it.sockets, PGPORT: PORT, PGUSER: DATABASE_USER },
        use: sign,
        others: async () => (await liveUsers(it)).filter((mark) => mark.pid !== process.pid),
    };
}

async function joinNamed() {
    const where = NAMED.filter((name) => process.env[name]).map((name) => `${name}=${process.env[name]}`).join(" ");
    const query = "SELECT current_setting('server_version_num'), rolcreatedb OR rolsuper, rolname FROM pg_roles WHERE rolname = current_user";
    const said = await run("psql", ["-X", "-A", "-t", "-F", " ", "-d", "postgres", "-c", query], { timeout: 30_000 });
    if (said.code !== 0) {
        const reason = /error: (.*)/.exec(said.output)?.[1] ?? "psql gave no reason";
        throw new Stop(`PostgreSQL at ${where} cannot be used (${reason}): start it, correct these variables, or unset them for a server of our own.`);
    }
    const [version, maySet, user] = said.stdout.trim().split(" ");
    if (Number(version) < OLDEST) throw new Stop(`PostgreSQL at ${where} is too old for Odoo 19: it needs version 13 or newer.`);
    if (user === "postgres") throw new Stop('Odoo refuses to connect as the database user "postgres": set PGUSER to another one that may create databases.');
    if (maySet !== "t") throw new Stop(`The database user "${user}" at ${where} may not create databases: ALTER ROLE ${user} CREATEDB gives it the right.`);
    say(`PostgreSQL at ${where}`);
    return { own: false, env: {}, use: async () => {}, others: async () => null };
}

/**
 * A PostgreSQL server: the one that PGHOST, PGPORT, PGUSER name, or our own cluster, started if need be.
 * Gives `{ own, env, use(names), others() }`: `use` tells other runs which databases this one needs,
 * `others` gives the marks of the other live runs (null where that cannot be known).
 */
export async function joinPostgres() {
    return namesServer() ? joinNamed() : joinOwn();
}
