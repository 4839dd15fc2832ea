import { Component, onPatched, onWillPatch, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { createCalendar, differsFrom } from "../../core/dates";
import { isFullyBooked, offeredStarts } from "../../core/slots";
import { withArrival } from "./arrival";
import { CheckForm } from "./check_form";
import { CheckMove } from "./check_move";
import { NoTimes } from "./no_times";
import { PickerNotice } from "./picker_notice";
import { SuggestedTimes } from "./suggested_times";
import { WeekTimes } from "./week_times";
class SlotPicker extends Component {
  static template = "fusion_maintenance.SlotPicker";
  static components = { CheckForm, CheckMove, NoTimes, PickerNotice, SuggestedTimes, WeekTimes };
  static props = {
    store: Object,
    lang: String,
    phone: String,
    phoneHint: String,
    callMe: { type: String, optional: true },
    newLink: { type: String, optional: true },
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
  get mode() {
    return this.state.task.mode;
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
      this.calendarOf = { slots, calendar: withArrival(calendar, this.windows) };
    }
    return this.calendarOf.calendar;
  }
  /** The arrival windows that are offered, and that of the visit to be moved. */
  get windows() {
    const { slots, task } = this.state;
    const own = task.mode === "move" && task.from.window ? { [task.from.start]: task.from.window } : {};
    return { ...slots.windows, ...own };
  }
  /** Whether times are said as "between … and …", which takes more room. */
  get hasWindows() {
    return Object.keys(this.state.slots.windows ?? {}).length > 0;
  }
  get isFullyBooked() {
    return isFullyBooked(this.state.slots);
  }
  /** Offered to those whose link has ended. */
  get newLink() {
    return this.state.notice?.problem === "link_invalid" && this.props.newLink || "";
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
      return this.mode === "move" ? _t("Moving…") : _t("Booking…");
    }
    if (phase === "choosing" && view === "week") {
      return _t("%(days)s, %(count)s free times", {
        days: this.calendar.range(slots.first, slots.week.at(-1)?.date ?? slots.first),
        count: slots.week.reduce((sum, day) => sum + day.times.length, 0)
      });
    }
    return "";
  }
  /**
   * Moves the focus to what is new: a notice, else the heading of the step. Never on the first rendering.
   * Another step begins at the top of the screen, as another page would; it jumps there, which is no motion.
   */
  keepFocus() {
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
        const find = (selector) => root()?.querySelector(selector);
        const target = find("[data-fm-focus][role=alert]") ?? find("[data-fm-focus]");
        target?.focus({ preventScroll: true });
        target?.scrollIntoView({ block: isOther ? "start" : "nearest" });
      }
    });
  }
}
export {
  SlotPicker
};
