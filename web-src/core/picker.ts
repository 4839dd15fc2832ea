import type { Answer, AnswerCode, BookedVisit, Details } from "./answer";
import type { ArrivalWindow, LocalDate, SlotsPayload, Start } from "./slots";
import { firstDayWithTimes, isFullyBooked } from "./slots";

/** Why something did not work: the server's refusals, and what happens on the way to it. */
export type Problem = Exclude<AnswerCode, "booked" | "already_booked"> | "none_left" | "offline" | "server" | "not_loaded";

/** When the visit is that is to be moved. */
export interface BookedTime {
    start: Start;
    /** From when to when somebody arrives, null where the start itself is promised. */
    window: ArrivalWindow | null;
}

/** What the chosen time is for, and what a press takes along. */
export type Task =
    /** `leftOut` are units that were unticked: a start that suits all of them suits the others. */
    { mode: "book"; key: string; details: Details; leftOut?: readonly number[] } | { mode: "move"; from: BookedTime };

export type Mode = Task["mode"];

export interface Notice {
    problem: Problem;
    /** The server's own sentence, which wins over ours; "" when it sent none. */
    message: string;
}

export type Phase =
    | { phase: "choosing" }
    | { phase: "loading"; first: LocalDate | null }
    | { phase: "checking"; start: Start }
    | { phase: "sending"; start: Start; attempt: number }
    /** It is not known whether the press arrived: it is sent again with the same key. */
    | { phase: "offline"; start: Start }
    | { phase: "refused" }
    | { phase: "booked"; visit: BookedVisit | null; message: string; location: string | null };

export interface Shared {
    view: "suggested" | "week";
    slots: SlotsPayload;
    task: Task;
    notice: Notice | null;
    openDay: LocalDate | null;
}

export type PickerState = Phase & Shared;

/** The picker as it opens: suggested times first, the week when there are none. */
export function opened(slots: SlotsPayload, task: Task): PickerState {
    return {
        phase: "choosing",
        view: slots.suggested.length ? "suggested" : "week",
        slots,
        task,
        notice: null,
        openDay: firstDayWithTimes(slots.week),
    };
}

/** Shows the suggested times or the week. */
export function viewed(state: PickerState, view: Shared["view"]): PickerState {
    return choosing(state, { view, notice: null });
}

/** Opens a day of the week, or closes it when it is the open one. */
export function dayToggled(state: PickerState, date: LocalDate): PickerState {
    return { ...state, openDay: state.openDay === date ? null : date };
}

/** Other days are being fetched. */
export function loading(state: PickerState, first: LocalDate | null): PickerState {
    return { ...shared(state), phase: "loading", first, notice: null };
}

/** Other days have come. */
export function loaded(state: PickerState, slots: SlotsPayload): PickerState {
    return choosing(state, { view: "week", slots, openDay: firstDayWithTimes(slots.week) });
}

/** Other days did not come: what was shown stays. `answer` is what the server said instead, null for nothing. */
export function notLoaded(state: PickerState, answer: Answer | null): PickerState {
    if (!answer) {
        return choosing(state, { notice: { problem: "not_loaded", message: "" } });
    }
    switch (answer.answer) {
        case "booked":
        case "already_booked":
            return booked(state, answer);
        case "link_invalid":
        case "refused":
            return refused(state, { problem: answer.answer, message: answer.message });
        case "too_late":
            return tooLate(state, { problem: answer.answer, message: answer.message }, state.slots);
        default:
            return choosing(state, { notice: { problem: answer.answer, message: answer.message } });
    }
}

/** A time was pressed: check and confirm. */
export function picked(state: PickerState, start: Start): PickerState {
    return { ...shared(state), phase: "checking", start, notice: null };
}

/** Back to the times; what was typed is kept. */
export function wentBack(state: PickerState): PickerState {
    return choosing(state, { notice: null });
}

/** Something was typed; where a visit is moved there is nothing to type. */
export function typed(state: PickerState, details: Partial<Details>): PickerState {
    const { task } = state;
    return task.mode === "book" ? { ...state, task: { ...task, details: { ...task.details, ...details } } } : state;
}

