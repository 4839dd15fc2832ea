import { Component } from "@odoo/owl";
class ConfirmButton extends Component {
  static template = "fusion_maintenance.ConfirmButton";
  static props = { mode: String, sending: Boolean, offline: Boolean };
}
export {
  ConfirmButton
};
