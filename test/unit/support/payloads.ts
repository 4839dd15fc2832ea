import recordedMove from "../../vectors/move.json" with { type: "json" };
import recorded from "../../vectors/slots.json" with { type: "json" };
import type { Answer, AnswerCode, Details } from "../../../web-src/core/answer";
import { readAnswer } from "../../../web-src/core/answer";
import type { Task } from "../../../web-src/core/picker";
import type { SlotsPayload } from "../../../web-src/core/slots";

/** Free times as the server sent them once. */
export function slots(change: Partial<SlotsPayload> = {}): SlotsPayload {
    return { ...recorded, ...change };
}

/** The three lifts of a care home, which one visit is for. */
export const lifts = [7, 8, 9].map((id) => ({
    id,
    product: "Summit Stair Lift",
    detail: `MC/0000${id}`,
    terms: "45 minutes · $95.00 plus taxes",
}));

/** Nothing free in the whole horizon. */
export function noSlots(): SlotsPayload {
    return slots({ first_free: null, suggested: [], previous: null, next: null, week: recorded.week.map((day) => ({ ...day, times: [] })) });
}

/** The week after the recorded one, shifted by seven days. */
export function nextWeek(): SlotsPayload {
    const later = (iso: string) => new Date(Date.parse(iso) + 7 * 86_400_000).toISOString();
    return slots({
        first: "2026-11-30",
        previous: "2026-11-23",
        next: null,
        week: recorded.week.map((day) => ({
            date: later(day.date).slice(0, 10),
            times: day.times.map((time) => later(time).replace(".000Z", "Z")),
        })),
    });
}

/** A visit is booked. */
export function booking(details: Partial<Details> = {}): Task {
    return { mode: "book", key: "key-1", details: { phone: "", note: "", booked_by: "", ...details } };
}

/** The page that moves a visit, and what else the server sent along that way. */
export const move = {
    data: recordedMove.data,
    week: recordedMove.week,
    task: { mode: "move", from: recordedMove.data.visit } as Task,
};

/** What the server answered to a press, or instead of a week, on the page that moves a visit. */
export function moveAnswer(
    name: "booked" | "slot_taken" | "too_late" | "gone" | "link_invalid" | "week_too_late" | "week_gone",
): Answer {
    const read = readAnswer(recordedMove[name]);
    if (!read) {
        throw new Error(`${name} is not an answer.`);
    }
    return read;
}

/** An answer of the server's. */
export function answer(code: AnswerCode, change: Partial<Answer> = {}): Answer {
    return { answer: code, message: "", visit: null, location: null, slots: null, ...change };
}

/** The answer to a press that booked `start`. */
export function booked(start: string, code: "booked" | "already_booked" = "booked"): Answer {
    const stop = new Date(Date.parse(start) + 3_600_000).toISOString().replace(".000Z", "Z");
    const visit = { start, stop, technician: "Amélie Gagnon", reference: "V/00001" };
    return answer(code, { visit, location: "/maintenance/book/token" });
}