/** A unit was ticked, or unticked to be left out. */
export function ticked(state: PickerState, unit: number, on: boolean): PickerState {
    const { task } = state;
    if (task.mode !== "book") {
        return state;
    }
    const others = (task.leftOut ?? []).filter((other) => other !== unit);
    return { ...state, task: { ...task, leftOut: on ? others : [...others, unit] } };
}

/** The units that the button would book a visit for, [] where it is not said. */
export function chosenUnits({ slots, task }: PickerState): number[] {
    const leftOut = task.mode === "book" ? task.leftOut : [];
    return (slots.units ?? []).map((unit) => unit.id).filter((id) => !leftOut?.includes(id));
}

/** The start that the button would book now, null when a press means nothing. */
export function sendable(state: PickerState): Start | null {
    return state.phase === "checking" || state.phase === "offline" ? state.start : null;
}

/** The button was pressed, or the press is being repeated. */
export function sending(state: PickerState, start: Start, attempt: number): PickerState {
    return { ...shared(state), phase: "sending", start, attempt, notice: null };
}

/** No answer came. */
export function lost(state: PickerState, start: Start, notice: Notice): PickerState {
    return { ...shared(state), phase: "offline", start, notice };
}

/** The server answered the press for `start`. */
export function answered(state: PickerState, start: Start, answer: Answer): PickerState {
    if (answer.answer === "booked" || answer.answer === "already_booked") {
        return booked(state, answer);
    }
    const notice: Notice = { problem: answer.answer, message: answer.message };
    switch (answer.answer) {
        case "link_invalid":
            return refused(state, notice);
        case "too_late":
            return tooLate(state, notice, answer.slots ?? without(state.slots, start));
        case "slot_taken":
            return choosingAgain(state, answer.slots ?? without(state.slots, start), notice);
        case "refused":
            // With free times it is the time that was refused, without them what was typed.
            return answer.slots
                ? choosingAgain(state, answer.slots, notice)
                : { ...shared(state), phase: "checking", start, notice };
        case "try_again":
        case "rate_limited":
            return { ...shared(state), phase: "checking", start, notice };
    }
}

/** Milliseconds to wait before a press is repeated for the nth time: 400, 800, 1600 … */
export function backoff(attempt: number): number {
    return 200 * 2 ** attempt;
}

function booked(state: PickerState, { visit, message, location }: Answer): PickerState {
    return { ...shared(state), phase: "booked", visit, message, location, notice: null };
}

function refused(state: PickerState, notice: Notice): PickerState {
    return { ...shared(state), phase: "refused", notice };
}

/** A time that is too near leaves the others; a visit that is too near stays where it is, whatever is chosen. */
function tooLate(state: PickerState, notice: Notice, slots: SlotsPayload): PickerState {
    return state.task.mode === "move" ? refused(state, notice) : choosingAgain(state, slots, notice);
}

function choosing(state: PickerState, change: Partial<Shared>): PickerState {
    return { ...shared(state), ...change, phase: "choosing" };
}

/** Fresh times, the same day open if it is still there. */
function choosingAgain(state: PickerState, slots: SlotsPayload, notice: Notice): PickerState {
    const stays = slots.week.some((day) => day.date === state.openDay && day.times.length > 0);
    return choosing(state, {
        slots,
        view: slots.suggested.length ? state.view : "week",
        openDay: stays ? state.openDay : firstDayWithTimes(slots.week),
        // "Please choose another one", where there is none?
        notice: isFullyBooked(slots) ? { problem: "none_left", message: "" } : notice,
    });
}

function without(slots: SlotsPayload, taken: Start): SlotsPayload {
    const others = (starts: readonly Start[]) => starts.filter((start) => start !== taken);
    return {
        ...slots,
        suggested: others(slots.suggested),
        week: slots.week.map((day) => ({ ...day, times: others(day.times) })),
    };
}

function shared({ view, slots, task, notice, openDay }: PickerState): Shared {
    return { view, slots, task, notice, openDay };
}
