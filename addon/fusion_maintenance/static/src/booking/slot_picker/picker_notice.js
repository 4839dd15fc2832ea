import { Component } from "@odoo/owl";
import { CallUs } from "./call_us";
import { sentenceFor } from "./sentences";
class PickerNotice extends Component {
  static template = "fusion_maintenance.PickerNotice";
  static components = { CallUs };
  static props = { notice: Object, phone: String };
  get sentence() {
    return sentenceFor(this.props.notice);
  }
}
export {
  PickerNotice
};
