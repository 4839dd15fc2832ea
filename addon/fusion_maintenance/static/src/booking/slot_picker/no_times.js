import { Component } from "@odoo/owl";
import { CallUs } from "./call_us";
class NoTimes extends Component {
  static template = "fusion_maintenance.NoTimes";
  static components = { CallUs };
  static props = { mode: String, phone: String, callMe: String };
}
export {
  NoTimes
};
