import { Component } from "@odoo/owl";
import { ConfirmButton } from "./confirm_button";
import { PickerNotice } from "./picker_notice";
class CheckMove extends Component {
  static template = "fusion_maintenance.CheckMove";
  static components = { ConfirmButton, PickerNotice };
  static props = {
    from: String,
    to: String,
    calendar: Object,
    notice: { type: [Object, { value: null }] },
    sending: Boolean,
    offline: Boolean,
    phone: String,
    onBack: Function,
    onConfirm: Function
  };
  onBack() {
    if (!this.props.sending) {
      this.props.onBack();
    }
  }
}
export {
  CheckMove
};
