import { Component } from "@odoo/owl";
class CallUs extends Component {
  static template = "fusion_maintenance.CallUs";
  static props = { phone: String };
  get address() {
    return `tel:${this.props.phone.replace(/[^+0-9]/g, "")}`;
  }
}
export {
  CallUs
};
