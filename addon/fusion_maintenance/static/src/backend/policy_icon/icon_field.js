import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
class IconField extends Component {
  static template = "fusion_maintenance.IconField";
  static props = { ...standardFieldProps };
  get icons() {
    const selection = this.props.record.fields[this.props.name]?.selection ?? [];
    return selection.map(([key, label]) => ({ key, label }));
  }
  /** The one that is chosen. */
  get icon() {
    return this.icons.find(({ key }) => key === this.props.record.data[this.props.name]) ?? null;
  }
  choose(key) {
    void this.props.record.update({ [this.props.name]: key });
  }
}
const iconField = {
  component: IconField,
  displayName: _t("Icon of an equipment class"),
  supportedTypes: ["selection"]
};
registry.category("fields").add("fusion_icon", iconField);
export {
  IconField,
  iconField
};
