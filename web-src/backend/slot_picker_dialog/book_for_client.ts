import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { createSlotPickerStore } from "../../booking/slot_picker/slot_picker_store";
import { createCalendar } from "../../core/dates";
import type { PickerState } from "../../core/picker";
import type { SlotsPayload } from "../../core/slots";
import type { ActionEnv, ClientAction } from "../client_action";
import { createOrmApi } from "./orm_api";
import { newKey } from "./request_key";
import { SlotPickerDialog } from "./slot_picker_dialog";

interface Params {
    contract_id: number;
    contract_name: string;
    phone?: string | false;
    /** What the caller asks: unit, duration, price, city. */
    facts?: string[];
    slots?: SlotsPayload;
}

/** Opens the slot picker for a contract; when it is booked, says so and shows the contract afresh. */
export async function bookForClient(env: ActionEnv, { params }: ClientAction<Params>): Promise<void> {
    const { action, dialog, notification, orm } = env.services;
    const api = createOrmApi(orm, params.contract_id);
    const slots = params.slots ?? (await api.slots(null));
    const onBooked = async (state: PickerState) => {
        close();
        // In one text: Odoo puts a full stop of its own after a title.
        const sentence = (state.phase === "booked" && state.message) || _t("The visit is booked.");
        notification.add([sentence, summary(state)].filter(Boolean).join(" "), { type: "success" });
        await action.doAction({ type: "ir.actions.client", tag: "soft_reload" });
    };
    const store = createSlotPickerStore({
        api,
        slots,
        task: { mode: "book", key: newKey(), details: { phone: params.phone || "", note: "", booked_by: "" } },
        onBooked: (state) => void onBooked(state),
    });
    const title = _t("Book for the client: %(contract)s", { contract: params.contract_name });
    const close = dialog.add(SlotPickerDialog, { title, facts: (params.facts ?? []).filter(Boolean), store });
}

/** "Tuesday, November 24, 9:30 a.m., Amélie Gagnon": what the dispatcher repeats to the client. */
function summary(state: PickerState): string {
    const visit = state.phase === "booked" ? state.visit : null;
    if (!visit) {
        return "";
    }
    const calendar = createCalendar(user.lang || "en-CA", state.slots.timezone);
    return [calendar.dayAndTime(visit.start), visit.technician].filter(Boolean).join(", ");
}

registry.category("actions").add("fusion_maintenance.book_for_client", bookForClient);
