import process from "node:process";
import { access } from "node:fs/promises";
import { ADDON, addonDepends, addonHash } from "./addon.mjs";
import { inCache, needRoom, PROJECT, shortHash } from "./cache.mjs";
import { copyDatabase, databases, dropDatabase, hasDatabase, note, renameDatabase, sql } from "./database.mjs";
import { atEnd } from "./lifecycle.mjs";
import { withLock } from "./lock.mjs";
import { changeModules } from "./process.mjs";
import { step } from "./progress.mjs";

const BASE = "fm_base_";
const WITH_ADDON = "fm_addon_";
const MAKING = "fm_making_";
const TEST = "fm_test_";
const KEPT_DAYS = 14;
const ROOM = 1;

/** Today where the demo company is: its due dates are counted from that day, which ends hours after the one of UTC. */
export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "America/Toronto" }).format(new Date());

/** The name of this run's own test database. */
export const testDatabase = (stage, name) => `${TEST}${stage.owner}_${name.toLowerCase().replace(/[^a-z0-9_]/g, "_")}`;

/** The names of the templates for this Odoo, this addon, this day: `{ base, addon }`. */
export async function templateNames(odoo) {
    const base = BASE + shortHash(`${odoo.key}\n${(await addonDepends()).join(" ")}`);
    return { base, addon: WITH_ADDON + shortHash(`${base}\n${await addonHash()}\n${today()}`) };
}

// A template gets its name only when it is whole.
async function make(stage, name, fill) {
    const making = `${MAKING}${process.pid}`;
    await needRoom(ROOM, inCache(), "A database");
    const discard = () => dropDatabase(stage.server, making);
    const forget = atEnd(discard);
    try {
        await discard();
        await fill(making);
        await renameDatabase(stage.server, making, name);
    } catch (error) {
        await discard();
        throw error;
    } finally {
        forget();
    }
}

async function makeBase(stage, name) {
    const depends = await addonDepends();
    await step("Base database", `installing Odoo with ${depends.join(", ")} (once for this version of Odoo)`, (detail) =>
        make(stage, name, (making) => changeModules(stage, making, ["-i", depends.join(",")], {
            what: "Installing Odoo's own modules", detail, logFile: inCache("logs", "base.log"),
        })));
}

// Odoo loads a module's demo data when all modules that it depends on have theirs. Only ours is wanted here, not Odoo's
// sample company: their mark is set while ours is installed, and cleared again.
async function installWithDemo(stage, database, detail) {
    const depends = (await addonDepends()).map((name) => `'${name}'`).join(", ");
    const mark = (value) => sql(stage.server, `UPDATE ir_module_module SET demo = ${value} WHERE name IN (${depends})`, database);
    await mark(true);
    await changeModules(stage, database, ["-i", ADDON], { what: "Installing the addon", detail, logFile: inCache("logs", "addon.log") });
    await mark(false);
}

async function makeWithAddon(stage, { base, addon }) {
    await step("Template database", "installing the addon with its demo data (once for its content and the day)", (detail) => make(stage, addon, async (making) => {
        await copyDatabase(stage.server, base, making);
        await installWithDemo(stage, making, detail);
    }));
}

const isGone = (folder) => access(folder).then(() => false, () => true);

async function isStale(value, now) {
    const days = (now - Date.parse(value.used ?? 0)) / 86_400_000;
    return value.project === PROJECT || !(days < KEPT_DAYS) || !value.project || (await isGone(value.project));
}

// Templates of earlier states, and what runs that were killed left behind. Others' are kept while they live.
async function dropOld(stage, current) {
    const others = await stage.server.others();
    const needed = new Set([...current, ...(others ?? []).flatMap((mark) => mark.uses ?? [])]);
    for (const prefix of [BASE, WITH_ADDON]) {
        for (const [name, value] of await databases(stage.server, prefix)) {
            if (!needed.has(name) && (await isStale(value, Date.now()))) await dropDatabase(stage.server, name);
        }
    }
    if (others === null) return; // somebody else's server: whose run is alive cannot be known
    const alive = new Set([process.pid, ...others.map((mark) => mark.pid)]);
    for (const prefix of [MAKING, TEST]) {
        for (const name of (await databases(stage.server, prefix)).keys()) {
            const owner = Number(name.slice(prefix.length).split("_")[0]);
            if (!alive.has(owner)) await dropDatabase(stage.server, name);
        }
    }
}

/**
 * The template databases, made if they are missing: `{ base, addon }`. `withAddon: false` makes only the first.
 * `base` is Odoo with what the addon depends on, without demo data; `addon` is that with the addon and its demo data.
 */
export async function ensureTemplates(stage, { withAddon = true } = {}) {
    return withLock("templates", "The template databases", async () => {
        const names = await templateNames(stage.odoo);
        await stage.server.use([names.base, names.addon]);
        await dropOld(stage, [names.base, names.addon]);
        if (!(await hasDatabase(stage.server, names.base))) await makeBase(stage, names.base);
        await note(stage.server, names.base, { project: PROJECT, used: new Date().toISOString() });
        if (!withAddon) return names;
        if (!(await hasDatabase(stage.server, names.addon))) await makeWithAddon(stage, names);
        await note(stage.server, names.addon, { project: PROJECT, used: new Date().toISOString() });
        return names;
    });
}

/** Drop the test databases of this run. */
export async function dropTestDatabases(stage) {
    for (const name of (await databases(stage.server, `${TEST}${stage.owner}_`)).keys()) await dropDatabase(stage.server, name);
}
