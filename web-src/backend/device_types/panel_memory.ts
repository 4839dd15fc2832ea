import { browser } from "@web/core/browser/browser";

const KEY = "fusion_maintenance.device_types.panel";

interface Memory {
    isOpen: boolean;
    /** How many waited then: when more do, there is news. */
    waiting: number;
}

/** Whether the panel is to be open, on this device: as somebody left it, and by itself when labels wait that did not then. */
export function isToBeOpen(waiting: number): boolean {
    const memory = JSON.parse(browser.localStorage.getItem(KEY) ?? "null") as Memory | null;
    return memory ? memory.isOpen || waiting > memory.waiting : waiting > 0;
}

export function rememberOpen(isOpen: boolean, waiting: number): void {
    browser.localStorage.setItem(KEY, JSON.stringify({ isOpen, waiting }));
}
