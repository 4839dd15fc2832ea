import { offeredStarts } from "../core/slots";
const NAME = "fm-draft";
function restoreDraft(store, storage, page) {
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
function saveDraft({ state }, storage, page) {
  if (state.phase === "booked") {
    storage?.removeItem(NAME);
    return;
  }
  const { task } = state;
  const typed = task.mode === "book" ? { details: task.details, leftOut: task.leftOut ?? [] } : { details: {}, leftOut: [] };
  write(storage, { page, start: "start" in state ? state.start : null, ...typed });
}
function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
function read(storage) {
  try {
    return JSON.parse(storage?.getItem(NAME) ?? "null");
  } catch {
    return null;
  }
}
function write(storage, draft) {
  try {
    storage?.setItem(NAME, JSON.stringify(draft));
  } catch {
  }
}
export {
  restoreDraft,
  saveDraft,
  tabStorage
};
