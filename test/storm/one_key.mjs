import { offered, openPage } from "./client.mjs";
import { persist, pressTogether, tally } from "./press.mjs";

/** R5: one opened page whose button is pressed many times at once: one idempotency key. */
export async function oneKey(url, client, presses) {
    const page = await openPage(url, client.tokens[0]);
    const pages = Array.from({ length: presses }, () => page);
    const choose = () => offered(page)[0];
    const raw = await pressTogether(pages, choose);
    const final = await persist(pages, choose, raw);
    const visits = final.map(({ code, answer }) => JSON.stringify([code, answer?.visit]));
    return { raw, final, rawCounts: tally(raw), counts: tally(final), different: new Set(visits).size };
}
