import { sql } from "../../tools/lib/database.mjs";
import { quantile } from "../bench/figures.mjs";
import { changedTables, contents } from "../support/contents.mjs";
import { ask } from "./client.mjs";
import { gently } from "./press.mjs";

const MEGABYTE = 1024 * 1024;
const METHODS = ["GET", "GET", "GET", "HEAD", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
const TEXTS = [
    "", "0", "-1", "null", "[object Object]", "' OR 1=1 --", "../../etc/passwd", "%00", "%ff%fe", "é".repeat(9), "🦽", "\u202e", "{{7*7}}",
    "<script>alert(1)</script>", "2026-13-45", "9999-12-31", "0001-01-01T00:00:00Z", "2026-11-24T23:59:00Z", "1e309", "A".repeat(5000),
];
const PAGES = ["book", "stop"];
const BELOW = ["", "", "/slots", "/confirm", "/move", "/move/slots", "/more", "/more/slots", "/cancel", "/call-me", "/visit.ics", "/one-click", "/nothing", "//", "/slots/../confirm"];
const FIELDS = ["start", "key", "phone", "note", "booked_by", "first", "days", "lang", "answer", "csrf_token", "technician", "price", "company_id", "self", "email", "asked", "unit", "visit"];
const ACCEPTS = ["text/html", "application/json", "*/*", "", "text/html;q=0, application/json;q=1", "x/y;;;="];
const TYPES = [
    "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=b", "multipart/form-data", "text/plain", "x", "",
];

/** Numbers that look random and are the same each time: mulberry32. */
export function dice(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const below = (number) => Math.floor(next() * number);
    return { below, pick: (values) => values[below(values.length)], one: (part) => next() < part };
}

const inPath = (text) => encodeURIComponent(text).replaceAll("%2525", "%25");
const queryOf = (roll) => (roll.one(0.5) ? "" : `?${roll.pick(FIELDS)}=${inPath(roll.pick(TEXTS))}`);

function tokenFor(roll, tokens) {
    if (roll.one(0.5)) return roll.pick(tokens);
    return inPath(roll.pick([...TEXTS.filter(Boolean), "A".repeat(43), `${roll.pick(tokens)}x`]));
}

function pathFor(roll, tokens) {
    if (roll.one(0.05)) return `/maintenance/theme/${inPath(roll.pick(TEXTS))}`;
    if (roll.one(0.1)) return `/maintenance/new-link${queryOf(roll)}`;
    if (roll.one(0.05)) return `/repairs/maintenance/book/${tokenFor(roll, tokens)}${queryOf(roll)}`;
    const page = roll.pick(PAGES);
    // The one-click address opts out by a plain POST, which is its purpose: not with a token that is good.
    const below = roll.pick(BELOW.filter((one) => page === "book" || one !== "/one-click"));
    return `/maintenance/${page}/${tokenFor(roll, tokens)}${below}${queryOf(roll)}`;
}

function bodyFor(roll, type) {
    if (roll.one(0.01)) return `note=${"x".repeat(roll.pick([MEGABYTE, 5 * MEGABYTE]))}`;
    const pairs = Array.from({ length: roll.below(6) }, () => [roll.pick(FIELDS), roll.pick(TEXTS)]);
    if (type.includes("json")) return roll.one(0.3) ? "{" : JSON.stringify(Object.fromEntries(pairs));
    if (type.includes("multipart")) {
        const parts = pairs.map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("");
        return roll.one(0.3) ? parts : `${parts}--b--\r\n`;
    }
    return new URLSearchParams(pairs).toString();
}

/** One request that nobody's browser sends. */
export function strange(roll, tokens) {
    const method = roll.pick(METHODS);
    const type = roll.pick(TYPES);
    const headers = { Accept: roll.pick(ACCEPTS), ...(type ? { "Content-Type": type } : {}) };
    if (roll.one(0.2)) headers.Cookie = `session_id=${"a".repeat(roll.pick([1, 84, 500]))}`;
    if (roll.one(0.2)) headers.Origin = roll.pick(["null", "https://elsewhere.example", "http://[", "x"]);
    if (roll.one(0.2)) headers["X-Forwarded-For"] = "198.51.100.7";
    const body = ["POST", "PUT", "PATCH"].includes(method) ? bodyFor(roll, type) : "";
    return { path: pathFor(roll, tokens), method, headers, body };
}

/**
 * S2: so many strange requests on the public addresses, none of which is a right POST. Gives
 * `{ requests, failed, changed }`: what was answered with 500 and above or not at all, and the tables whose rows changed.
 */
export async function fuzz(stage, { url, database, clients, requests, seed = 19 }) {
    const tokens = clients.flatMap((client) => client.tokens);
    // What the first page of a server makes for all: assets, and the public user's session.
    await ask(`${url}/maintenance/book/${tokens[0]}`, { headers: { Accept: "text/html" } });
    await ask(`${url}/maintenance/book/nothing`, { headers: { Accept: "text/html" } });
    const before = await contents(stage, database);
    const roll = dice(seed);
    const all = Array.from({ length: requests }, () => strange(roll, tokens));
    const answers = await gently(all, async (one) => {
        const said = await ask(url + one.path, one).catch((error) => ({ status: 0, error: error.message }));
        return { ...one, status: said.status, error: said.error };
    });
    const after = await contents(stage, database);
    return {
        requests,
        // A server may hang up on a body that it does not want.
        failed: answers.filter(({ status, body }) => status >= 500 || (status === 0 && body.length < MEGABYTE)),
        changed: changedTables(before, after).filter((table) => table !== "fusion_maintenance_access"),
    };
}

const page = (said) => `${said.status} ${said.body.replace(/name="csrf_token" value="[^"]*"/, "")}`;

/**
 * S2: links that are unknown, malformed, expired and revoked, in turn. Gives `{ pages, apart }`: how many different pages
 * came, and how far the kinds' medians are apart, in ms.
 */
export async function badLinks(stage, { url, database, clients, requests }) {
    const [expired, revoked] = clients.map((client) => client.tokens[0]);
    await sql(stage.server, `
        UPDATE fusion_maintenance_link SET expires = now() - interval '1 day' WHERE contract_id = ${clients[0].contract};
        UPDATE fusion_maintenance_link SET revoked = now() - interval '1 day' WHERE contract_id = ${clients[1].contract}`, database);
    const kinds = ["A".repeat(43), "malformed", expired, revoked];
    const taken = kinds.map(() => []);
    const pages = new Set();
    for (let turn = 0; turn < requests; turn += 1) {
        const kind = turn % kinds.length;
        const said = await ask(`${url}/maintenance/book/${kinds[kind]}`, { headers: { Accept: "text/html" } });
        pages.add(page(said));
        if (turn >= 2 * kinds.length) taken[kind].push(said.ms);
    }
    const medians = taken.map((ms) => quantile(ms, 0.5));
    return { pages: pages.size, apart: Math.max(...medians) - Math.min(...medians) };
}
