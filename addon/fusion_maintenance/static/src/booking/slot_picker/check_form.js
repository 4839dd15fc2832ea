import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConfirmButton } from "./confirm_button";
import { PickerNotice } from "./picker_notice";
import { UnitTicks } from "./unit_ticks";
class CheckForm extends Component {
  static template = "fusion_maintenance.CheckForm";
  static components = { ConfirmButton, PickerNotice, UnitTicks };
  static props = {
    start: String,
    calendar: Object,
    details: Object,
    units: Array,
    leftOut: Array,
    notice: { type: [Object, { value: null }] },
    sending: Boolean,
    offline: Boolean,
    audience: String,
    phone: String,
    phoneHint: String,
    onType: Function,
    onTick: Function,
    onBack: Function,
    onConfirm: Function
  };
  onInput(event) {
    const field = event.target;
    this.props.onType({ [field.name]: field.value });
  }
  onBack() {
    if (!this.props.sending) {
      this.props.onBack();
    }
  }
  get day() {
    return this.props.calendar.day(this.props.start);
  }
  get time() {
    return this.props.calendar.time(this.props.start);
  }
  get hint() {
    const { phoneHint } = this.props;
    return phoneHint && _t("Leave it empty to be called on the number we have, which ends in %(digits)s.", { digits: phoneHint });
  }
  get isDispatcher() {
    return this.props.audience === "dispatcher";
  }
}
export {
  CheckForm
};
