import type { Details } from "../core/answer";
import { offeredStarts } from "../core/slots";
import type { Start } from "../core/slots";
import type { SlotPickerStore } from "./slot_picker/slot_picker_store";

const NAME = "fm-draft";

interface Draft {
    page: string;
    start: Start | null;
    details: Partial<Details>;
    leftOut: readonly number[];
}

/** Puts back what was chosen and typed on this page before it was loaded again, in another language for one. */
export function restoreDraft(store: SlotPickerStore, storage: Storage | null, page: string): void {
    const draft = read(storage);
    if (!draft || draft.page !== page) {
        return;
    }
    store.type(draft.details);
    draft.leftOut.forEach((unit) => store.tick(unit, false));
    if (draft.start !== null && offeredStarts(store.state.slots).includes(draft.start)) {
        store.pick(draft.start);
    }
}

/** Keeps what is chosen and typed: in the tab, for nobody else, until the visit is booked. */
export function saveDraft({ state }: SlotPickerStore, storage: Storage | null, page: string): void {
    if (state.phase === "booked") {
        storage?.removeItem(NAME);
        return;
    }
    const { task } = state;
    const typed = task.mode === "book" ? { details: task.details, leftOut: task.leftOut ?? [] } : { details: {}, leftOut: [] };
    write(storage, { page, start: "start" in state ? state.start : null, ...typed });
}

/** The tab's own storage; null where the browser has switched it off. */
export function tabStorage(): Storage | null {
    try {
        return window.sessionStorage;
    } catch {
        return null;
    }
}

function read(storage: Storage | null): Draft | null {
    try {
        return JSON.parse(storage?.getItem(NAME) ?? "null") as Draft | null;
    } catch {
        return null;
    }
}

function write(storage: Storage | null, draft: Draft): void {
    try {
        storage?.setItem(NAME, JSON.stringify(draft));
    } catch {
        // It is full: the page works as it did without.
    }
}
