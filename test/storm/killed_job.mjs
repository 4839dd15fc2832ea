import { setTimeout as pause } from "node:timers/promises";
import { sink } from "../bench/sink.mjs";
import { makeDue, makeReminderScene, outbox, wakeUntil } from "./reminder_scene.mjs";
import { startThreaded } from "./servers.mjs";

/** How many clients there are to remind for each kill. */
export const REMINDED_PER_KILL = 30;
const LONGEST = 2_500;

// A server runs the jobs and dies at a random moment after they have begun. Gives what was done by then.
async function runAndKill(stage, database, mails) {
    await makeDue(stage, database);
    const before = { mails: mails.count(), ...(await outbox(stage, database)) };
    const server = await startThreaded(stage, database, { smtpPort: mails.port, crons: 2 });
    await wakeUntil(stage, database, async () => mails.count() > before.mails || (await outbox(stage, database)).rows > before.rows);
    await pause(Math.random() * LONGEST);
    await server.kill();
    const after = await outbox(stage, database);
    return { midway: after.sent < after.rows || after.rows < before.rows + REMINDED_PER_KILL, logFile: server.logFile };
}

/**
 * R7: the jobs that remind and that send die by `kill -9`, again and again, and then run to their end.
 * Gives what the outbox holds and what the mail server received.
 */
export async function killedJob(stage, kills) {
    const { database, addresses } = await makeReminderScene(stage, REMINDED_PER_KILL * kills);
    const mails = await sink();
    let midway = 0;
    for (let kill = 0; kill < kills; kill += 1) midway += (await runAndKill(stage, database, mails)).midway ? 1 : 0;
    await makeDue(stage, database);
    const server = await startThreaded(stage, database, { smtpPort: mails.port, crons: 2 });
    await wakeUntil(stage, database, async () => (await outbox(stage, database)).sent >= addresses.length);
    await server.stop();
    await mails.stop();
    const found = await outbox(stage, database);
    const received = addresses.map((address) => mails.to(address));
    return {
        kills, midway, clients: addresses.length, ...found,
        never: received.filter((count) => count === 0).length,
        repeated: mails.count() - addresses.length,
    };
}
