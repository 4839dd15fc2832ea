import { chmod, readdir, readFile, stat, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { Stop } from "./errors.mjs";
import { must, run } from "./run.mjs";
import { debianSources, parseDeb822, parseOneLine, unstableFrom } from "./sources.mjs";
import { step } from "./progress.mjs";

const APT_ENV = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
const UNREACHABLE = /Could not resolve|Temporary failure|Unable to connect|Could not connect|Failed to fetch|Connection (refused|timed out)|Network is unreachable/;

/** Whether this process may install packages. */
export const isRoot = () => process.getuid() === 0;

/** Those of the packages that the machine does not have. */
export async function missingPackages(packages) {
    const known = await run("dpkg-query", ["-W", "-f", "${db:Status-Abbrev} ${Package}\\n", ...packages]);
    if (known.code === 127) {
        throw new Stop("This machine has no dpkg: on other systems than Debian, set ODOO_BIN to an Odoo 19 and PGHOST to a PostgreSQL server.");
    }
    const installed = new Set(known.stdout.split("\n").filter((line) => line.startsWith("ii")).map((line) => line.split(/\s+/)[1]));
    return packages.filter((name) => !installed.has(name));
}

/** What a line of apt-get says is being done, as words; "" for any other line. */
export function aptProgress(line) {
    const fetching = /^Get:\d+ \S+ \S+ \S+ (\S+)/.exec(line);
    if (fetching) return `fetching ${fetching[1]}`;
    const doing = /^(Unpacking|Setting up) ([\w.+-]+)/.exec(line);
    return doing ? `${doing[1].toLowerCase()} ${doing[2]}` : "";
}

async function apt(what, args, detail = () => {}) {
    const onLine = (line) => {
        const doing = aptProgress(line);
        if (doing) detail(doing);
    };
    const result = await run("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=120", ...args], { env: APT_ENV, onLine });
    if (result.code === 0) return;
    if (UNREACHABLE.test(result.output)) {
        throw new Stop(`${what}: the Debian mirror cannot be reached; check the network and the apt sources, then run the command again.`);
    }
    const reason = result.output.split("\n").findLast((line) => /^E:/.test(line)) ?? "";
    throw new Stop(`${what}: apt-get failed. ${reason}`.trim());
}

/**
 * What is to be installed so that the machine has these packages: a function that does it, or null for nothing.
 * Not root and something missing: one sentence with the command.
 */
export async function planPackages(packages) {
    const missing = await missingPackages([...new Set(packages)]);
    if (!missing.length) return null;
    const install = ["install", "--yes", "--no-install-recommends", ...missing];
    if (!isRoot()) {
        throw new Stop(`Some Debian packages are missing; install them with: sudo apt-get ${install.join(" ")}`);
    }
    const count = `${missing.length} Debian package${missing.length > 1 ? "s" : ""}`;
    return () => step("Debian packages", `installing ${count}`, async (detail) => {
        detail("reading what the mirror has");
        await apt("Reading the package lists", ["update"]);
        await apt(`Installing ${missing.join(" ")}`, install, detail);
    });
}

async function sourceFiles() {
    const folder = "/etc/apt/sources.list.d";
    const names = await readdir(folder).catch(() => []);
    return ["/etc/apt/sources.list", ...names.sort().map((name) => join(folder, name))];
}

async function machineSources() {
    const found = [];
    for (const path of await sourceFiles()) {
        const parse = path.endsWith(".sources") ? parseDeb822 : path.endsWith(".list") ? parseOneLine : null;
        const text = parse && (await readFile(path, "utf8").catch(() => ""));
        if (text) found.push(...parse(text));
    }
    return found;
}

async function codename() {
    const text = await readFile("/etc/os-release", "utf8").catch(() => "");
    return /^VERSION_CODENAME=(.*)$/m.exec(text)?.[1].replaceAll('"', "") ?? "";
}

// A private apt: its own lists and caches, its one source, the machine's keyrings and settings.
async function privateApt(folder, source) {
    const list = join(folder, "unstable.sources");
    await mkdir(join(folder, "lists", "partial"), { recursive: true });
    await mkdir(join(folder, "archives", "partial"), { recursive: true });
    await writeFile(list, unstableFrom(source));
    const options = {
        "Dir::Etc::sourcelist": list, "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": join(folder, "lists"), "Dir::Cache": folder, "Dir::Cache::archives": join(folder, "archives"),
        "Acquire::Languages": "none", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
        "APT::Update::Error-Mode": "any", "Acquire::Retries": "2",
    };
    // apt's own user cannot reach a folder below /root.
    if (isRoot()) options["APT::Sandbox::User"] = "root";
    return Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

async function offered(name, options) {
    const uris = await run("apt-get", ["-q", ...options, "download", "--print-uris", name], { env: APT_ENV });
    const match = /^'[^']*' (\S+) (\d+) SHA256:([0-9a-f]{64})/m.exec(uris.stdout);
    return match && { file: match[1], size: Number(match[2]), sha256: match[3] };
}

async function findOffer(name, folder) {
    const sources = debianSources(await machineSources(), await codename());
    if (!sources.length) {
        throw new Stop(`No Debian mirror is among this machine's apt sources, so ${name} cannot be fetched: set ODOO_BIN to an Odoo 19.`);
    }
    let reachable = false;
    for (const [index, source] of sources.entries()) {
        const room = join(folder, `source-${index}`);
        const options = await privateApt(room, source);
        const updated = await run("apt-get", ["-q", ...options, "update"], { env: APT_ENV });
        if (updated.code !== 0) continue;
        reachable = true;
        const offer = await offered(name, options);
        if (offer) return { ...offer, options };
    }
    throw new Stop(reachable
        ? `Debian's unstable suite no longer has ${name}: set ODOO_BIN to an Odoo 19.`
        : `Debian's unstable suite cannot be read from the machine's mirror: check the network and the apt sources, or set ODOO_BIN to an Odoo 19.`);
}

/** Download a package of Debian's unstable suite into a folder, without installing it. Gives its path and checksum. */
export async function downloadUnstable(name, folder, detail = () => {}) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    detail("reading what the mirror has");
    const offer = await findOffer(name, folder);
    const path = join(folder, offer.file);
    const watch = setInterval(async () => {
        const size = (await stat(path).catch(() => null))?.size ?? 0;
        detail(`${Math.round((100 * size) / offer.size)} % of ${Math.round(offer.size / 1e6)} MB`);
    }, 1000);
    try {
        await must(`${name} could not be downloaded; check the network, then run the command again.`,
            "apt-get", ["-q", ...offer.options, "download", name], { cwd: folder, env: APT_ENV });
    } finally {
        clearInterval(watch);
    }
    return { path, sha256: offer.sha256 };
}
