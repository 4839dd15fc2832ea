import { rm } from "node:fs/promises";
import { ADDON, addonHash } from "./addon.mjs";
import { inCache, PROJECT, shortHash } from "./cache.mjs";
import { copyDatabase, databases, dropDatabase, note } from "./database.mjs";
import { Stop } from "./errors.mjs";
import { changeModules } from "./process.mjs";
import { say, step } from "./progress.mjs";
import { ensureTemplates, today } from "./templates.mjs";

const NAME = ADDON;

/** Where the mails of a kept database are. */
export const mailFolder = (name) => inCache("mails", name);

/**
 * Which database `npm start` uses: the first name that is free or this checkout's own, and not in use by another run.
 * One that these tools did not make is never touched.
 */
export function chooseName(known, busy, project = PROJECT) {
    const own = `${NAME}_${shortHash(project, 4)}`;
    for (let number = 0; ; number += 1) {
        const name = [NAME, own][number] ?? `${own}_${number}`;
        const owner = known.has(name) ? known.get(name).project : project;
        if (owner === project && !busy.has(name)) return name;
    }
}

async function makeNew(stage, name, value) {
    const { addon } = await ensureTemplates(stage);
    await dropDatabase(stage.server, name);
    await rm(mailFolder(name), { recursive: true, force: true });
    await step("Database", `making ${name}`, () => copyDatabase(stage.server, addon, name));
    await note(stage.server, name, value);
}

async function update(stage, name, value) {
    try {
        await step("Database", `the addon has changed, updating ${name}`, (detail) =>
            changeModules(stage, name, ["-u", ADDON], { what: "Updating the addon", detail, logFile: inCache("logs", "update.log") }));
    } catch (error) {
        if (error instanceof Stop) error.message += " To start over with a new database: npm start -- --fresh";
        throw error;
    }
    await note(stage.server, name, value);
}

/** The database for `npm start`, made, or updated when the addon has changed since. Gives its name. */
export async function keptDatabase(stage, { fresh }) {
    const known = await databases(stage.server, NAME);
    const busy = new Set(((await stage.server.others()) ?? []).flatMap((mark) => mark.uses ?? []));
    const name = chooseName(known, busy);
    if (name !== NAME) say(`The database ${NAME} belongs to another run or checkout: this one uses ${name}`);
    await stage.server.use([name]);
    const value = { project: PROJECT, addon: await addonHash(), odoo: stage.odoo.key, made: today() };
    const before = known.get(name);
    if (fresh || !before) {
        await makeNew(stage, name, value);
        return name;
    }
    if (before.addon !== value.addon || before.odoo !== value.odoo) await update(stage, name, { ...value, made: before.made });
    if (before.made !== value.made) say(`The database ${name} is of ${before.made}; for due dates as of today: npm start -- --fresh`);
    return name;
}
