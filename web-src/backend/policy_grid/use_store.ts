import { onRendered, onWillUnmount, status, useComponent } from "@odoo/owl";
import type { DraftStore } from "./draft_store";

/**
 * Draws the component anew when what it shows of the store is another: `look` gives that as a list, whose items are
 * compared one by one; null while there is nothing to show any more. A press of a key changes little of a grid: what
 * does not show it is not asked to draw.
 */
export function useStore(store: DraftStore, look: () => readonly unknown[] | null): void {
    const component = useComponent();
    let seen = look();
    onRendered(() => {
        seen = look();
    });
    const unsubscribe = store.subscribe(() => {
        const now = look();
        if (now && !isSame(now, seen) && status(component) !== "destroyed") {
            component.render();
        }
    });
    onWillUnmount(unsubscribe);
}

function isSame(now: readonly unknown[], seen: readonly unknown[] | null): boolean {
    return now.length === seen?.length && now.every((item, index) => item === seen[index]);
}
