import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
class LeaveDialog extends Component {
  static template = "fusion_maintenance.LeaveDialog";
  static components = { Dialog };
  static props = { close: Function, save: Function, discard: Function };
  async save() {
    await this.props.save();
    this.props.close();
  }
  discard() {
    this.props.discard();
    this.props.close();
  }
}
export {
  LeaveDialog
};
