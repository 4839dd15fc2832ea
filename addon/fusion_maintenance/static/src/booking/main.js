import { App, reactive, whenReady } from "@odoo/owl";
import { appTranslateFn, translatedTerms, translatedTermsGlobal, translationLoaded } from "@web/core/l10n/translation";
import { getTemplate } from "@web/core/templates";
import { createHttpApi } from "./http_api";
import { restoreDraft, saveDraft, tabStorage } from "./kept_draft";
import { readPageData } from "./page_data";
import { enablePrintButton } from "./print_button";
import { createStepHistory } from "./step_history";
import { SlotPicker } from "./slot_picker/slot_picker";
import { SlotPickerStore } from "./slot_picker/slot_picker_store";
const MODULE = "fusion_maintenance";
async function takeOver(target2, data2) {
  const form = target2.querySelector("form");
  if (form && isBegun(form)) {
    return;
  }
  await whenReady();
  translate(data2.terms);
  const store = createStore(data2);
  const app = new App(SlotPicker, {
    getTemplate,
    translateFn: appTranslateFn,
    props: {
      store,
      lang: data2.lang,
      phone: data2.phone,
      phoneHint: data2.mode === "book" && data2.phone_hint || "",
      callMe: data2.call_me ?? "",
      newLink: data2.new_link,
      audience: "client",
      deviceZone: Intl.DateTimeFormat().resolvedOptions().timeZone
    }
  });
  await app.mount(target2);
  form?.remove();
}
function isBegun(form) {
  const touched = "[type=radio]:checked, [type=checkbox]:not(:checked)";
  return form.contains(document.activeElement) || form.querySelector(touched) !== null;
}
function translate(terms) {
  translatedTerms[MODULE] = terms;
  Object.assign(translatedTermsGlobal, terms);
  translatedTerms[translationLoaded] = true;
}
function readTask(data2) {
  if (data2.mode === "move") {
    return { mode: "move", from: data2.visit };
  }
  const details = { phone: "", note: "", booked_by: "", ...data2.contact };
  return { mode: "book", key: data2.key, details, leftOut: data2.left_out ?? [] };
}
function createStore(data2) {
  const plain = new SlotPickerStore({
    api: createHttpApi({ ...data2.api, csrf: data2.csrf }),
    slots: data2.slots,
    task: readTask(data2),
    onBooked: (state) => {
      if (state.phase === "booked" && state.location) {
        window.location.assign(state.location);
      }
    }
  });
  const storage = tabStorage();
  const { pathname } = window.location;
  restoreDraft(plain, storage, pathname);
  const store = reactive(plain, () => follow());
  const record = createStepHistory(store, window.history, window);
  const follow = () => {
    record();
    saveDraft(store, storage, pathname);
    void store.state.phase;
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
