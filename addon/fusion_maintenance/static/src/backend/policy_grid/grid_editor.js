import { Component, onPatched, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { Many2XAutocomplete } from "@web/views/fields/relational_utils";
import { valueIn } from "../../core/grid/drafts";
import { isRecord } from "../../core/grid/value";
import { isNumeric } from "./grid_column";
class GridEditor extends Component {
  static template = "fusion_maintenance.GridEditor";
  static components = { Many2XAutocomplete };
  static props = { store: Object, model: Object, rows: Array };
  root = useRef("root");
  text = useRef("text");
  opened = null;
  placing = null;
  /** What is put in: its kind, and a number by which each opening is another. */
  state = useState({ picker: "", opening: 0 });
  setup() {
    const unsubscribe = this.props.store.subscribe(() => this.follow());
    onWillUnmount(unsubscribe);
    onPatched(() => this.follow());
    useExternalListener(window, "resize", () => this.place());
    useExternalListener(window, "scroll", () => this.place(), { capture: true });
  }
  get column() {
    return this.opened?.column;
  }
  /** What is edited, in words: the column, and of which row. */
  get label() {
    return this.opened ? `${this.opened.column.label}, ${String(valueIn(this.opened.view, "name") ?? "")}` : "";
  }
  get chosenKey() {
    return this.opened ? String(valueIn(this.opened.view, this.opened.column.name) ?? "") : "";
  }
  get autocomplete() {
    if (!this.opened) {
      return {};
    }
    const { column, view } = this.opened;
    const { model } = this.props;
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
      update: (records) => this.choose(column, records)
    };
  }
  onInput(event) {
    this.props.store.type(event.target.value);
  }
  onChoose(event) {
    const key = event.target.value;
    this.props.store.type(this.column?.choices.find((choice) => choice.key === key)?.label ?? "");
  }
  /** Somebody went elsewhere: what was typed is taken over. The list of an autocomplete belongs to it. */
  onFocusOut(event) {
    const to = event.relatedTarget;
    if (this.props.store.editing && to instanceof Element && !to.closest(".fm-editor, .o-autocomplete--dropdown-menu, .o_dialog")) {
      this.props.store.commit();
    }
    this.follow();
  }
  /** Opens and closes with what is edited; in a row that is not drawn yet, when it is. */
  follow() {
    const { head, editing } = this.props.store;
    if (this.opened && (!editing || this.opened.view.row.key !== head?.view.row.key || this.opened.column !== head.column)) {
      this.close();
    }
    if (editing && head && !this.opened && this.cellOf(head.view.row.key)) {
      this.open({ ...head, begun: editing });
    } else if (this.opened && this.state.picker) {
      this.beginPicking(this.opened);
    }
  }
  close() {
    if (this.root.el?.contains(document.activeElement)) {
      return;
    }
    this.opened = null;
    this.root.el?.removeAttribute("data-open");
    this.root.el?.setAttribute("inert", "");
    this.placing?.cancel();
    this.state.picker = "";
  }
  open(opened) {
    const { column } = opened;
    this.opened = opened;
    this.root.el?.removeAttribute("inert");
    this.place();
    if (column.kind === "record" || column.kind === "choice") {
      this.state.picker = column.kind;
      this.state.opening += 1;
      this.root.el?.setAttribute("data-open", "picker");
      return;
    }
    this.root.el?.setAttribute("data-open", isNumeric(column) ? "number" : "text");
    const input = this.text.el;
    if (input) {
      input.inputMode = isNumeric(column) ? "decimal" : "text";
      input.setAttribute("aria-label", this.label);
      input.value = opened.begun.text;
      input.focus();
      input.setSelectionRange(input.value.length, input.value.length);
    }
  }
  /** Once a picker is drawn: it has the focus, and knows what was typed until then. */
  beginPicking({ column, begun }) {
    const picker = this.root.el?.querySelector(".fm-picker input, .fm-picker select");
    if (!picker || picker.dataset["begun"]) {
      return;
    }
    picker.dataset["begun"] = "true";
    picker.focus();
    if (!(picker instanceof HTMLInputElement)) {
      this.typeAhead(picker, column, begun);
    } else if (begun.mode === "replace") {
      picker.value = this.props.store.editing?.text ?? begun.text;
      picker.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      picker.select();
      picker.click();
    }
  }
  /** Typed on a cell with choices: the first one that begins so. */
  typeAhead(select, column, begun) {
    const typed = begun.text.toLowerCase();
    const choice = column.choices.find(({ label }) => label.toLowerCase().startsWith(typed));
    if (begun.mode === "replace") {
      select.value = choice?.key ?? this.chosenKey;
      this.props.store.type(column.choices.find(({ key }) => key === select.value)?.label ?? "");
    }
  }
  /** Puts the editor over its cell. */
  place() {
    const { el } = this.root;
    const cell = this.opened && this.cellOf(this.opened.view.row.key);
    const around = el?.parentElement;
    if (el && cell && around) {
      const [inner, outer] = [cell.getBoundingClientRect(), around.getBoundingClientRect()];
      this.placing?.cancel();
      const [left, top] = [inner.left - outer.left + around.scrollLeft, inner.top - outer.top + around.scrollTop];
      this.placing = el.animate(
        [{ transform: `translate(${left}px, ${top}px)`, width: `${inner.width}px`, minHeight: `${inner.height}px` }],
        { fill: "forwards" }
      );
    }
  }
  cellOf(key) {
    const { row, column } = this.props.store.selection.head;
    return cellAt(this.root.el?.parentElement?.querySelector("table") ?? null, key, row, column);
  }
  async choose(column, records) {
    const { store, model } = this.props;
    const record = records ? records[0] : void 0;
    if (!record) {
      store.choose(null);
      return;
    }
    const label = record.display_name ?? await model.nameOf(column, record.id);
    store.choose({ id: record.id, label });
  }
}
function cellAt(table, key, row, column) {
  const drawn = table instanceof HTMLTableElement ? table.tBodies[0]?.rows[row] : void 0;
  return drawn?.dataset["key"] === key ? drawn.cells[column + 1] ?? null : null;
}
export {
  GridEditor,
  cellAt
};
