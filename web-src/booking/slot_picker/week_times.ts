import { Component } from "@odoo/owl";
import type { Calendar } from "../../core/dates";
import type { LocalDate, SlotsPayload, Start } from "../../core/slots";
import { isFirstFreeElsewhere } from "../../core/slots";
import { DayTimes } from "./day_times";

interface Props {
    slots: SlotsPayload;
    calendar: Calendar;
    openDay: LocalDate | null;
    busy: boolean;
    onLoad: (first: LocalDate) => void;
    onToggle: (date: LocalDate) => void;
    onPick: (start: Start) => void;
    onSuggested: () => void;
}

/** A week of days, and the ways to the weeks beside it. */
export class WeekTimes extends Component<Props> {
    static override template = "fusion_maintenance.WeekTimes";
    static components = { DayTimes };
    static override props = {
        slots: Object,
        calendar: Object,
        openDay: { type: [String, { value: null }] },
        busy: Boolean,
        onLoad: Function,
        onToggle: Function,
        onPick: Function,
        onSuggested: Function,
    };

    /** A button that leads nowhere stays in its place, so that the focus is not lost on it. */
    load(first: LocalDate | null): void {
        if (first && !this.props.busy) {
            this.props.onLoad(first);
        }
    }

    get range(): string {
        const { week, first } = this.props.slots;
        return this.props.calendar.range(first, week.at(-1)?.date ?? first);
    }

    get showsFirstFree(): boolean {
        return isFirstFreeElsewhere(this.props.slots);
    }
}
