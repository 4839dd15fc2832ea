import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { parseBands } from "../../core/bands";
import { cellText } from "../../core/grid/cell_text";
import { valueIn } from "../../core/grid/drafts";
import { isDrafted } from "../../core/grid/grid";
import { bandTitle } from "./bands_words";
import { sentenceOf } from "./cell_words";
import { isNumeric } from "./grid_column";
import { shownText } from "./grid_values";
import { useStore } from "./use_store";
class GridRow extends Component {
  static template = "fusion_maintenance.GridRow";
  static props = { rowKey: String, index: Number, columns: Array, store: Object };
  last;
  setup() {
    const { store } = this.props;
    useStore(store, () => {
      const view = store.view(this.props.rowKey);
      const { left, right, active } = this.place;
      return view ? [view.row, view.draft, store.notesOf(view.row.key), left, right, active] : null;
    });
  }
  /** The row; once it is taken away, as it was until it is off the screen. */
  get view() {
    this.last = this.props.store.view(this.props.rowKey) ?? this.last;
    if (!this.last) {
      throw new Error(`There is no row ${this.props.rowKey}.`);
    }
    return this.last;
  }
  /** The first and the last selected column, and the one that has the focus; -1 when they are in another row. */
  get place() {
    const { range, selection } = this.props.store;
    const { index } = this.props;
    const isInside = range.top <= index && index <= range.bottom;
    return {
      left: isInside ? range.left : -1,
      right: isInside ? range.right : -1,
      active: selection.head.row === index ? selection.head.column : -1
    };
  }
  get isGone() {
    return valueIn(this.view, "active") === false && this.view.row.cells["active"] !== false;
  }
  get cells() {
    const place = this.place;
    return this.props.columns.map((column, index) => this.cell(column, index, place));
  }
  get icon() {
    const icon = valueIn(this.view, "icon");
    return typeof icon === "string" ? `fm-icon-${icon} fm-icon-color-${Number(valueIn(this.view, "color"))}` : "";
  }
  titleOf(band) {
    return bandTitle(band);
  }
  cell(column, index, { left, right, active }) {
    const { view } = this;
    const bad = view.draft?.[column.name]?.bad ?? null;
    const problem = bad ? sentenceOf(bad) : this.props.store.noteAt(view, column.name)?.sentence ?? "";
    const isSelected = left <= index && index <= right;
    const text = bad?.text ?? shownText(column, view);
    const parsed = column.kind === "bands" && !bad ? parseBands(text) : null;
    return {
      column,
      index,
      text,
      problem,
      isSelected,
      bands: parsed?.ok ? parsed.bands : null,
      icon: column.name === "name" ? this.icon : "",
      isActive: active === index,
      isFlag: column.kind === "flag" && !bad,
      isYes: valueIn(view, column.name) === true,
      title: this.titleFor(column),
      classes: classesOf(column),
      state: this.stateOf(column, { isSelected, isBad: problem !== "" })
    };
  }
  /** Odoo's editor has rules of the shape `:not(:has([class$=…]))`, which make a changed class 70 ms of work on 200 rows. */
  stateOf(column, { isSelected, isBad }) {
    return [
      isSelected ? "selected" : "",
      isBad ? "bad" : "",
      !column.readonly && isDrafted(this.view, column.name) ? "draft" : ""
    ].filter(Boolean).join(" ");
  }
  /** Of a changed cell: what it was. */
  titleFor(column) {
    const { row, draft: drafts } = this.view;
    const draft = drafts?.[column.name];
    if (!draft) {
      return void 0;
    }
    const before = shownText(column, { row: { ...row, cells: { ...row.cells, [column.name]: draft.from } }, draft: null });
    return _t("Changed, not saved yet. It was: %(before)s", { before: before || cellText(column, draft.from, { decimal: ".", thousands: "" }) || _t("(empty)") });
  }
}
function classesOf(column) {
  return `fm-cell fm-cell-${column.kind}${isNumeric(column) ? " fm-cell-numeric" : ""}${column.readonly ? " fm-cell-readonly" : ""}`;
}
export {
  GridRow
};
