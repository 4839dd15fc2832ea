import { App, reactive, whenReady } from "@odoo/owl";
import { appTranslateFn, translatedTerms, translatedTermsGlobal, translationLoaded } from "@web/core/l10n/translation";
import { getTemplate } from "@web/core/templates";
import type { Task } from "../core/picker";
import { createHttpApi } from "./http_api";
import { restoreDraft, saveDraft, tabStorage } from "./kept_draft";
import type { PageData } from "./page_data";
import { readPageData } from "./page_data";
import { enablePrintButton } from "./print_button";
import { createStepHistory } from "./step_history";
import { SlotPicker } from "./slot_picker/slot_picker";
import { SlotPickerStore } from "./slot_picker/slot_picker_store";

const MODULE = "fusion_maintenance";

/** Takes over from the form that the server rendered, which works without this. */
async function takeOver(target: HTMLElement, data: PageData): Promise<void> {
    const form = target.querySelector("form");
    if (form && isBegun(form)) {
        return;
    }
    await whenReady(); // the templates come last in the bundle, after this module
    translate(data.terms);
    const store = createStore(data);
    const app = new App(SlotPicker, {
        getTemplate,
        translateFn: appTranslateFn,
        props: {
            store,
            lang: data.lang,
            phone: data.phone,
            phoneHint: (data.mode === "book" && data.phone_hint) || "",
            callMe: data.call_me ?? "",
            newLink: data.new_link,
            audience: "client",
            deviceZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
    });
    await app.mount(target);
    form?.remove();
}

/** Somebody who has begun to fill in the form keeps it. */
function isBegun(form: HTMLFormElement): boolean {
    const touched = "[type=radio]:checked, [type=checkbox]:not(:checked)";
    return form.contains(document.activeElement) || form.querySelector(touched) !== null;
}

function translate(terms: Record<string, string>): void {
    translatedTerms[MODULE] = terms;
    Object.assign(translatedTermsGlobal, terms);
    translatedTerms[translationLoaded] = true; // in English too, else `_t` throws
}

function readTask(data: PageData): Task {
    if (data.mode === "move") {
        return { mode: "move", from: data.visit };
    }
    const details = { phone: "", note: "", booked_by: "", ...data.contact };
    return { mode: "book", key: data.key, details, leftOut: data.left_out ?? [] };
}

function createStore(data: PageData): SlotPickerStore {
    const plain = new SlotPickerStore({
        api: createHttpApi({ ...data.api, csrf: data.csrf }),
        slots: data.slots,
        task: readTask(data),
        onBooked: (state) => {
            if (state.phase === "booked" && state.location) {
                window.location.assign(state.location);
            }
        },
    });
    const storage = tabStorage();
    const { pathname } = window.location;
    restoreDraft(plain, storage, pathname);
    const store: SlotPickerStore = reactive(plain, () => follow());
    const record = createStepHistory(store, window.history, window);
    const follow = () => {
        record();
        saveDraft(store, storage, pathname);
        void store.state.phase; // reading it again asks to be told of the next change
    };
    follow();
    return store;
}

enablePrintButton(document);
const target = document.getElementById("fm-picker");
const data = readPageData();
if (target && data) {
    void takeOver(target, data);
}
