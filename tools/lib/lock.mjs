import { mkdir, readFile, rm, open } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import process from "node:process";
import { inCache, readJson } from "./cache.mjs";
import { atEnd } from "./lifecycle.mjs";
import { say } from "./progress.mjs";

/** When a process began, in the kernel's ticks, or "" when there is none: process numbers come round again. */
export async function bornAt(pid) {
    try {
        const stat = await readFile(`/proc/${pid}/stat`, "utf8");
        return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    } catch {
        return "";
    }
}

/** This process, so that another can tell later whether it still lives. */
export async function ownMark() {
    return { pid: process.pid, born: await bornAt(process.pid) };
}

/** Whether the process that left this mark still lives. */
export async function isAlive(mark) {
    return Boolean(mark?.born) && (await bornAt(mark.pid)) === mark.born;
}

async function take(path) {
    try {
        const file = await open(path, "wx");
        await file.writeFile(JSON.stringify(await ownMark()));
        await file.close();
        return true;
    } catch (error) {
        if (error.code !== "EEXIST") throw error;
        return false;
    }
}

async function waitAndTake(path, what) {
    let told = false;
    let unreadable = 0;
    while (!(await take(path))) {
        const owner = await readJson(path);
        // Just created and not yet written looks like this too: only a lasting one was left behind.
        unreadable = owner ? 0 : unreadable + 1;
        if (owner ? !(await isAlive(owner)) : unreadable > 10) {
            await rm(path, { force: true });
            continue;
        }
        if (owner && !told) say(`${what}: waiting for another run (process ${owner.pid}) to finish it`);
        told = told || Boolean(owner);
        await pause(200);
    }
}

/** Do something that only one run at a time may do, waiting for the others. */
export async function withLock(name, what, work) {
    await mkdir(inCache("locks"), { recursive: true });
    const path = inCache("locks", `${name}.json`);
    await waitAndTake(path, what);
    const release = () => rm(path, { force: true });
    const forget = atEnd(release);
    try {
        return await work();
    } finally {
        forget();
        await release();
    }
}
