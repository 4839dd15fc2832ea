import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** The slot picker, once it has taken over from the form. */
export const picker = (page: Page): Locator => page.locator(".fm-picker");

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });

export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole("heading", { name });

/** The suggested times, as large buttons. */
export const suggestions = (page: Page): Locator => page.locator("button.fm-time-large");

/** Open a booking link and wait for the slot picker. */
export async function openPage(page: Page, link: string): Promise<void> {
    await page.goto(link);
    await picker(page).waitFor();
}

/** Choose the first suggested time; gives its start. */
export async function chooseFirst(page: Page): Promise<string> {
    const first = suggestions(page).first();
    const start = (await first.getAttribute("data-start")) ?? "";
    await first.click();
    return start;
}

/** Choose the first suggested time, to be checked and booked; gives its start. */
export async function chooseSuggested(page: Page): Promise<string> {
    const start = await chooseFirst(page);
    await heading(page, "Check and confirm").waitFor();
    return start;
}

/** Wait for the page that says it is booked. */
export async function seeBooked(page: Page): Promise<void> {
    await heading(page, /^(Your visit is booked|Votre visite est réservée)$/).and(page.locator("h1")).waitFor();
}

/** Choose the first suggested time and book it. */
export async function bookFirst(page: Page): Promise<string> {
    const start = await chooseSuggested(page);
    await button(page, "Book this visit").click();
    await seeBooked(page);
    return start;
}

/** Press Tab until an element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator, presses = 60): Promise<void> {
    for (let press = 0; press < presses; press += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
    }
    const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    expect.fail(`${presses} presses of Tab did not reach ${target}; the focus is on ${where}`);
}

/** Odoo's database and the picker write a moment differently. */
export const asOdoo = (start: string): string => start.replace("T", " ").replace("Z", "");
