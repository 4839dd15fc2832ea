import { readFile } from "node:fs/promises";
import process from "node:process";
import { copyDatabase } from "../../tools/lib/database.mjs";
import { odooShell } from "../../tools/lib/process.mjs";
import { testDatabase } from "../../tools/lib/templates.mjs";

/** How a team is made unless a storm says otherwise (see scene.py). */
const TEAM = { technicians: 1, clients: 1, links: 1, durations: [60] };

/**
 * A database with teams of technicians and clients who hold links.
 * Gives `{ database, teams }`, where `teams[name]` is a list of `{ contract, tokens }`.
 * @param {Record<string, Partial<typeof TEAM>>} teams
 */
export async function makeScene(stage, name, teams) {
    const database = testDatabase(stage, `${process.pid}_${name}`);
    await copyDatabase(stage.server, stage.templates.addon, database);
    const wanted = Object.entries(teams).map(([team, values]) => ({ ...TEAM, ...values, name: team }));
    const program = await readFile(new URL("scene.py", import.meta.url), "utf8");
    const code = `import json\nteams = json.loads(${JSON.stringify(JSON.stringify(wanted))})\n${program}`;
    return { database, teams: await odooShell(stage, database, code) };
}
