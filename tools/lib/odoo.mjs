import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import process from "node:process";
import { downloadUnstable } from "./apt.mjs";
import { inCache, makeWhole, needRoom, readJson, writeJson } from "./cache.mjs";
import { Stop } from "./errors.mjs";
import { withLock } from "./lock.mjs";
import { must, run, which } from "./run.mjs";
import { say, step } from "./progress.mjs";

const PACKAGE = "odoo-19";
// The unpacked package is 1.2 GB, its download 0.12 GB, a database with its files under 0.5 GB.
const ROOM = 3;

const exists = (path) => access(path).then(() => true, () => false);

/** The version an Odoo command says it has (`19.0`), or "" when it is no Odoo. */
async function versionOf(command, env) {
    const [program, ...args] = command;
    const said = await run(program, [...args, "--version"], { env, timeout: 60_000 });
    return /^Odoo Server (\S+)/m.exec(said.output)?.[1] ?? "";
}

const isNineteen = (version) => /^19\.0(?!\d)/.test(version);

async function fromVariable() {
    const program = process.env.ODOO_BIN;
    if (!program) return null;
    const path = await which(program);
    if (!path) throw new Stop(`ODOO_BIN is ${program}, which is not a program that can be run: set it to the odoo-bin of an Odoo 19.`);
    const version = await versionOf([path], process.env);
    if (!isNineteen(version)) {
        throw new Stop(`ODOO_BIN is ${program}, ${version ? `an Odoo ${version}` : "which is no Odoo that runs"}: set it to the odoo-bin of an Odoo 19.`);
    }
    return { command: [path], env: {}, version, origin: "ODOO_BIN", key: `${version} ${await realpath(path)}` };
}

async function fromPath() {
    const path = await which("odoo");
    if (!path) return null;
    const version = await versionOf([path], process.env);
    if (isNineteen(version)) return { command: [path], env: {}, version, origin: path, key: `${version} ${await realpath(path)}` };
    say(`${path} is ${version ? `Odoo ${version}` : "no Odoo that runs"}, not 19: it is left alone`);
    return null;
}

async function checksum(path) {
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    return hash.digest("hex");
}

// The package links fonts and jQuery out of other packages by relative path, and leaves one script out.
async function completeTree(root) {
    for (const name of ["fonts-font-awesome", "fonts", "javascript"]) {
        const here = join(root, "usr/share", name);
        if (!(await exists(here))) await symlink(join("/usr/share", name), here);
    }
    const script = join(root, "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js");
    if (await exists(script)) return;
    await mkdir(dirname(script), { recursive: true });
    await writeFile(script, "");
}

async function fetchPackage(detail) {
    const folder = inCache("download");
    await rm(folder, { recursive: true, force: true });
    try {
        const { path, sha256 } = await downloadUnstable(PACKAGE, folder, detail);
        if ((await checksum(path)) !== sha256) throw new Stop(`The downloaded ${PACKAGE} is damaged: run the command again.`);
        const version = basename(path).split("_")[1].replaceAll("%3a", ":");
        const target = inCache("odoo", version.replace(/[^\w.+~-]/g, "_"));
        detail("unpacking");
        await mkdir(dirname(target), { recursive: true });
        await makeWhole(target, async (part) => {
            await must(`${PACKAGE} could not be unpacked.`, "dpkg-deb", ["-x", path, part]);
            await completeTree(part);
        });
        const record = { package: PACKAGE, version, sha256, folder: target, fetched: new Date().toISOString() };
        await writeJson(inCache("odoo", "current.json"), record);
        return record;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function forgetOthers(kept) {
    for (const name of await readdir(inCache("odoo"))) {
        if (name !== "current.json" && name !== basename(kept)) await rm(inCache("odoo", name), { recursive: true, force: true });
    }
}

async function fromDebian() {
    const record = await withLock("odoo", "Odoo 19", async () => {
        const known = await readJson(inCache("odoo", "current.json"));
        if (known && (await exists(join(known.folder, "usr/bin/odoo")))) return known;
        await needRoom(ROOM, inCache(), "Odoo 19 with its databases");
        const fetched = await step("Odoo 19", "fetching Debian's package from the unstable suite (about 120 MB)", fetchPackage);
        await forgetOthers(fetched.folder);
        return { ...fetched, isNew: true };
    });
    const command = ["/usr/bin/python3", join(record.folder, "usr/bin/odoo")];
    const env = { PYTHONPATH: join(record.folder, "usr/lib/python3/dist-packages"), PYTHONNOUSERSITE: "1" };
    return { command, env, version: record.version, origin: "Debian's package", key: record.version, sha256: record.sha256, isNew: record.isNew };
}

/** Which Odoo would be taken without fetching one: `variable`, `path`, or `debian`. */
export async function chosenOdoo() {
    const own = (await fromVariable()) ?? (await fromPath());
    return own ?? { origin: "debian" };
}

/**
 * Odoo 19, in this order: ODOO_BIN, an `odoo` on the PATH, Debian's package unpacked into the cache.
 * Gives `{ command, env, version, origin, key, sha256? }`; `key` changes when another Odoo is taken.
 */
export async function fetchOdoo(chosen) {
    const odoo = chosen.command ? chosen : await fromDebian();
    const sum = odoo.sha256 ? `, SHA256 ${odoo.sha256}` : "";
    say(`Odoo ${odoo.version} (${odoo.origin}${sum})`);
    return odoo;
}

/** Stop unless this Odoo starts: what it lacks is named. */
export async function checkOdoo(odoo) {
    const [program, ...args] = odoo.command;
    const said = await run(program, [...args, "--version"], { env: { ...process.env, ...odoo.env }, timeout: 60_000 });
    if (/^Odoo Server 19\.0/m.test(said.output)) return;
    const reason = said.output.trim().split("\n").at(-1);
    throw new Stop(`Odoo ${odoo.version} does not start (${reason}): install what it lacks, or set ODOO_BIN to an Odoo 19 that runs.`);
}
