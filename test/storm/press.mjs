import { setTimeout as pause } from "node:timers/promises";
import { openPage, press } from "./client.mjs";

const AT_ONCE = 8;
const TRIES = 12;
const FIRST_WAIT = 300;
const LONGEST_WAIT = 5_000;

/** Map with at most so many under way: preparing is not to be a storm of its own. */
export async function gently(items, work, lanes = AT_ONCE) {
    const results = [];
    let next = 0;
    const lane = async () => {
        while (next < items.length) {
            const index = next++;
            results[index] = await work(items[index], index);
        }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return results;
}

/** Open every link's page, each with a session of its own. */
export const openPages = (url, tokens) => gently(tokens, (token) => openPage(url, token));

/** Everybody presses at once: `choose(page, index)` gives each one's time. Gives the answers, in the same order. */
export function pressTogether(pages, choose) {
    return Promise.all(pages.map((page, index) => press(page, choose(page, index))));
}

/** Who was told to try again does, as a person would: the same time, a little later each time. */
export async function persist(pages, choose, answers) {
    return Promise.all(pages.map(async (page, index) => {
        let answer = answers[index];
        for (let turn = 0; answer.code === "try_again" && turn < TRIES; turn += 1) {
            await pause(Math.min(FIRST_WAIT * 2 ** turn, LONGEST_WAIT) * (0.5 + Math.random()));
            answer = await press(page, choose(page, index));
        }
        return answer;
    }));
}

/** How many got which answer: `{ booked: 1, slot_taken: 199 }`. */
export function tally(answers) {
    const counts = {};
    for (const { code } of answers) counts[code] = (counts[code] ?? 0) + 1;
    return counts;
}
