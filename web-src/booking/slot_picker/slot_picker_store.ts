import { reactive, toRaw } from "@odoo/owl";
import type { Answer, BookingRequest, Details, MoveRequest, PickerApi } from "../../core/answer";
import { RefusedError, UnreadableError } from "../../core/answer";
import type { PickerState, Task } from "../../core/picker";
import {
    answered,
    backoff,
    chosenUnits,
    dayToggled,
    loaded,
    loading,
    lost,
    notLoaded,
    opened,
    picked,
    sendable,
    sending,
    ticked,
    typed,
    viewed,
    wentBack,
} from "../../core/picker";
import type { LocalDate, SlotsPayload, Start } from "../../core/slots";

export interface SlotPickerOptions {
    api: PickerApi;
    slots: SlotsPayload;
    task: Task;
    /** Called once, when the visit is booked or moved. */
    onBooked?: (state: PickerState) => void;
    /** Waits between automatic repeats; a test hands in one that does not. */
    wait?: (milliseconds: number) => Promise<void>;
}

/** How often a press is sent while the server says `try_again`. */
const ATTEMPTS = 4;

/** What the picker knows and can do. Commands return nothing; components read `state`. */
export class SlotPickerStore {
    state: PickerState;
    private options: SlotPickerOptions;

    constructor(options: SlotPickerOptions) {
        this.options = options;
        this.state = opened(options.slots, options.task);
    }

    showWeek(): void {
        this.change((state) => viewed(state, "week"));
    }

    showSuggested(): void {
        this.change((state) => viewed(state, "suggested"));
    }

    toggleDay(date: LocalDate): void {
        this.change((state) => dayToggled(state, date));
    }

    pick(start: Start): void {
        if (this.state.phase === "choosing") {
            this.change((state) => picked(state, start));
        }
    }

    type(details: Partial<Details>): void {
        this.change((state) => typed(state, details));
    }

    tick(unit: number, on: boolean): void {
        this.change((state) => ticked(state, unit, on));
    }

    back(): void {
        if (sendable(this.state)) {
            this.change(wentBack);
        }
    }

    /** Fetches the days from `first` on; null asks for those around the first free time. */
    async load(first: LocalDate | null): Promise<void> {
        if (this.state.phase !== "choosing") {
            return;
        }
        this.change((state) => loading(state, first));
        try {
            const slots = await this.options.api.slots(first);
            this.change((state) => loaded(state, slots));
        } catch (error) {
            this.change((state) => notLoaded(state, error instanceof RefusedError ? error.answer : null));
            this.tellBooked();
        }
    }

    /** Sends the press. While one is under way a second press does nothing. */
    async confirm(): Promise<void> {
        const start = sendable(this.state);
        if (start === null) {
            return;
        }
        const request = requestFor(toRaw(this).state, start);
        try {
            let answer: Answer;
            let attempt = 1;
            do {
                if (attempt > 1) {
                    await this.wait(backoff(attempt - 1));
                }
                this.change((state) => sending(state, start, attempt));
                answer = await this.options.api.confirm(request);
            } while (answer.answer === "try_again" && attempt++ < ATTEMPTS);
            this.change((state) => answered(state, start, answer));
        } catch (error) {
            const problem = error instanceof UnreadableError ? "server" : "offline";
            this.change((state) => lost(state, start, { problem, message: "" }));
            return;
        }
        this.tellBooked();
    }

    private tellBooked(): void {
        if (this.state.phase === "booked") {
            this.options.onBooked?.(this.state);
        }
    }

    private wait(milliseconds: number): Promise<void> {
        return this.options.wait?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
    }

    private change(next: (state: PickerState) => PickerState): void {
        // Reducers get the plain state: spreading a proxy would put proxies into the next one.
        this.state = next(toRaw(this).state);
    }
}

function requestFor(state: PickerState, start: Start): BookingRequest | MoveRequest {
    const { task } = state;
    if (task.mode === "move") {
        return { start };
    }
    const unit = chosenUnits(state);
    return { ...task.details, start, key: task.key, ...(unit.length > 0 ? { unit } : {}) };
}

/** A store that components can observe. */
export function createSlotPickerStore(options: SlotPickerOptions): SlotPickerStore {
    return reactive(new SlotPickerStore(options));
}
