import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Visitor } from "../../support/index.ts";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const SCHEMES = ["light", "dark"] as const;
/** What fingers hit: links within a sentence are as small as its letters. */
const TARGETS =
    "button, summary, .fm-button, label.fm-time, label.fm-tick-unit, input:not([type=hidden], [type=radio], [type=checkbox]), textarea, nav a";
const LEAST = 44;

/** Take a picture of a public page on a phone and a desktop, by day and by night. The page is then what it was. */
export async function pictures({ page, picture }: Visitor, name: string): Promise<void> {
    const was = page.viewportSize();
    for (const [screen, size] of Object.entries(SCREENS)) {
        await page.setViewportSize(size);
        for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            await picture(`${name}-${screen}-${colorScheme}`);
        }
    }
    await page.emulateMedia({ colorScheme: null });
    if (was) await page.setViewportSize(was);
}

async function breaches(page: Page, { within = "html", onlyColours = false } = {}): Promise<string[]> {
    const axe = new AxeBuilder({ page }).include(within).setLegacyMode(true);
    const found = await (onlyColours ? axe.withRules("color-contrast") : axe.withTags(LEVELS)).analyze();
    return found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html}`));
}

/** Nothing on the page breaks WCAG 2.2 AA as far as axe can see, by day and by night. */
export async function expectAccessible(page: Page): Promise<void> {
    for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        // By night nothing but the colours is another.
        const found = await breaches(page, { onlyColours: colorScheme === "dark" });
        expect(found, `${colorScheme}: ${page.url()}`).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null });
}

/** The slot picker in a dialog of the web client is held to the same. */
export async function expectGoodDialog(page: Page): Promise<void> {
    expect(await breaches(page, { within: ".o_dialog .fm-picker" })).toEqual([]);
}

/** Everything that is pressed or typed into is large enough for a trembling finger. */
export async function expectLargeTargets(page: Page): Promise<void> {
    const small = await page.locator(TARGETS).evaluateAll((elements, least) => elements
        .filter((element) => element.checkVisibility())
        .map((element) => ({ box: element.getBoundingClientRect(), text: element.outerHTML.slice(0, 120) }))
        .filter(({ box }) => Math.min(box.width, box.height) < least - 0.5)
        .map(({ box, text }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${text}`), LEAST);
    expect(small).toEqual([]);
}

/** The page needs no scrolling to the side, and nothing of it is cut off there. */
export async function expectNoSideways(page: Page): Promise<void> {
    const wide = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const stickOut = [...document.querySelectorAll("body *")].filter((element) => {
            const { right, width: own } = element.getBoundingClientRect();
            return own > 1 && right > width + 0.5 && element.checkVisibility();
        });
        const scrolls = document.documentElement.scrollWidth > width;
        return [...(scrolls ? ["the page scrolls"] : []), ...stickOut.map((element) => element.outerHTML.slice(0, 120))];
    });
    expect(wide, JSON.stringify(page.viewportSize())).toEqual([]);
}

/** Whether all of something is on the screen, without scrolling. */
export async function isAllInView(target: Locator): Promise<boolean> {
    return target.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
    });
}

/** Let no script of the page arrive. Axe has timers of its own, which stand still where JavaScript is switched off. */
export async function loseScripts(page: Page): Promise<void> {
    await page.route(/\.js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
}

/** All that a public page is held to, and its pictures. */
export async function expectGoodPage(visitor: Visitor, name: string): Promise<void> {
    await pictures(visitor, name);
    await expectNoSideways(visitor.page);
    await expectLargeTargets(visitor.page);
    await expectAccessible(visitor.page);
}
