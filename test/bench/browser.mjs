import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { Stop } from "../../tools/lib/errors.mjs";
import { which } from "../../tools/lib/run.mjs";
import { atMost, beside, quantile } from "./figures.mjs";

const LOADS = 20;
export const FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];
// An old phone on a slow network.
const CPU = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: "en-CA", timezoneId: "America/Toronto" };
const PATIENCE = 60_000;

// Runs in the page before anything else does.
function observe() {
    const seen = { lcp: 0, cls: 0, inp: 0 };
    globalThis.fmSeen = seen;
    const watch = (type, note, options) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
    watch("largest-contentful-paint", ({ startTime }) => { seen.lcp = startTime; });
    watch("layout-shift", ({ hadRecentInput, value }) => { if (!hadRecentInput) seen.cls += value; });
    watch("event", ({ interactionId, duration }) => { if (interactionId) seen.inp = Math.max(seen.inp, duration); }, { durationThreshold: 16 });
}

/** One load by somebody who was never here, and a press of the first time. Gives `{ lcp, cls, inp, ready }` in ms. */
async function visit(engine, address) {
    const context = await engine.newContext(PHONE);
    try {
        const page = await context.newPage();
        page.setDefaultTimeout(PATIENCE);
        await page.addInitScript(observe);
        const devtools = await context.newCDPSession(page);
        await devtools.send("Network.enable");
        await devtools.send("Network.emulateNetworkConditions", NETWORK);
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU });
        await page.goto(address, { waitUntil: "load" });
        // What the script makes are buttons; before it runs they are a form's choices.
        const time = page.locator("button.fm-time").first();
        await time.waitFor();
        const ready = await page.evaluate(() => performance.now());
        await pause(500); // no more layout shifts to come
        await time.tap();
        await page.locator("button.fm-time").first().waitFor({ state: "hidden" });
        await pause(500);
        return { ...(await page.evaluate(() => globalThis.fmSeen)), ready };
    } finally {
        await context.close();
    }
}

/** P5: the page in Chromium, as on an old phone far away. Gives rows. */
export async function browser(url, tokens, loads = LOADS) {
    const executablePath = process.env.CHROMIUM ?? (await which("chromium"));
    if (!executablePath) throw new Stop("There is no Chromium: install the package chromium, or set CHROMIUM to one.");
    const engine = await chromium.launch({ executablePath, args: FLAGS });
    try {
        const seen = [];
        for (let index = 0; index < loads; index += 1) seen.push(await visit(engine, `${url}/maintenance/book/${tokens[index % tokens.length]}`));
        const p75 = (name) => quantile(seen.map((one) => one[name]), 0.75);
        return [
            atMost("P5", "largest contentful paint, p75", p75("lcp"), 1500, "ms"),
            atMost("P5", "interaction to next paint, p75", p75("inp"), 200, "ms"),
            atMost("P5", "layout shift, p75", p75("cls"), 0.1),
            beside("P5", "until the script has taken over, p75", p75("ready"), "ms"),
        ];
    } finally {
        await engine.close();
    }
}
