import { ask } from "../storm/client.mjs";
import { gently } from "../storm/press.mjs";
import { startProxied } from "../storm/servers.mjs";
import { browser } from "./browser.mjs";
import { atMost, beside, exactly, quantile } from "./figures.mjs";
import { inShell } from "./shell.mjs";

const REQUESTS = 200;
const WARM = 24;
const LINKS = 40;

// Asks `count` times with so many clients at once. Gives the answers.
async function load(open, count, clients) {
    // Workers begin cold, once: both of them have to have answered before it counts.
    await gently(Array.from({ length: WARM }), (_, index) => open(index), 4);
    return gently(Array.from({ length: count }), (_, index) => open(index), clients);
}

const wrong = (answers) => answers.filter(({ status }) => status !== 200).length;
const p95 = (values) => quantile(values, 0.95);

/** P3: a month of times as JSON. */
async function slots(url, tokens, count) {
    const open = (index) => ask(`${url}/maintenance/book/${tokens[index % tokens.length]}/slots?days=31`, { headers: { Accept: "application/json" } });
    const alone = await load(open, count, 1);
    const together = await load(open, count, 8);
    return [
        atMost("P3", "times of 31 days as JSON, 1 client: p95", p95(alone.map(({ ms }) => ms)), 90, "ms"),
        atMost("P3", "times of 31 days as JSON, 8 clients: p95", p95(together.map(({ ms }) => ms)), 300, "ms"),
        exactly("P3", "answers other than 200", wrong([...alone, ...together]), 0),
    ];
}

/** P4: the page with times in it, beside Odoo's own login page. */
async function html(url, tokens, count) {
    const page = (index) => ask(`${url}/maintenance/book/${tokens[index % tokens.length]}`, { headers: { Accept: "text/html" } });
    const ours = await load(page, count, 1);
    const login = await load(() => ask(`${url}/web/login`), Math.ceil(count / 4), 1);
    return [
        atMost("P4", "the booking page, to the first byte: p95", p95(ours.map(({ first }) => first)), 120, "ms"),
        beside("P4", "the booking page, to the first byte: median", quantile(ours.map(({ first }) => first), 0.5), "ms"),
        beside("P4", "Odoo's login page, to the first byte: median", quantile(login.map(({ first }) => first), 0.5), "ms"),
        exactly("P4", "answers other than 200, or without times", wrong(ours) + ours.filter(({ body }) => !body.includes("fm-time")).length, 0),
    ];
}

/** P6: what the page loads, compressed. */
async function bundles(stage, database) {
    const { script, own, style } = await inShell(stage, database, "bundles.py", {});
    return [
        atMost("P6", "all JavaScript of the booking page, gzip", script, 60, "kB"),
        atMost("P6", "our own part of it, gzip", own, 12, "kB"),
        atMost("P6", "its CSS, gzip", style, 12, "kB"),
    ];
}

/** P3 to P6: two workers behind the proxy that the README describes. Gives rows. */
export async function pages(stage, database, { names, runs }) {
    const rows = [];
    const tokens = await inShell(stage, database, "links.py", { links: LINKS });
    const server = await startProxied(stage, database);
    try {
        if (names.includes("p3")) rows.push(...(await slots(server.url, tokens, runs ?? REQUESTS)));
        if (names.includes("p4")) rows.push(...(await html(server.url, tokens, runs ?? REQUESTS)));
        if (names.includes("p5")) rows.push(...(await browser(server.url, tokens, runs)));
    } finally {
        await server.stop();
    }
    return names.includes("p6") ? [...rows, ...(await bundles(stage, database))] : rows;
}
