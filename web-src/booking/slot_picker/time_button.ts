import { Component } from "@odoo/owl";
import type { Calendar } from "../../core/dates";
import type { Start } from "../../core/slots";

interface Props {
    start: Start;
    calendar: Calendar;
    /** A large one says its day too. */
    large?: boolean;
    onPick: (start: Start) => void;
}

/** One free time to press. Its name is the full date and time: a screen reader may hear only this button. */
export class TimeButton extends Component<Props> {
    static override template = "fusion_maintenance.TimeButton";
    static override props = {
        start: String,
        calendar: Object,
        large: { type: Boolean, optional: true },
        onPick: Function,
    };

    get day(): string {
        return this.props.calendar.day(this.props.start);
    }

    get time(): string {
        return this.props.calendar.time(this.props.start);
    }

    get name(): string {
        return this.props.calendar.dayAndTime(this.props.start);
    }
}
