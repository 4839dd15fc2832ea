import { Component } from "@odoo/owl";
class UnitTicks extends Component {
  static template = "fusion_maintenance.UnitTicks";
  static props = { units: Array, leftOut: Array, readonly: Boolean, onTick: Function };
  isTicked(unit) {
    return !this.props.leftOut.includes(unit.id);
  }
  onChange(unit, event) {
    this.props.onTick(unit.id, event.target.checked);
  }
}
export {
  UnitTicks
};
