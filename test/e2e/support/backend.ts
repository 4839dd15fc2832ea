import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Open a page of the web client by its path ("sales", "service-contracts/12") and wait until it is drawn. */
export async function open(page: Page, path: string): Promise<void> {
    await page.goto(`/odoo/${path}`);
    await page.locator(".o_action_manager .o_view_controller, .o_action_manager .o_view_sample_data").first().waitFor();
}

export const field = (scope: Page | Locator, name: string): Locator => scope.locator(`.o_field_widget[name="${name}"]`);

/** A button of a form or dialog, by the method that it calls. */
export const action = (scope: Page | Locator, name: string): Locator => scope.locator(`button[name="${name}"]`).filter({ visible: true });

export const dialog = (page: Page): Locator => page.locator(".o_dialog");

/** What a form says its state is. */
export const status = (page: Page): Locator => page.locator(".o_statusbar_status .o_arrow_button_current");

/** Fill a date field the way a person does who knows the date; with a time: " 09:00:00". */
export async function typeDate(page: Page | Locator, name: string, day: string, time = ""): Promise<void> {
    const [year, month, date] = day.split("-");
    const shown = field(page, name);
    // A date that is not edited is a button in Odoo 19.
    await shown.waitFor();
    if (await shown.locator("button").count()) await shown.locator("button").first().click();
    await shown.locator("input").fill(`${month}/${date}/${year}${time}`);
    await shown.locator("input").press("Enter");
}

/** Choose a record by typing a part of its name. */
export async function choose(scope: Locator, text: string): Promise<void> {
    const input = scope.locator("input");
    await input.click();
    await input.fill(text);
    await scope.page().locator(".o-autocomplete--dropdown-item", { hasText: text }).first().click();
}

/** Save a form, and wait until it is. */
export async function save(page: Page): Promise<void> {
    await page.locator(".o_form_button_save").click();
    await expect.poll(() => page.locator(".o_form_button_save").filter({ visible: true }).count(), { timeout: 150_000 }).toBe(0);
}

/** Wait for a notification that says this. */
export async function told(page: Page, text: string | RegExp): Promise<void> {
    await page.locator(".o_notification", { hasText: text }).first().waitFor();
}

/** A column of a kanban by its title. */
export const column = (page: Page, title: string): Locator =>
    page.locator(".o_kanban_group").filter({ has: page.locator(".o_column_title", { hasText: title }) });

export const card = (scope: Page | Locator, text: string): Locator => scope.locator(".o_kanban_record:not(.o_kanban_ghost)", { hasText: text });
