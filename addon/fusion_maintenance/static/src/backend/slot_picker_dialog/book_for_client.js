import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { createSlotPickerStore } from "../../booking/slot_picker/slot_picker_store";
import { createCalendar } from "../../core/dates";
import { createOrmApi } from "./orm_api";
import { newKey } from "./request_key";
import { SlotPickerDialog } from "./slot_picker_dialog";
async function bookForClient(env, { params }) {
  const { action, dialog, notification, orm } = env.services;
  const api = createOrmApi(orm, params.contract_id);
  const slots = params.slots ?? await api.slots(null);
  const onBooked = async (state) => {
    close();
    const sentence = state.phase === "booked" && state.message || _t("The visit is booked.");
    notification.add([sentence, summary(state)].filter(Boolean).join(" "), { type: "success" });
    await action.doAction({ type: "ir.actions.client", tag: "soft_reload" });
  };
  const store = createSlotPickerStore({
    api,
    slots,
    task: { mode: "book", key: newKey(), details: { phone: params.phone || "", note: "", booked_by: "" } },
    onBooked: (state) => void onBooked(state)
  });
  const title = _t("Book for the client: %(contract)s", { contract: params.contract_name });
  const close = dialog.add(SlotPickerDialog, { title, facts: (params.facts ?? []).filter(Boolean), store });
}
function summary(state) {
  const visit = state.phase === "booked" ? state.visit : null;
  if (!visit) {
    return "";
  }
  const calendar = createCalendar(user.lang || "en-CA", state.slots.timezone);
  return [calendar.dayAndTime(visit.start), visit.technician].filter(Boolean).join(", ");
}
registry.category("actions").add("fusion_maintenance.book_for_client", bookForClient);
export {
  bookForClient
};
