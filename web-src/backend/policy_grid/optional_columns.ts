import { browser } from "@web/core/browser/browser";
import type { GridColumn } from "./grid_column";

const KEY = "fusion_maintenance.policy_grid.columns";

/** The optional columns that somebody chose to see, on this device; those of the view otherwise. */
export function loadShown(columns: readonly GridColumn[]): string[] {
    const chosen = JSON.parse(browser.localStorage.getItem(KEY) ?? "{}") as Record<string, boolean>;
    return columns.filter(({ name, optional }) => chosen[name] ?? optional === "show").map(({ name }) => name);
}

export function saveShown(columns: readonly GridColumn[], names: readonly string[]): void {
    const chosen = columns.filter(({ optional }) => optional).map(({ name }) => [name, names.includes(name)]);
    browser.localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(chosen)));
}
