import { Component, onMounted, useRef } from "@odoo/owl";
import { Many2XAutocomplete } from "@web/views/fields/relational_utils";
import { valueIn } from "../../core/grid/drafts";
import { isRecord } from "../../core/grid/value";
import { isNumeric } from "./grid_column";
class GridEditor extends Component {
  static template = "fusion_maintenance.GridEditor";
  static components = { Many2XAutocomplete };
  static props = { column: Object, view: Object, store: Object, model: Object };
  root = useRef("root");
  // What it begins with; later the input itself knows better.
  begun = this.props.store.editing ?? { mode: "edit", text: "" };
  setup() {
    onMounted(() => this.open());
  }
  get value() {
    return this.begun.text;
  }
  /** What was typed until now: keys may be faster than the editor is drawn. */
  get typed() {
    return this.props.store.editing?.text ?? this.begun.text;
  }
  get chosenKey() {
    return String(valueIn(this.props.view, this.props.column.name) ?? "");
  }
  get inputMode() {
    return isNumeric(this.props.column) ? "decimal" : "text";
  }
  get autocomplete() {
    const { column, model, view } = this.props;
    const value = valueIn(view, column.name);
    return {
      resModel: column.relation,
      fieldString: column.label,
      value: isRecord(value) ? value.label : "",
      autofocus: true,
      autoSelect: true,
      activeActions: { create: false, createEdit: false, write: false },
      getDomain: () => model.domainOf(column, view),
      context: model.contextOf(column),
      update: (records) => this.choose(records)
    };
  }
  onInput(event) {
    this.props.store.type(event.target.value);
  }
  onChoose(event) {
    const { column, store } = this.props;
    const key = event.target.value;
    store.type(column.choices.find((choice) => choice.key === key)?.label ?? "");
  }
  /** Somebody went elsewhere: what was typed is taken over. The list of an autocomplete belongs to it. */
  onFocusOut(event) {
    const to = event.relatedTarget;
    if (to instanceof Element && !to.closest("[data-state~=edited], .o-autocomplete--dropdown-menu, .o_dialog")) {
      this.props.store.commit();
    }
  }
  open() {
    const input = this.root.el?.querySelector("input, select");
    input?.focus();
    if (!(input instanceof HTMLInputElement)) {
      this.typeAhead(input);
    } else if (this.props.column.kind !== "record") {
      input.value = this.typed;
      input.setSelectionRange(this.typed.length, this.typed.length);
    } else if (this.begun.mode === "replace") {
      input.value = this.typed;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      input.select();
      input.click();
    }
  }
  /** Typed on a cell with choices: the first one that begins so. */
  typeAhead(select) {
    const { column, store } = this.props;
    const typed = this.begun.text.toLowerCase();
    const choice = column.choices.find(({ label }) => label.toLowerCase().startsWith(typed));
    if (select && this.begun.mode === "replace") {
      select.value = choice?.key ?? this.chosenKey;
      store.type(column.choices.find(({ key }) => key === select.value)?.label ?? "");
    }
  }
  async choose(records) {
    const { column, store, model } = this.props;
    const record = records ? records[0] : void 0;
    if (!record) {
      store.choose(null);
      return;
    }
    const label = record.display_name ?? await model.nameOf(column, record.id);
    store.choose({ id: record.id, label });
  }
}
export {
  GridEditor
};
