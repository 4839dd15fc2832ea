/* global document, localStorage, MutationObserver, requestAnimationFrame */
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { copyDatabase, dropDatabase } from "../../tools/lib/database.mjs";
import { Stop } from "../../tools/lib/errors.mjs";
import { which } from "../../tools/lib/run.mjs";
import { testDatabase } from "../../tools/lib/templates.mjs";
import { startThreaded } from "../storm/servers.mjs";
import { FLAGS } from "./browser.mjs";
import { atMost, beside, exactly, quantile } from "./figures.mjs";

const POLICIES = 200;
const COLUMNS = 15;
// Beside what is shown anyway.
const OPTIONAL = { kind: true, buffer_after: true, notice_hours: true };
const CPU = 4;
const OPENINGS = 5;
const PRESSES = 60;
const PATIENCE = 120_000;
// The browser tells of no event that was answered within this time.
const QUICK = 16;
const MODEL = "fusion.maintenance.policy";

// Runs in the page before anything else does: when the answer with the data was there, and when its first row was painted.
function observe(optional) {
    localStorage.setItem("fusion_maintenance.policy_grid.columns", JSON.stringify(optional));
    const seen = { painted: 0, keys: [] };
    globalThis.fmSeen = seen;
    const watch = new MutationObserver(() => {
        if (seen.painted || !document.querySelector(".fm-row, .o_data_row")) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => { seen.painted = performance.now(); }));
    });
    watch.observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => list.getEntries().forEach(({ name, duration }) => {
        if (name === "keydown") seen.keys.push(duration);
    })).observe({ type: "event", durationThreshold: 16 });
}

async function call(url, cookie, path, params) {
    const response = await fetch(`${url}${path}`, {
        method: "POST", headers: { "Content-Type": "application/json", Cookie: cookie }, body: JSON.stringify({ jsonrpc: "2.0", params }),
    });
    const { result, error } = await response.json();
    if (error) throw new Stop(error.data?.message ?? error.message);
    return { result, cookie: response.headers.getSetCookie().map((one) => one.split(";")[0]).find((one) => one.startsWith("session_id=")) };
}

/** Sign in, and make the policies, and a plain list of the same columns beside the grid. Gives the cookie and the list's address. */
async function prepare(url, db) {
    const { cookie } = await call(url, "", "/web/session/authenticate", { db, login: "admin", password: "admin" });
    const ask = async (model, method, ...args) => (await call(url, cookie, "/web/dataset/call_kw", { model, method, args, kwargs: {} })).result;
    const there = await ask(MODEL, "search_count", []);
    await ask(MODEL, "create", Array.from({ length: POLICIES - there }, (_, index) => ({ name: `Policy ${index}`, interval_months: 1 + (index % 36), price: 50 + index })));
    const { views } = await ask(MODEL, "get_views", [[false, "list"]]);
    const arch = views.list.arch.replace(/ js_class="[^"]*"/, "").replace(/ options="[^"]*"/g, "");
    const [view] = await ask("ir.ui.view", "create", [{ name: "bench.policies", model: MODEL, type: "list", arch, priority: 99 }]);
    await ask("ir.actions.act_window", "create", [{ name: "Bench", res_model: MODEL, path: "bench-policies", view_mode: "list", view_id: view }]);
    return cookie;
}

/** Opens a list anew; gives the milliseconds from the data to the first row on the screen, and the page. */
async function opening(context, address, throttle) {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.addInitScript(observe, OPTIONAL);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    await page.goto(address, { timeout: PATIENCE });
    await page.waitForFunction(() => globalThis.fmSeen.painted > 0);
    const ms = await page.evaluate(() => {
        const [data] = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/web_search_read"));
        return globalThis.fmSeen.painted - data.responseEnd;
    });
    return { page, ms };
}

async function openings(context, address, throttle) {
    const found = [];
    for (let count = 0; count < OPENINGS; count += 1) {
        const { page, ms } = await opening(context, address, throttle);
        found.push(ms);
        await page.close();
    }
    return quantile(found, 0.75);
}

/** Keys on a slow machine: arrows, and typing into cells. Gives the milliseconds until each was painted. */
async function presses(context, address) {
    const { page } = await opening(context, address, CPU);
    await page.locator(".fm-row").nth(POLICIES - 1).waitFor({ state: "attached" });
    const columns = await page.locator("th.fm-head[data-name]").count();
    await page.locator(".fm-row").first().locator("[data-name=interval_months]").click();
    await pause(500);
    await page.evaluate(() => { globalThis.fmSeen.keys = []; });
    for (let count = 0; count < PRESSES; count += 1) {
        await page.keyboard.press(["ArrowDown", "ArrowRight", "ArrowLeft", "7", "Enter"][count % 5]);
        await pause(60);
    }
    await pause(500);
    const slow = await page.evaluate(() => globalThis.fmSeen.keys);
    return { columns, times: [...slow, ...Array.from({ length: Math.max(0, PRESSES - slow.length) }, () => QUICK)] };
}

async function measured(url, cookie) {
    const executablePath = process.env.CHROMIUM ?? (await which("chromium"));
    if (!executablePath) throw new Stop("There is no Chromium: install the package chromium, or set CHROMIUM to one.");
    const engine = await chromium.launch({ executablePath, args: FLAGS });
    try {
        const context = await engine.newContext({ viewport: { width: 1280, height: 800 } });
        const [name, value] = cookie.split("=");
        await context.addCookies([{ name, value, url }]);
        const address = `${url}/odoo/service-policies`;
        await (await opening(context, address, 1)).page.close(); // Odoo makes its bundles once
        const plain = await openings(context, `${url}/odoo/bench-policies`, 1);
        const { columns, times } = await presses(context, address);
        return [
            exactly("GRID", "columns shown", columns, COLUMNS),
            atMost("GRID", "200 policies, from the data to the first paint, p75", await openings(context, address, 1), 300, "ms"),
            beside("GRID", "the same at 4 × CPU throttle, p75", await openings(context, address, CPU), "ms"),
            beside("GRID", "Odoo's own list of the same, from the data to the first paint, p75", plain, "ms"),
            atMost("GRID", "key press to paint at 4 × CPU throttle, p75", quantile(times, 0.75), 50, "ms"),
            beside("GRID", "key press to paint at 4 × CPU throttle, p95", quantile(times, 0.95), "ms"),
        ];
    } finally {
        await engine.close();
    }
}

/** The grid of policies: when it is there, and how soon it answers a key. Gives rows. */
export async function grid(stage) {
    const database = testDatabase(stage, `${process.pid}_grid`);
    await copyDatabase(stage.server, stage.templates.addon, database);
    try {
        const server = await startThreaded(stage, database);
        try {
            return await measured(server.url, await prepare(server.url, database));
        } finally {
            await server.stop();
        }
    } finally {
        await dropDatabase(stage.server, database);
    }
}
