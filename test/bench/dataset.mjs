import { readFile } from "node:fs/promises";
import process from "node:process";
import { addonHash } from "../../tools/lib/addon.mjs";
import { inCache, needRoom, PROJECT, shortHash } from "../../tools/lib/cache.mjs";
import { copyDatabase, databases, dropDatabase, note, renameDatabase, sql } from "../../tools/lib/database.mjs";
import { atEnd } from "../../tools/lib/lifecycle.mjs";
import { withLock } from "../../tools/lib/lock.mjs";
import { changeModules, odooShell } from "../../tools/lib/process.mjs";
import { step } from "../../tools/lib/progress.mjs";
import { testDatabase, today } from "../../tools/lib/templates.mjs";

const KEPT = "fm_bench_";
const ROOM = 6;
const PATIENCE = 1_800_000;

const SCHEMA = `
    SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable) FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    ) AS found(line)`;

const read = (name) => readFile(new URL(name, import.meta.url), "utf8");

const program = async () => `${await read("seed/structure.py")}\n${await read("seed/bulk.py")}`;

async function seeded(stage, database) {
    await copyDatabase(stage.server, stage.templates.addon, database);
    const code = await program();
    await step("Data set L", "100,000 contracts, 1,000,000 order lines, 520,000 events (once for the schema and the day)", () =>
        odooShell(stage, database, code, { timeout: PATIENCE }));
    await sql(stage.server, "VACUUM (ANALYZE)", database);
}

async function make(stage, name) {
    await needRoom(ROOM, inCache(), "Data set L");
    const making = testDatabase(stage, `${process.pid}_seed`);
    const forget = atEnd(() => dropDatabase(stage.server, making));
    await seeded(stage, making);
    await renameDatabase(stage.server, making, name);
    await note(stage.server, name, { project: PROJECT, addon: await addonHash() });
    forget();
}

// Of the same tables, but with other templates and rights in them: Odoo's own update brings those.
async function refresh(stage, name) {
    const addon = await addonHash();
    if ((await databases(stage.server, name)).get(name).addon === addon) return;
    await step("Data set L", "updating the addon in it", (detail) => changeModules(stage, name, ["-u", "fusion_maintenance"], {
        what: "Updating the addon", detail, logFile: inCache("logs", "bench.log"),
    }));
    await note(stage.server, name, { project: PROJECT, addon });
}

/** A copy of data set L, made by the seed that is kept for this schema and day. Gives its name. */
export async function dataset(stage) {
    return withLock("bench", "Data set L", async () => {
        const [schema] = await sql(stage.server, SCHEMA, stage.templates.addon);
        const name = KEPT + shortHash(`${stage.odoo.key}\n${schema}\n${today()}\n${await program()}`);
        const kept = await databases(stage.server, KEPT);
        for (const [other, { project }] of kept) {
            if (other !== name && project === PROJECT) await dropDatabase(stage.server, other);
        }
        if (kept.has(name)) await refresh(stage, name);
        else await make(stage, name);
        const database = testDatabase(stage, `${process.pid}_l`);
        await copyDatabase(stage.server, name, database);
        return database;
    });
}
