import { Component } from "@odoo/owl";
import { isFirstFreeElsewhere } from "../../core/slots";
import { DayTimes } from "./day_times";
class WeekTimes extends Component {
  static template = "fusion_maintenance.WeekTimes";
  static components = { DayTimes };
  static props = {
    slots: Object,
    calendar: Object,
    openDay: { type: [String, { value: null }] },
    busy: Boolean,
    onLoad: Function,
    onToggle: Function,
    onPick: Function,
    onSuggested: Function
  };
  /** A button that leads nowhere stays in its place, so that the focus is not lost on it. */
  load(first) {
    if (first && !this.props.busy) {
      this.props.onLoad(first);
    }
  }
  get range() {
    const { week, first } = this.props.slots;
    return this.props.calendar.range(first, week.at(-1)?.date ?? first);
  }
  get showsFirstFree() {
    return isFirstFreeElsewhere(this.props.slots);
  }
}
export {
  WeekTimes
};
