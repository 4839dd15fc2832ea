import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
class IntervalDialog extends Component {
  static template = "fusion_maintenance.IntervalDialog";
  static components = { Dialog };
  static props = { close: Function, question: Object, answer: Function };
  state = useState({ choice: null });
  get chosen() {
    return this.state.choice;
  }
  changeOf({ before, after }) {
    return _t("every %(after)s months instead of %(before)s", { after, before });
  }
  choose(choice) {
    this.state.choice = choice;
  }
  save() {
    if (this.state.choice !== null) {
      this.props.answer(this.state.choice);
      this.props.close();
    }
  }
}
export {
  IntervalDialog
};
