import { Component } from "@odoo/owl";
import { TimeButton } from "./time_button";
class SuggestedTimes extends Component {
  static template = "fusion_maintenance.SuggestedTimes";
  static components = { TimeButton };
  static props = { starts: Array, calendar: Object, onPick: Function, onMore: Function };
}
export {
  SuggestedTimes
};
