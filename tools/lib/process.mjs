import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, writeFile, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { ADDONS_PATH } from "./addon.mjs";
import { inCache } from "./cache.mjs";
import { dataFolder } from "./database.mjs";
import { Stop } from "./errors.mjs";
import { atEnd } from "./lifecycle.mjs";
import { anyPort, LOOPBACK } from "./ports.mjs";
import { installProgress, whyItFailed } from "./odoolog.mjs";
import { serverEnvironment } from "./postgres.mjs";
import { endChild, run, which } from "./run.mjs";

const BOOT = 300_000;
const GRACE = 15_000;
const MARK = "<<fm-result>>";

// Odoo would read a ~/.odoorc: with a file of our own, the same thing runs on every machine.
async function environment(stage, extra = {}) {
    const settings = inCache("odoo.conf");
    await mkdir(dataFolder(), { recursive: true, mode: 0o700 });
    await writeFile(settings, "[options]\n");
    return { ...serverEnvironment(stage.server), ...stage.odoo.env, ODOO_RC: settings, ...extra };
}

function odooArguments(stage, database, more) {
    const [program, ...args] = stage.odoo.command;
    return [program, [...args, "-d", database, "--addons-path", ADDONS_PATH, "--data-dir", dataFolder(), ...more]];
}

/**
 * Run Odoo to its end on a database (to install, update or test). Gives what `run` gives.
 * `detail` hears how far an installation is; `logFile` is written anew.
 */
export async function runOdoo(stage, database, more, { detail, logFile, timeout, env, onLine } = {}) {
    if (logFile) await rm(logFile, { force: true });
    const quiet = ["--stop-after-init", "--max-cron-threads=0"];
    const [program, args] = odooArguments(stage, database, [...quiet, ...more]);
    const listen = (line) => {
        const far = detail && installProgress(line);
        if (far) detail(far);
        onLine?.(line);
    };
    return run(program, args, { env: await environment(stage, env), onLine: listen, logFile, timeout });
}

/** Install or update modules, or stop with Odoo's own reason. */
export async function changeModules(stage, database, more, { what, detail, logFile }) {
    const said = await runOdoo(stage, database, ["--no-http", ...more], { detail, logFile });
    const why = whyItFailed(said.output);
    if (said.code === 0 && !why) return;
    throw new Stop(`${what} failed. ${why || said.output.trim().split("\n").at(-1)} The whole log is in ${logFile}.`);
}

/**
 * Run Python in an Odoo shell, with `env` there; what the code leaves in `result` comes back (as JSON).
 * `args` are further Odoo options; `logFile` is written anew.
 * @param {any} stage
 * @param {string} database
 * @param {string} code
 * @param {{ args?: string[], timeout?: number, logFile?: string }} [options]
 */
export async function odooShell(stage, database, code, { args = [], timeout = 600_000, logFile } = {}) {
    if (logFile) await rm(logFile, { force: true });
    const [program, [...all]] = odooArguments(stage, database, ["--no-http", "--log-level=warn", ...args]);
    const at = stage.odoo.command.length - 1;
    all.splice(at, 0, "shell");
    const input = `result = None\n${code}\nimport json as _json\nprint("\\n${MARK}" + _json.dumps(result, default=str))\n`;
    const said = await run(program, all, { env: await environment(stage), input, timeout, logFile });
    const line = said.stdout.split("\n").findLast((text) => text.startsWith(MARK));
    if (said.code === 0 && line) return JSON.parse(line.slice(MARK.length));
    throw new Stop(`An Odoo shell on ${database} failed: ${said.output.trim().split("\n").slice(-12).join("\n")}`);
}

async function answers(url) {
    try {
        const response = await fetch(`${url}/web/health`, { signal: AbortSignal.timeout(5_000) });
        return response.ok;
    } catch {
        return false;
    }
}

async function waitUntilItAnswers(child, url, logFile) {
    const latest = Date.now() + BOOT;
    while (!(await answers(url))) {
        const gone = child.exitCode !== null || child.signalCode !== null;
        if (!gone && Date.now() < latest) {
            await pause(100);
            continue;
        }
        if (!gone) await endChild(child);
        const log = await readFile(logFile, "utf8").catch(() => "");
        const why = whyItFailed(log) || log.trim().split("\n").at(-1) || "";
        throw new Stop(`Odoo did not start${gone ? "" : " within five minutes"}. ${why} Its log is ${logFile}.`);
    }
}

// Ends with the process that started it, even when that one is killed.
async function bound(program, args) {
    const setpriv = await which("setpriv");
    return setpriv ? [setpriv, ["--pdeathsig", "TERM", "--", program, ...args]] : [program, args];
}

function serverArguments({ database, port, gevent, workers, smtpPort, args }) {
    const mail = smtpPort ? [`--smtp=${LOOPBACK}`, `--smtp-port=${smtpPort}`] : [];
    return [
        `--http-interface=${LOOPBACK}`, `--http-port=${port}`, `--gevent-port=${gevent}`, `--workers=${workers}`,
        `--db-filter=^${database}$`, "--no-database-list", ...mail, ...args,
    ];
}

/**
 * Start an Odoo server and wait until it answers.
 * Options: database, port (any), workers (0: threads), env, args, smtpPort, logFile (anew), onLine, and `launcher(port)`,
 * the program with its arguments that starts Odoo.
 * Gives `{ url, port, pid, logFile, exited, stop(), kill() }`; `kill` is kill -9, workers included.
 * @param {any} stage
 * @param {{ database: string, port?: number, workers?: number, env?: Record<string, string>, args?: string[],
 *     smtpPort?: number | undefined, logFile: string, onLine?: (text: string) => void, launcher?: (port: number) => string[] }} options
 */
export async function startServer(stage, { database, port, workers = 0, env = {}, args = [], smtpPort, logFile, onLine, launcher }) {
    const chosen = port ?? (await anyPort());
    const gevent = await anyPort();
    const options = serverArguments({ database, port: chosen, gevent, workers, smtpPort, args });
    const [odoo, own] = odooArguments(stage, database, options);
    const [first, ...rest] = [...(launcher?.(chosen) ?? []), odoo, ...own];
    const [program, all] = await bound(first, rest);
    await mkdir(dirname(logFile), { recursive: true });
    const log = createWriteStream(logFile);
    // Its own process group: Ctrl-C reaches this process only, which then stops things in order.
    const child = spawn(program, all, { env: await environment(stage, env), stdio: ["ignore", "pipe", "pipe"], detached: true });
    const exited = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk) => {
            log.write(chunk);
            onLine?.(String(chunk));
        });
    }
    const stop = async () => {
        await endChild(child, { grace: GRACE });
        log.end();
    };
    const kill = async () => {
        if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
        await exited;
        log.end();
    };
    exited.then(atEnd(stop));
    const url = `http://${LOOPBACK}:${chosen}`;
    await waitUntilItAnswers(child, url, logFile);
    return { url, port: chosen, pid: child.pid, logFile, exited, stop, kill };
}
