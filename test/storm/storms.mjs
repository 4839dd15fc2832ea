import { badLinks, fuzz } from "./fuzz.mjs";
import { isWhole, made, overlapping, repeats, trouble } from "./aftermath.mjs";
import { difference, killedServer, PRESSED_PER_KILL } from "./killed_server.mjs";
import { mixedLengths } from "./mixed_lengths.mjs";
import { oneContract } from "./one_contract.mjs";
import { oneKey } from "./one_key.mjs";
import {
    aftermathRows, badLinksRows, fuzzRows, killedServerRows, mixedLengthsRows, oneContractRows, oneKeyRows, sameTimeRows,
} from "./report.mjs";
import { sameTime } from "./same_time.mjs";
import { makeScene } from "./scene.mjs";
import { SERVERS } from "./servers.mjs";

/** How large the storms are: the whole ones, and those of `npm test`. */
export const WHOLE = { clients: 200, rounds: 20, presses: 50, holders: 50, mixed: 3, again: 3, kills: 50, jobKills: 100, reminded: 1000, strange: 5000, bad: 1000 };
export const SHORT = { clients: 40, rounds: 2, presses: 20, holders: 20, mixed: 1, again: 1, kills: 2, jobKills: 3, reminded: 60, strange: 500, bad: 80 };

// Two clients who want the same; a client and a daughter with a link each; and who else there has to be.
const teams = ({ clients, rounds, holders, mixed, again, kills }) => ({
    two: { clients: 2 },
    family: { links: 2 },
    one: { clients: clients + rounds },
    five: { technicians: 5, clients: clients + 5 * rounds },
    mixed: { technicians: 5, clients: clients * mixed, durations: [45, 60, 90] },
    pressed: { clients: again },
    shared: { clients: again, links: holders },
    fuzzed: { clients: 4 },
    killed: { technicians: 5, clients: PRESSED_PER_KILL * kills },
});

async function repeatRounds(rounds, storm) {
    const done = [];
    for (let round = 0; round < rounds; round += 1) done.push(await storm(round));
    return done;
}

// Clients who were not booked come again in the next round; those who were are replaced.
async function sameTimeRounds(url, clients, { clients: size, rounds }) {
    let waiting = clients;
    return repeatRounds(rounds, async () => {
        const done = await sameTime(url, waiting.slice(0, size));
        waiting = [...done.unbooked, ...waiting.slice(size)];
        return done;
    });
}

/**
 * A running server with a scene, and the storms R1, R2, R3, R4, R5, R13 on it. Each gives what happened and the rows of its
 * table; `aftermath` gives what has to hold after all of them; `stop` ends the server.
 */
export async function openStorm(stage, kind, size) {
    const scene = await makeScene(stage, kind.replace(" ", "_"), teams(size));
    const before = await made(stage, scene.database);
    const server = await SERVERS[kind](stage, scene.database);
    const play = async (storm, rows) => {
        const rounds = await storm();
        return { rounds, rows: await rows(rounds) };
    };
    const { one, five, mixed, pressed, shared } = scene.teams;
    return {
        url: server.url,
        scene: scene.teams,
        r1: () => play(() => sameTimeRounds(server.url, one, size), (rounds) => sameTimeRows("R1", kind, rounds, 1)),
        r2: () => play(() => sameTimeRounds(server.url, five, size), (rounds) => sameTimeRows("R2", kind, rounds, 5)),
        r3: () => play(
            () => repeatRounds(size.mixed, (round) => mixedLengths(server.url, mixed.slice(round * size.clients, (round + 1) * size.clients))),
            async (rounds) => mixedLengthsRows(kind, rounds, await overlapping(stage, scene.database))),
        r5: () => play(() => repeatRounds(pressed.length, (round) => oneKey(server.url, pressed[round], size.presses)), (rounds) => oneKeyRows(kind, rounds)),
        r13: () => play(() => repeatRounds(shared.length, (round) => oneContract(server.url, shared[round])), (rounds) => oneContractRows(kind, rounds)),
        async s2() {
            const on = { url: server.url, database: scene.database };
            const { fuzzed } = scene.teams;
            const done = await fuzz(stage, { ...on, clients: fuzzed.slice(0, 2), requests: size.strange });
            const bad = await badLinks(stage, { ...on, clients: fuzzed.slice(2), requests: size.bad });
            return { done, bad, rows: [...fuzzRows(kind, done), ...badLinksRows(kind, bad, size.bad)] };
        },
        async aftermath() {
            const counts = difference(before, await made(stage, scene.database));
            const errors = await trouble(server.logFile);
            const found = {
                overlaps: await overlapping(stage, scene.database), whole: isWhole(counts), errors: errors.length,
                repeated: await repeats(server.logFile),
            };
            return { counts, errors, rows: aftermathRows(kind, found) };
        },
        stop: server.stop,
        /** With servers of its own, when the other one has stopped. */
        async r4() {
            const done = await killedServer(stage, scene.database, scene.teams.killed, size.kills);
            return { done, rows: killedServerRows(done) };
        },
    };
}
