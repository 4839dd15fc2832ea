import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { splitDay } from "../../core/slots";
import { TimeButton } from "./time_button";
class DayTimes extends Component {
  static template = "fusion_maintenance.DayTimes";
  static components = { TimeButton };
  static props = { day: Object, calendar: Object, open: Boolean, onToggle: Function, onPick: Function };
  get title() {
    return this.props.calendar.date(this.props.day.date);
  }
  get count() {
    const { length } = this.props.day.times;
    return length === 1 ? _t("1 time") : _t("%(count)s times", { count: length });
  }
  get halves() {
    return splitDay(this.props.day.times, this.props.calendar.hour);
  }
  get panelId() {
    return `fm-day-${this.props.day.date}`;
  }
}
export {
  DayTimes
};
