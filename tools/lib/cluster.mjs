import { appendFile, chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import process from "node:process";
import { isRoot } from "./apt.mjs";
import { cacheFolder, cacheIdentity, inCache, shortHash } from "./cache.mjs";
import { Stop } from "./errors.mjs";
import { must, run, which } from "./run.mjs";
import { say, step } from "./progress.mjs";

const OWNER = "postgres"; // PostgreSQL refuses to run as root
/** The database user. */
export const DATABASE_USER = "odoo"; // Odoo refuses to connect as `postgres`
/** The port. */
export const PORT = "5432"; // only names the socket: nothing listens on the network
const LONGEST_SOCKET_FOLDER = 80;

// A development cluster that can be made again: speed before surviving a power cut.
const SETTINGS = `
listen_addresses = ''
max_connections = 250
shared_buffers = 256MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
checkpoint_timeout = 30min
`;

async function ids(user) {
    const entry = (await readFile("/etc/passwd", "utf8")).split("\n").find((line) => line.startsWith(`${user}:`));
    if (!entry) throw new Stop(`There is no user "${user}" to run PostgreSQL as: install the package postgresql.`);
    const [, , uid, gid] = entry.split(":");
    return { uid: Number(uid), gid: Number(gid) };
}

// As root the cluster runs as `postgres`, who cannot reach a cache below /root.
async function isOpenToOthers(folder) {
    for (let path = folder; path !== parse(path).root; path = dirname(path)) {
        if (!((await stat(path)).mode & 0o001)) return false;
    }
    return true;
}

async function clusterHome() {
    if (!isRoot() || (await isOpenToOthers(cacheFolder()))) return inCache("postgres");
    return join("/var/lib/fusion_maintenance", shortHash(cacheFolder(), 8));
}

/** Whether the machine has what makes and runs a cluster. */
export async function hasServerPrograms() {
    const installed = await readdir("/usr/lib/postgresql").catch(() => []);
    const found = await Promise.all(installed.map((version) => stat(join("/usr/lib/postgresql", version, "bin/initdb")).catch(() => null)));
    return found.some(Boolean) || Boolean(await which("initdb"));
}

async function programs(data) {
    const made = (await readFile(join(data, "PG_VERSION"), "utf8").catch(() => "")).trim();
    const installed = await readdir("/usr/lib/postgresql").catch(() => []);
    const newest = installed.sort((a, b) => Number(b) - Number(a));
    const version = made ? newest.find((name) => name === made) : newest[0];
    if (version) return join("/usr/lib/postgresql", version, "bin");
    if (made) throw new Stop(`The database cluster in ${data} is of PostgreSQL ${made}, which is not installed any more: delete that folder and run the command again.`);
    const config = await run("pg_config", ["--bindir"]);
    if (config.code === 0) return config.stdout.trim();
    throw new Stop("PostgreSQL's server programs are not installed: install the package postgresql.");
}

/** Where our own cluster is: `{ home, data, sockets, log, users, owner }`. */
export async function ownCluster() {
    const home = await clusterHome();
    const owner = isRoot() ? await ids(OWNER) : null;
    const inside = join(home, "socket");
    const sockets = inside.length <= LONGEST_SOCKET_FOLDER ? inside : join("/tmp", `fm-${shortHash(home, 8)}`);
    return { home, data: join(home, "data"), sockets, log: join(home, "postgres.log"), users: join(home, "users"), owner };
}

async function ownFolder(path, owner) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (owner) await chown(path, owner.uid, owner.gid);
    const { uid } = await stat(path);
    if (uid !== (owner?.uid ?? process.getuid())) throw new Stop(`${path} belongs to somebody else: delete it and run the command again.`);
    await chmod(path, 0o700);
}

async function asOwner(it, sentence, program, args) {
    const path = join(await programs(it.data), program);
    const env = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", HOME: it.home };
    const command = it.owner ? ["setpriv", "--reuid", OWNER, "--regid", OWNER, "--init-groups", "--", path, ...args] : [path, ...args];
    return must(sentence, command[0], command.slice(1), { cwd: "/", env });
}

async function isRunning(it) {
    const pid = Number((await readFile(join(it.data, "postmaster.pid"), "utf8").catch(() => "")).split("\n")[0]);
    if (!pid) return false;
    const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return name.trim() === "postgres";
}

/** Stop the cluster if it runs. */
export async function stopCluster(it) {
    if (await isRunning(it)) await asOwner(it, "PostgreSQL could not be stopped.", "pg_ctl", ["-D", it.data, "-m", "fast", "-w", "stop"]);
}

async function create(it) {
    const part = join(it.home, "data.part");
    await rm(part, { recursive: true, force: true });
    await asOwner(it, "The database cluster could not be made.", "initdb",
        ["-D", part, "-U", DATABASE_USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
    await appendFile(join(part, "postgresql.conf"), SETTINGS);
    await rename(part, it.data);
}

// A cluster outside of the cache outlives it; when the cache was deleted, it starts over too.
async function forgetIfNotOurs(it) {
    const mark = join(it.home, "identity");
    const id = await cacheIdentity();
    const known = await readFile(mark, "utf8").catch(() => "");
    if (known === id) return;
    if (known) {
        say("The cache was deleted: the old database cluster goes too");
        await stopCluster(it);
        await rm(it.data, { recursive: true, force: true });
    }
    await writeFile(mark, id);
}

/** Make the cluster if it is missing and start it if it does not run. Callers hold the lock. */
export async function runCluster(it) {
    await mkdir(dirname(it.home), { recursive: true, mode: 0o755 });
    await ownFolder(it.home, it.owner);
    await ownFolder(it.sockets, it.owner);
    await mkdir(it.users, { recursive: true });
    await forgetIfNotOurs(it);
    const made = await stat(join(it.data, "PG_VERSION")).then(() => true, () => false);
    if (!made) await step("PostgreSQL", "making a cluster of our own (fsync off: for development only)", () => create(it));
    if (await isRunning(it)) return;
    await asOwner(it, `PostgreSQL does not start; ${it.log} says why, and deleting ${it.home} starts over.`,
        "pg_ctl", ["-D", it.data, "-l", it.log, "-w", "-t", "60", "-o", `-k ${it.sockets} -p ${PORT}`, "start"]);
}
