import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { TypesBody } from "./types_body";
class TypesSheet extends Component {
  static template = "fusion_maintenance.TypesSheet";
  static components = { Dialog, TypesBody };
  static props = { store: Object, policyAt: Function, close: Function };
}
export {
  TypesSheet
};
