import { Component } from "@odoo/owl";
import { CallUs } from "./call_us";
import { sentenceFor } from "./sentences";
class PickerNotice extends Component {
  static template = "fusion_maintenance.PickerNotice";
  static components = { CallUs };
  static props = { notice: Object, mode: String, phone: String };
  get sentence() {
    return sentenceFor(this.props.notice, this.props.mode);
  }
}
export {
  PickerNotice
};
