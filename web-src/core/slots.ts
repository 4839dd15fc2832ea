/** A slot's identity is its UTC start, "2026-11-24T14:00:00Z" (design.md, decision 4). */
export type Start = string;

/** A local date of the company, "2026-11-24". */
export type LocalDate = string;

export interface SlotDay {
    date: LocalDate;
    times: readonly Start[];
}

/** From when to when somebody arrives. */
export type ArrivalWindow = readonly [Start, Start];

export type ArrivalWindows = Readonly<Record<Start, ArrivalWindow>>;

/** One of several units that are serviced in one visit. */
export interface Unit {
    id: number;
    product: string;
    /** What is written on it: tells one lift from the next. */
    detail: string;
    /** How long it takes and what it costs. */
    terms: string;
}

/** What the server offers for some days: the same for the public page and the dispatcher's dialog. */
export interface SlotsPayload {
    timezone: string;
    /** Minutes of one visit. */
    duration: number;
    /** The units that the visit is for; the first one cannot be left out. Not said where a visit is moved. */
    units?: readonly Unit[];
    /** From when to when somebody arrives, by start, where that is all that is promised. */
    windows?: ArrivalWindows;
    first: LocalDate;
    days: number;
    /** First day of the neighbouring week, null outside of what can be booked. */
    previous: LocalDate | null;
    next: LocalDate | null;
    /** Date of the first free time there is at all, null when nothing is free. */
    first_free: LocalDate | null;
    suggested: readonly Start[];
    week: readonly SlotDay[];
}

export interface Halves {
    morning: Start[];
    afternoon: Start[];
}

/** Free times from what was received; null for anything else. */
export function readSlots(received: unknown): SlotsPayload | null {
    const isPayload = typeof received === "object" && received !== null && "week" in received && "suggested" in received;
    return isPayload ? (received as SlotsPayload) : null;
}

/** Splits the times of a day at local noon; `hourOf` tells the local hour of a start. */
export function splitDay(times: readonly Start[], hourOf: (start: Start) => number): Halves {
    return {
        morning: times.filter((start) => hourOf(start) < 12),
        afternoon: times.filter((start) => hourOf(start) >= 12),
    };
}

/** The day that a week opens on: the first one with times, or none. */
export function firstDayWithTimes(week: readonly SlotDay[]): LocalDate | null {
    return week.find((day) => day.times.length > 0)?.date ?? null;
}

/** Nothing is free in the whole horizon: only the phone is left. */
export function isFullyBooked(slots: SlotsPayload): boolean {
    return slots.first_free === null && slots.suggested.length === 0;
}

/** The first free time lies in another week than the one shown. */
export function isFirstFreeElsewhere(slots: SlotsPayload): boolean {
    return slots.first_free !== null && !slots.week.some((day) => day.date === slots.first_free);
}

/** Every start that the payload offers, each once, in order of time. */
export function offeredStarts(slots: SlotsPayload): Start[] {
    return [...new Set([...slots.suggested, ...slots.week.flatMap((day) => day.times)])].sort();
}
