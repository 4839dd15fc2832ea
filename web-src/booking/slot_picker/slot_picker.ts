import { Component, onPatched, onWillPatch, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Calendar } from "../../core/dates";
import { createCalendar, differsFrom } from "../../core/dates";
import type { Mode, PickerState } from "../../core/picker";
import type { ArrivalWindows, SlotsPayload } from "../../core/slots";
import { isFullyBooked, offeredStarts } from "../../core/slots";
import { withArrival } from "./arrival";
import type { Audience } from "./check_form";
import { CheckForm } from "./check_form";
import { CheckMove } from "./check_move";
import { NoTimes } from "./no_times";
import { PickerNotice } from "./picker_notice";
import type { SlotPickerStore } from "./slot_picker_store";
import { SuggestedTimes } from "./suggested_times";
import { WeekTimes } from "./week_times";

interface Props {
    store: SlotPickerStore;
    /** Language tag for dates, "fr-CA". */
    lang: string;
    /** The company's number, "" when it has none. */
    phone: string;
    /** How the client's number ends, which the public page does not show in full; "" for none. */
    phoneHint: string;
    /** The page on which the client asks to be called, "" for none. */
    callMe?: string;
    /** The page on which a new link is asked for, "" for none. */
    newLink?: string;
    audience: Audience;
    /** The zone of the visitor's device. */
    deviceZone: string;
}

/** Chooses a time and books it, or moves a visit to it: on the public page for the client, in a dialog for the dispatcher. */
export class SlotPicker extends Component<Props> {
    static override template = "fusion_maintenance.SlotPicker";
    static components = { CheckForm, CheckMove, NoTimes, PickerNotice, SuggestedTimes, WeekTimes };
    static override props = {
        store: Object,
        lang: String,
        phone: String,
        phoneHint: String,
        callMe: { type: String, optional: true },
        newLink: { type: String, optional: true },
        audience: String,
        deviceZone: String,
    };

    store = useState(this.props.store);
    private root = useRef("root");
    private calendarOf: { slots: SlotsPayload; calendar: Calendar } | null = null;

    override setup(): void {
        this.keepFocus();
    }

    get state(): PickerState {
        return this.store.state;
    }

    get mode(): Mode {
        return this.state.task.mode;
    }

    get step(): "choose" | "check" | "refused" | "booked" {
        const { phase } = this.state;
        if (phase === "choosing" || phase === "loading") {
            return "choose";
        }
        return phase === "refused" || phase === "booked" ? phase : "check";
    }

    get calendar(): Calendar {
        const { slots } = this.state;
        if (this.calendarOf?.slots !== slots) {
            const calendar = createCalendar(this.props.lang, slots.timezone);
            this.calendarOf = { slots, calendar: withArrival(calendar, this.windows) };
        }
        return this.calendarOf.calendar;
    }

    /** The arrival windows that are offered, and that of the visit to be moved. */
    private get windows(): ArrivalWindows {
        const { slots, task } = this.state;
        const own = task.mode === "move" && task.from.window ? { [task.from.start]: task.from.window } : {};
        return { ...slots.windows, ...own };
    }

    /** Whether times are said as "between … and …", which takes more room. */
    get hasWindows(): boolean {
        return Object.keys(this.state.slots.windows ?? {}).length > 0;
    }

    get isFullyBooked(): boolean {
        return isFullyBooked(this.state.slots);
    }

    /** Offered to those whose link has ended. */
    get newLink(): string {
        return (this.state.notice?.problem === "link_invalid" && this.props.newLink) || "";
    }

    /** Said only to a visitor whose device shows another time than the company's clocks. */
    get zoneHint(): string {
        const starts = offeredStarts(this.state.slots);
        const zone = this.state.slots.timezone;
        const [start] = starts;
        if (!start || !differsFrom(this.props.deviceZone, zone, starts)) {
            return "";
        }
        return _t("All times are in %(zone)s, the time where the technician works.", {
            zone: this.calendar.zoneName(start),
        });
    }

    /** Said to a screen reader when nothing that has the focus says it. */
    get announcement(): string {
        const { phase, view, slots } = this.state;
        if (phase === "loading") {
            return _t("Looking for free times…");
        }
        if (phase === "sending") {
            return this.mode === "move" ? _t("Moving…") : _t("Booking…");
        }
        if (phase === "choosing" && view === "week") {
            return _t("%(days)s, %(count)s free times", {
                days: this.calendar.range(slots.first, slots.week.at(-1)?.date ?? slots.first),
                count: slots.week.reduce((sum, day) => sum + day.times.length, 0),
            });
        }
        return "";
    }

    /**
     * Moves the focus to what is new: a notice, else the heading of the step. Never on the first rendering.
     * Another step begins at the top of the screen, as another page would; it jumps there, which is no motion.
     */
    private keepFocus(): void {
        const scene = () => [this.step, this.state.view, this.isFullyBooked].join();
        const place = () => [scene(), this.state.notice?.problem].join();
        const root = () => this.root.el;
        let seen = scene();
        let shown = place();
        let hadFocus = false;
        onWillPatch(() => {
            hadFocus = root()?.contains(document.activeElement) ?? false;
        });
        onPatched(() => {
            const isOther = seen !== scene();
            const isNew = shown !== place();
            const isLost = hadFocus && !root()?.contains(document.activeElement);
            seen = scene();
            shown = place();
            if (isNew || isLost) {
                const find = (selector: string) => root()?.querySelector<HTMLElement>(selector);
                const target = find("[data-fm-focus][role=alert]") ?? find("[data-fm-focus]");
                target?.focus({ preventScroll: true });
                target?.scrollIntoView({ block: isOther ? "start" : "nearest" });
            }
        });
    }
}
