import { offered } from "./client.mjs";
import { openPages, persist, pressTogether, tally } from "./press.mjs";

/** R13: all who hold a link to one contract press different times at once. */
export async function oneContract(url, client) {
    const pages = await openPages(url, client.tokens);
    const choose = (page, index) => offered(page)[index % offered(page).length];
    const raw = await pressTogether(pages, choose);
    const final = await persist(pages, choose, raw);
    const visits = final.map(({ answer }) => answer?.visit?.reference ?? "");
    return { raw, final, rawCounts: tally(raw), counts: tally(final), visits: [...new Set(visits)] };
}
