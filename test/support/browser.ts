import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { which } from "../../tools/lib/run.mjs";
import { resultsFolder } from "./stage.ts";

const FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** Somebody with a browser of their own: a page, and what went wrong on it. */
export interface Visitor {
    page: Page;
    /** Console errors, uncaught exceptions, and requests to another machine. */
    problems: string[];
    /** A picture of the whole page, or of what the screen shows of it, in the results folder. */
    picture(name: string, options?: { fullPage?: boolean }): Promise<string>;
    close(): Promise<void>;
}

export interface VisitorOptions extends BrowserContextOptions {
    phone?: boolean;
}

/** Open Chromium: CHROMIUM names it, or it is the machine's. */
export async function openBrowser(): Promise<Browser> {
    const executablePath = process.env["CHROMIUM"] ?? ((await which("chromium")) || (await which("google-chrome")));
    if (!executablePath) throw new Error("There is no Chromium: install the package chromium, or set CHROMIUM to one.");
    return chromium.launch({ executablePath, args: FLAGS });
}

function noteProblems(page: Page): string[] {
    const problems: string[] = [];
    page.on("console", (message) => {
        if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
    page.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith("http") && hostname !== "127.0.0.1") problems.push(`request elsewhere: ${request.url()}`);
    });
    return problems;
}

/** A new visitor with cookies of their own, on a desktop or (`phone: true`) a phone, in Toronto unless said otherwise. */
export async function newVisitor(browser: Browser, { phone = false, ...options }: VisitorOptions = {}): Promise<Visitor> {
    const screen = phone ? PHONE : DESKTOP;
    const context = await browser.newContext({ locale: "en-CA", timezoneId: "America/Toronto", ...screen, ...options });
    const page = await context.newPage();
    return {
        page,
        problems: noteProblems(page),
        async picture(name, { fullPage = true } = {}) {
            await mkdir(resultsFolder(), { recursive: true });
            const path = join(resultsFolder(), `${name}.png`);
            await page.screenshot({ path, fullPage });
            return path;
        },
        close: () => context.close(),
    };
}

/** Sign in to the backend with Odoo's own form. */
export async function signIn(page: Page, url: string, login: string, password = login): Promise<void> {
    await page.goto(`${url}/web/login`);
    await page.locator('input[name="login"]').fill(login);
    await page.locator('input[name="password"]').fill(password);
    await page.locator('form.oe_login_form button[type="submit"]').click();
    await page.locator(".o_main_navbar").waitFor();
}
