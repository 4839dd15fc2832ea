import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { user } from "@web/core/user";
import { SlotPicker } from "../../booking/slot_picker/slot_picker";
class SlotPickerDialog extends Component {
  static template = "fusion_maintenance.SlotPickerDialog";
  static components = { Dialog, SlotPicker };
  static props = { title: String, facts: Array, store: Object, close: Function };
  lang = user.lang || "en-CA";
  deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
}
export {
  SlotPickerDialog
};
