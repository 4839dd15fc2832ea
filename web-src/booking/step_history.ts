import type { SlotPickerStore } from "./slot_picker/slot_picker_store";

/**
 * Lets the device's Back button lead from "Check and confirm" to the times: without this it leaves the page.
 * Call the result whenever the picker's phase may have changed.
 */
export function createStepHistory(store: SlotPickerStore, history: History, target: EventTarget): () => void {
    // After a reload the step that was left is there already.
    let isDeeper = (history.state as { step?: string } | null)?.step === "check";
    // A step begins at its top; the browser would go to where the other one was left.
    history.scrollRestoration = "manual";
    target.addEventListener("popstate", () => {
        isDeeper = false;
        store.back();
    });
    return () => {
        const { phase } = store.state;
        if (phase === "checking" && !isDeeper) {
            isDeeper = true;
            history.pushState({ step: "check" }, "");
        } else if ((phase === "choosing" || phase === "refused") && isDeeper) {
            isDeeper = false;
            history.back();
        }
    };
}
