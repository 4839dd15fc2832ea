import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatBands, parseBands } from "../../core/bands";
import { bandsProblem, bandTitle } from "./bands_words";
class BandsField extends Component {
  static template = "fusion_maintenance.BandsField";
  static props = { ...standardFieldProps };
  state = useState({ problem: "" });
  setup() {
    useInputField({ getValue: () => this.text, parse: (text) => this.parse(text) });
  }
  /** Checks while typing, so that the sentence is there before the cell is left. */
  onInput(event) {
    this.state.problem = bandsProblem(event.target.value);
  }
  titleOf(band) {
    return bandTitle(band);
  }
  get text() {
    return String(this.props.record.data[this.props.name] || "");
  }
  get bands() {
    const parsed = parseBands(this.text);
    return parsed.ok ? parsed.bands : [];
  }
  /** Refusing by throwing is how a field tells Odoo that its value is invalid. */
  parse(text) {
    this.state.problem = bandsProblem(text);
    const parsed = parseBands(text);
    if (this.state.problem || !parsed.ok) {
      throw new Error(this.state.problem);
    }
    return formatBands(parsed.bands);
  }
}
const bandsField = {
  component: BandsField,
  displayName: _t("Reminder bands"),
  supportedTypes: ["char"]
};
registry.category("fields").add("fusion_bands", bandsField);
export {
  BandsField,
  bandsField
};
