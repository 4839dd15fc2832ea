import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Calendar } from "../../core/dates";
import type { Halves, LocalDate, SlotDay, Start } from "../../core/slots";
import { splitDay } from "../../core/slots";
import { TimeButton } from "./time_button";

interface Props {
    day: SlotDay;
    calendar: Calendar;
    open: boolean;
    onToggle: (date: LocalDate) => void;
    onPick: (start: Start) => void;
}

/** A day of the week: closed it says how much is free, open it shows morning and afternoon. */
export class DayTimes extends Component<Props> {
    static override template = "fusion_maintenance.DayTimes";
    static components = { TimeButton };
    static override props = { day: Object, calendar: Object, open: Boolean, onToggle: Function, onPick: Function };

    get title(): string {
        return this.props.calendar.date(this.props.day.date);
    }

    get count(): string {
        const { length } = this.props.day.times;
        return length === 1 ? _t("1 time") : _t("%(count)s times", { count: length });
    }

    get halves(): Halves {
        return splitDay(this.props.day.times, this.props.calendar.hour);
    }

    get panelId(): string {
        return `fm-day-${this.props.day.date}`;
    }
}
