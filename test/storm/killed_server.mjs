import { setTimeout as pause } from "node:timers/promises";
import { sql } from "../../tools/lib/database.mjs";
import { isWhole, made, overlapping, trouble } from "./aftermath.mjs";
import { offered, press } from "./client.mjs";
import { gently, openPages } from "./press.mjs";
import { startThreaded } from "./servers.mjs";

/** How many clients press before each kill. */
export const PRESSED_PER_KILL = 8;
const LANES = 3;

// Times far enough apart that nobody is in another's way.
const apart = (page, index) => offered(page)[index * 6];

// Clients press three at a time; the server dies at a random moment of what is under way after the nth answer.
async function pressAndKill(server, clients) {
    const pages = await openPages(server.url, clients.map(({ tokens }) => tokens[0]));
    const nth = 1 + Math.floor(Math.random() * (clients.length - LANES));
    const answers = [];
    let count = 0;
    let dead = null;
    const kill = async (ms) => {
        await pause(Math.random() * ms);
        await server.kill();
    };
    await gently(pages, async (page, index) => {
        answers[index] = await press(page, apart(page, index));
        count += 1;
        if (count >= nth) dead ??= kill(answers[index].ms);
    }, LANES);
    await dead;
    return answers;
}

/** Those of some clients who have no visit: the answer of one who has may have died after the booking. */
async function withoutVisit(stage, database, clients) {
    const booked = new Set(await sql(stage.server, "SELECT contract_id FROM fusion_maintenance_visit WHERE state = 'booked'", database));
    return clients.filter(({ contract }) => !booked.has(String(contract)));
}

/**
 * R4: the server dies by `kill -9` while bookings are under way, again and again; who had no answer, and no visit, presses again.
 * `clients` have to be eight for each kill. Gives how often it died before every answer was out.
 */
export async function killedServer(stage, database, clients, kills) {
    const before = await made(stage, database);
    let left = [...clients];
    let [midway, uneven, answered, errors] = [0, 0, 0, []];
    for (let kill = 0; kill < kills; kill += 1) {
        const server = await startThreaded(stage, database);
        const now = left.slice(0, PRESSED_PER_KILL);
        const answers = await pressAndKill(server, now);
        const silent = now.filter((_client, index) => answers[index].status === 0);
        midway += silent.length ? 1 : 0;
        answered += answers.filter(({ code }) => code === "booked").length;
        left = [...await withoutVisit(stage, database, silent), ...left.slice(PRESSED_PER_KILL)];
        uneven += isWhole(difference(before, await made(stage, database))) ? 0 : 1;
        errors = [...errors, ...(await trouble(server.logFile))];
    }
    const counts = difference(before, await made(stage, database));
    return { kills, midway, uneven, answered, counts, overlaps: await overlapping(stage, database), errors };
}

/** How many more there are of each. */
export function difference(before, after) {
    return Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - before[name]]));
}
