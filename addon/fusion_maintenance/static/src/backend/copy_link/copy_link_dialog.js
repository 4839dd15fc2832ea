import { Component, onMounted, useRef } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
class CopyLinkDialog extends Component {
  static template = "fusion_maintenance.CopyLinkDialog";
  static components = { Dialog };
  static props = { url: String, close: Function };
  input = useRef("input");
  setup() {
    onMounted(() => this.select());
  }
  select() {
    const input = this.input.el;
    input?.focus();
    input?.select();
  }
}
export {
  CopyLinkDialog
};
