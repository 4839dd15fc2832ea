import { Component } from "@odoo/owl";
class TimeButton extends Component {
  static template = "fusion_maintenance.TimeButton";
  static props = {
    start: String,
    calendar: Object,
    large: { type: Boolean, optional: true },
    onPick: Function
  };
  get day() {
    return this.props.calendar.day(this.props.start);
  }
  get time() {
    return this.props.calendar.time(this.props.start);
  }
  get name() {
    return this.props.calendar.dayAndTime(this.props.start);
  }
}
export {
  TimeButton
};
