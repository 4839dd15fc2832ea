import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatBands, LARGEST_BAND, parseBands } from "../../core/bands";
const SENTENCES = {
  empty: () => _t("Give at least one number of days, like 30, 7, 1."),
  not_a_number: (text) => _t("“%(text)s” is not a whole number of days. Write them like 30, 7, 1.", { text }),
  out_of_range: (text) => _t("%(text)s days is too far: at most %(largest)s days before or after.", { text, largest: LARGEST_BAND })
};
class BandsField extends Component {
  static template = "fusion_maintenance.BandsField";
  static props = { ...standardFieldProps };
  state = useState({ problem: "" });
  setup() {
    useInputField({ getValue: () => this.text, parse: (text) => this.parse(text) });
  }
  /** Checks while typing, so that the sentence is there before the cell is left. */
  onInput(event) {
    this.state.problem = problemOf(event.target.value);
  }
  titleOf(band) {
    if (band === 0) {
      return _t("On the due date");
    }
    return band > 0 ? _t("%(days)s days before the due date", { days: band }) : _t("%(days)s days after the due date", { days: -band });
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
    this.state.problem = problemOf(text);
    const parsed = parseBands(text);
    if (this.state.problem || !parsed.ok) {
      throw new Error(this.state.problem);
    }
    return formatBands(parsed.bands);
  }
}
function problemOf(text) {
  const parsed = parseBands(text);
  if (!parsed.ok) {
    return SENTENCES[parsed.problem](parsed.text);
  }
  return parsed.bands.length ? "" : SENTENCES.empty("");
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
