import type { SlotsPayload, Start } from "./slots";

/** The server's named answers to a booking (design.md, decision 2). */
export const ANSWERS = [
    "booked",
    "already_booked",
    "slot_taken",
    "try_again",
    "too_late",
    "refused",
    "link_invalid",
    "rate_limited",
] as const;

export type AnswerCode = (typeof ANSWERS)[number];

export interface BookedVisit {
    start: Start;
    stop: Start;
    technician: string;
    reference: string;
}

export interface Answer {
    answer: AnswerCode;
    /** A translated sentence of the server's, "" when it has none. */
    message: string;
    visit: BookedVisit | null;
    /** Where the booked visit is shown, null in the dispatcher's dialog. */
    location: string | null;
    /** What is free now, after `slot_taken` and `refused`. */
    slots: SlotsPayload | null;
}

/** What a person fills in. */
export interface Details {
    phone: string;
    note: string;
    booked_by: string;
}

/** One press of the button that moves a visit: sent again, it moves it to where it already is. */
export interface MoveRequest {
    start: Start;
}

/** One press of the button that books. Sent again it carries the same key, so nothing is booked twice. */
export interface BookingRequest extends MoveRequest, Details {
    key: string;
    /** The units to be serviced. */
    unit?: readonly number[];
}

/** What the picker asks of the world: over HTTP on the public page, over RPC in the dispatcher's dialog. */
export interface PickerApi {
    slots(first: string | null): Promise<SlotsPayload>;
    confirm(request: BookingRequest | MoveRequest): Promise<Answer>;
}

/** An answer that came instead of free times, thrown by `PickerApi.slots`. */
export class RefusedError extends Error {
    readonly answer: Answer;

    constructor(answer: Answer) {
        super(answer.message);
        this.answer = answer;
    }
}

/** Something came back that is not an answer, such as a proxy's error page. */
export class UnreadableError extends Error {}

/** Reads an answer from what was received; null for anything else, such as a proxy's error page. */
export function readAnswer(received: unknown): Answer | null {
    if (typeof received !== "object" || received === null || !("answer" in received)) {
        return null;
    }
    const raw = received as Partial<Answer>;
    const code = ANSWERS.find((known) => known === raw.answer);
    if (!code) {
        return null;
    }
    return {
        answer: code,
        message: typeof raw.message === "string" ? raw.message : "",
        visit: raw.visit ?? null,
        location: raw.location ?? null,
        slots: raw.slots ?? null,
    };
}
