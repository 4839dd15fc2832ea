import { access, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { PROJECT, shortHash } from "./cache.mjs";
import { meaningOf, Stop } from "./errors.mjs";
import { run } from "./run.mjs";
import { step } from "./progress.mjs";

const LOCK = join(PROJECT, "package-lock.json");
const MODULES = join(PROJECT, "node_modules");
const MARK = join(MODULES, ".fusion-maintenance");
const OLDEST = [20, 19];
const HOPELESS = 10;
const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/;

/** Stop unless Node.js is new enough for what is used here. */
export function checkNode(version = process.versions.node) {
    const [major, minor] = version.split(".").map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
    throw new Stop(`Node.js ${version} is too old: install Node.js ${OLDEST.join(".")} or newer.`);
}

/** Run npm, whichever one this command was started with. */
export function npm(args, options = {}) {
    const cli = process.env.npm_execpath;
    const command = cli?.endsWith(".js") ? [process.execPath, cli] : ["npm"];
    return run(command[0], [...command.slice(1), ...args], { cwd: PROJECT, ...options });
}

async function isCurrent(hash) {
    if ((await readFile(MARK, "utf8").catch(() => "")) === hash) return true;
    // Installed by hand: npm writes this file last.
    const installed = await stat(join(MODULES, ".package-lock.json")).catch(() => null);
    const lock = await stat(LOCK).catch(() => null);
    return Boolean(installed && lock && installed.mtimeMs >= lock.mtimeMs);
}

// npm tries every package for itself: when the first ones all fail, the rest is not waited for.
function follow(detail) {
    let fetched = 0;
    let failed = 0;
    return (line) => {
        if (/http fetch GET 200/.test(line)) fetched += 1;
        else if (/http fetch GET .*(attempt|failed)/.test(line)) failed += 1;
        detail(`${fetched} packages fetched`);
        return fetched || failed < HOPELESS ? undefined : false;
    };
}

async function install(hash, detail) {
    const args = [hash ? "ci" : "install", "--no-audit", "--no-fund", "--loglevel=http", "--fetch-retries=2", "--fetch-retry-mintimeout=1000"];
    const before = await access(MODULES).then(() => true, () => false);
    const said = await npm(args, { onLine: follow(detail) });
    if (said.code === 0) return writeFile(MARK, hash);
    if (!before) await rm(MODULES, { recursive: true, force: true });
    if (UNREACHABLE.test(said.output)) throw new Stop("The npm registry cannot be reached: check the network and npm's registry and proxy settings, then run the command again.");
    const reason = said.output.split("\n").find((line) => /^npm (error|ERR!)/.test(line) && !/code/.test(line)) ?? "";
    throw new Stop(meaningOf(said.output) || `The npm packages could not be installed: ${reason.replace(/^npm \S+\s*/, "") || "npm gave no reason"}`);
}

/** Install the npm packages when they are missing or older than the lock file. */
export async function ensureModules() {
    const hash = shortHash(await readFile(LOCK).catch(() => ""));
    if (await isCurrent(hash)) return;
    await step("npm packages", "installing", (detail) => install(hash, detail));
}

/** Build the front end. */
export async function buildFrontEnd() {
    const said = await npm(["run", "--silent", "build"]);
    if (said.code !== 0) throw new Stop(`The front end does not build:\n${said.output.trim()}`);
}
