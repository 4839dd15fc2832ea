import { mkdir, readFile, rename, rm, statfs, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createHash, randomUUID } from "node:crypto";
import { Stop } from "./errors.mjs";
import { atEnd } from "./lifecycle.mjs";

/** The folder of this checkout. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Where everything fetched or made is kept between runs; deleting it starts over from nothing. */
export function cacheFolder(environment = process.env) {
    return join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "fusion_maintenance");
}

/** A path in the cache. */
export function inCache(...parts) {
    return join(cacheFolder(), ...parts);
}

/** Make the cache folder, or say which variable moves it. */
export async function ensureCache() {
    try {
        await mkdir(cacheFolder(), { recursive: true });
    } catch (error) {
        throw new Stop(`The cache folder ${cacheFolder()} cannot be made (${error.code}): set XDG_CACHE_HOME to a folder that can be written.`);
    }
    return cacheFolder();
}

/** Stop unless the disk of `folder` has this many gigabytes free. */
export async function needRoom(gigabytes, folder, what) {
    const disk = await statfs(folder);
    const free = (disk.bavail * disk.bsize) / 1e9;
    if (free >= gigabytes) return;
    throw new Stop(`${what} needs ${gigabytes} GB in ${folder} but only ${free.toFixed(1)} GB are free: make room or set XDG_CACHE_HOME to another disk.`);
}

/**
 * Make a folder whole or not at all: `make` fills a temporary one beside it, which then takes the name.
 * Whatever interrupts it, nothing half-made keeps the name.
 */
export async function makeWhole(target, make) {
    const part = `${target}.part`;
    const discard = () => rm(part, { recursive: true, force: true });
    await discard(); // left by a run that was killed; callers hold the set-up lock
    await mkdir(part, { recursive: true });
    const forget = atEnd(discard);
    try {
        await make(part);
        await rm(target, { recursive: true, force: true });
        await rename(part, target);
    } catch (error) {
        await discard();
        throw error;
    } finally {
        forget();
    }
}

/** A JSON file's content, or null when there is none (or none that can be read). */
export async function readJson(path) {
    try {
        return JSON.parse(await readFile(path, "utf8"));
    } catch {
        return null;
    }
}

/** Write a JSON file in one go, so that a reader never sees half of it. */
export async function writeJson(path, value) {
    await mkdir(dirname(path), { recursive: true });
    const part = `${path}.${process.pid}.part`;
    await writeFile(part, `${JSON.stringify(value, null, 4)}\n`);
    await rename(part, path);
}

/** This cache's own identity: what lives outside of it (a database cluster) is recognised by it. */
export async function cacheIdentity() {
    const known = await readJson(inCache("identity.json"));
    if (known) return known.id;
    const id = randomUUID();
    await writeJson(inCache("identity.json"), { id });
    return id;
}

/** A short name for some text, for folders and databases. */
export function shortHash(text, length = 10) {
    return createHash("sha256").update(text).digest("hex").slice(0, length);
}
