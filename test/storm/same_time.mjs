import { ask, offered } from "./client.mjs";
import { openPages, persist, pressTogether, tally } from "./press.mjs";

/**
 * R1, R2: everybody has the page open with the same free time on it and presses it at the same moment.
 * Gives the answers as they came and after those who were told to try again did; `floor` is how long each of as many took
 * who asked Odoo at the same moment for the smallest page it has, in ms.
 */
export async function sameTime(url, clients) {
    const pages = await openPages(url, clients.map(({ tokens }) => tokens[0]));
    const start = offered(pages[0])[0];
    const choose = () => start;
    const raw = await pressTogether(pages, choose);
    const final = await persist(pages, choose, raw);
    const technicians = final.filter(({ code }) => code === "booked").map(({ answer }) => answer.visit.technician);
    const unbooked = clients.filter((_client, index) => final[index].code !== "booked");
    const floor = await Promise.all(pages.map(async () => (await ask(`${url}/robots.txt`)).ms));
    return { raw, final, floor, rawCounts: tally(raw), counts: tally(final), technicians, unbooked };
}
