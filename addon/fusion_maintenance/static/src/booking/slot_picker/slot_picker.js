import { Component, onPatched, onWillPatch, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { createCalendar, differsFrom } from "../../core/dates";
import { isFullyBooked, offeredStarts } from "../../core/slots";
import { withArrival } from "./arrival";
import { CallUs } from "./call_us";
import { CheckForm } from "./check_form";
import { PickerNotice } from "./picker_notice";
import { SuggestedTimes } from "./suggested_times";
import { WeekTimes } from "./week_times";
class SlotPicker extends Component {
  static template = "fusion_maintenance.SlotPicker";
  static components = { CallUs, CheckForm, PickerNotice, SuggestedTimes, WeekTimes };
  static props = {
    store: Object,
    lang: String,
    phone: String,
    phoneHint: String,
    audience: String,
    deviceZone: String
  };
  store = useState(this.props.store);
  root = useRef("root");
  calendarOf = null;
  setup() {
    this.keepFocus();
  }
  get state() {
    return this.store.state;
  }
  get step() {
    const { phase } = this.state;
    if (phase === "choosing" || phase === "loading") {
      return "choose";
    }
    return phase === "refused" || phase === "booked" ? phase : "check";
  }
  get calendar() {
    const { slots } = this.state;
    if (this.calendarOf?.slots !== slots) {
      const calendar = createCalendar(this.props.lang, slots.timezone);
      this.calendarOf = { slots, calendar: withArrival(calendar, slots.windows ?? {}) };
    }
    return this.calendarOf.calendar;
  }
  /** Whether times are said as "between … and …", which takes more room. */
  get hasWindows() {
    return Object.keys(this.state.slots.windows ?? {}).length > 0;
  }
  get isFullyBooked() {
    return isFullyBooked(this.state.slots);
  }
  /** Said only to a visitor whose device shows another time than the company's clocks. */
  get zoneHint() {
    const starts = offeredStarts(this.state.slots);
    const zone = this.state.slots.timezone;
    const [start] = starts;
    if (!start || !differsFrom(this.props.deviceZone, zone, starts)) {
      return "";
    }
    return _t("All times are in %(zone)s, the time where the technician works.", {
      zone: this.calendar.zoneName(start)
    });
  }
  /** Said to a screen reader when nothing that has the focus says it. */
  get announcement() {
    const { phase, view, slots } = this.state;
    if (phase === "loading") {
      return _t("Looking for free times…");
    }
    if (phase === "sending") {
      return _t("Booking…");
    }
    if (phase === "choosing" && view === "week") {
      return _t("%(days)s, %(count)s free times", {
        days: this.calendar.range(slots.first, slots.week.at(-1)?.date ?? slots.first),
        count: slots.week.reduce((sum, day) => sum + day.times.length, 0)
      });
    }
    return "";
  }
  /** Moves the focus to what is new: a notice, else the heading of the step. Never on the first rendering. */
  keepFocus() {
    const place = () => [this.step, this.state.view, this.state.notice?.problem].join();
    const root = () => this.root.el;
    let shown = place();
    let hadFocus = false;
    onWillPatch(() => {
      hadFocus = root()?.contains(document.activeElement) ?? false;
    });
    onPatched(() => {
      const isNew = shown !== place();
      const isLost = hadFocus && !root()?.contains(document.activeElement);
      shown = place();
      if (isNew || isLost) {
        root()?.querySelector("[data-fm-focus]")?.focus();
      }
    });
  }
}
export {
  SlotPicker
};
