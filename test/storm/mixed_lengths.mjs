import { offered } from "./client.mjs";
import { openPages, persist, pressTogether, tally } from "./press.mjs";

// So few days that many want the same hours.
const DAYS = 3;

function anyTime(page) {
    const days = [...new Set(offered(page).map((start) => start.slice(0, 10)))].slice(0, DAYS);
    const times = offered(page).filter((start) => days.includes(start.slice(0, 10)));
    return times[Math.floor(Math.random() * times.length)];
}

/** R3: everybody presses a time of their own choice at once; visits are of several lengths and overlap. */
export async function mixedLengths(url, clients) {
    const pages = await openPages(url, clients.map(({ tokens }) => tokens[0]));
    const times = pages.map(anyTime);
    const choose = (_page, index) => times[index];
    const raw = await pressTogether(pages, choose);
    const final = await persist(pages, choose, raw);
    return { raw, final, rawCounts: tally(raw), counts: tally(final) };
}
