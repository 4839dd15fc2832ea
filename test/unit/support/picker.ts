import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { SlotPicker } from "../../../web-src/booking/slot_picker/slot_picker";
import { createSlotPickerStore } from "../../../web-src/booking/slot_picker/slot_picker_store";
import type { Answer, BookingRequest, MoveRequest } from "../../../web-src/core/answer";
import type { PickerState, Task } from "../../../web-src/core/picker";
import type { SlotsPayload } from "../../../web-src/core/slots";
import { mount, settle } from "./mount";
import { booking, slots } from "./payloads";

/** What is offered, and what the server answers, in turn. */
export interface PickerCase {
    slots?: SlotsPayload;
    task?: Task;
    answers?: (Answer | Error)[];
    weeks?: (SlotsPayload | Error)[];
    deviceZone?: string;
    audience?: "client" | "dispatcher";
    callMe?: string;
}

/** A picker on the page, and the requests that it made. */
export async function openPicker(given: PickerCase = {}) {
    const asked: (string | null)[] = [];
    const sent: (BookingRequest | MoveRequest)[] = [];
    const bookings: PickerState[] = [];
    const next = <T>(queue: (T | Error)[]): Promise<T> => {
        const value = queue.shift();
        return value instanceof Error || value === undefined ? Promise.reject(value ?? new Error("unexpected")) : Promise.resolve(value);
    };
    const answers = [...(given.answers ?? [])];
    const weeks = [...(given.weeks ?? [])];
    const store = createSlotPickerStore({
        api: {
            slots: (first) => (asked.push(first), next(weeks)),
            confirm: (request) => (sent.push({ ...request }), next(answers)),
        },
        slots: given.slots ?? slots(),
        task: given.task ?? booking({ phone: "416 555 0123", booked_by: "Ruth Cohen" }),
        onBooked: (state) => bookings.push(state),
        wait: () => Promise.resolve(),
    });
    const props = {
        store,
        lang: "en-CA",
        phone: "+1 (416) 555-0100",
        phoneHint: "23",
        callMe: given.callMe ?? "",
        newLink: "/new-link",
        audience: given.audience ?? "client",
        deviceZone: given.deviceZone ?? "America/New_York",
    };
    await mount(SlotPicker, { props });
    return { asked, sent, bookings, user: userEvent.setup() };
}

/** Press a button by its name, and let what follows happen. */
export const press = async (name: RegExp | string) => {
    await userEvent.click(screen.getByRole("button", { name }));
    await settle();
};

/** Narrow and other spaces that do not break count as spaces in a name. */
export const time = (text: string) => new RegExp(text.replace(/ /g, "[\\s\\u00a0\\u202f]"));
