import { Component, onMounted, onPatched, onWillUnmount, useRef, useState } from "@odoo/owl";
import { useBus } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { ActionHelper } from "@web/views/action_helper";
import { isNumeric } from "./grid_column";
import { pressInEditor, pressOnCell } from "./grid_keys";
import { cellAt, GridEditor } from "./grid_editor";
import { GridFoot } from "./grid_foot";
import { GridRow } from "./grid_row";
import { GridToolbar } from "./grid_toolbar";
import { GRID_WORDS } from "./grid_words";
import { loadShown, saveShown } from "./optional_columns";
import { useStore } from "./use_store";
const AT_ONCE = 20;
class PolicyGridRenderer extends Component {
  static template = "fusion_maintenance.PolicyGridTable";
  static components = { ActionHelper, GridEditor, GridFoot, GridRow, GridToolbar };
  static props = {
    store: Object,
    model: Object,
    canCreate: Boolean,
    noContentHelp: { optional: true },
    openRow: Function,
    openFigure: Function
  };
  table = useRef("table");
  store = this.props.store;
  state = useState({ drawn: AT_ONCE, names: loadShown(this.store.columns) });
  /** After Escape, Tab leaves the grid instead of going to the next cell. */
  mayLeave = false;
  isDragging = false;
  isTouch = false;
  setup() {
    this.store.shown = this.shown;
    useStore(this.store, () => [this.store.busy, this.store.shown, ...this.rows.map(({ row }) => row.key)]);
    const unsubscribe = this.store.subscribe(() => this.followFocus());
    onWillUnmount(unsubscribe);
    onMounted(() => this.drawn());
    onPatched(() => this.drawn());
    useBus(this.env.searchModel, "focus-view", () => this.focusHead());
    useSortable({
      ref: this.table,
      elements: ".fm-row",
      handle: ".fm-handle",
      cursor: "grabbing",
      enable: () => this.canEdit,
      onDrop: ({ element, previous }) => this.store.dropRow(element.dataset["key"] ?? "", previous?.dataset["key"] ?? null)
    });
  }
  get canEdit() {
    return this.store.columns.some(({ readonly }) => !readonly);
  }
  get shown() {
    return this.store.columns.filter(({ hidden, optional, name }) => !hidden && (!optional || this.state.names.includes(name)));
  }
  get rows() {
    return this.store.rows.slice(0, Math.max(this.state.drawn, this.store.selection.head.row + 1));
  }
  get isEmpty() {
    return !this.store.size.rows;
  }
  headClasses(column) {
    return `fm-head fm-cell-${column.kind}${isNumeric(column) ? " fm-cell-numeric" : ""}`;
  }
  /** How wide the columns are, the row's number and the name first; see policy_grid.scss. */
  get tracks() {
    const [, ...others] = this.store.shown.map(({ width, kind }) => width || `var(--fm-${kind})`);
    const widths = ["var(--fm-handle)", "var(--fm-name)", ...others];
    const tracks = widths.map((width, index) => index < 2 ? width : `minmax(${width}, 1fr)`);
    return `--fm-tracks: ${tracks.join(" ")}; min-width: calc(${widths.join(" + ")})`;
  }
  toggleColumn(name) {
    const { names } = this.state;
    this.state.names = names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
    saveShown(this.store.columns, this.state.names);
    this.store.show(this.shown);
  }
  // What people do.
  onKeydown(event) {
    const isEditor = this.store.editing !== null;
    if (event.defaultPrevented || event.key === "Tab" && this.mayLeave && !isEditor) {
      return;
    }
    if (isEditor && !isInEditor(event.target) && isCharacter(event)) {
      this.store.type(`${this.store.editing?.text ?? ""}${event.key}`);
      event.preventDefault();
      return;
    }
    this.mayLeave = event.key === "Escape" && !isEditor;
    const isLink = event.key === "Enter" && this.store.head?.column.action;
    const isAnswered = isEditor ? pressInEditor(this.store, event) : isLink ? this.openFigure() : pressOnCell(this.store, event, this.canEdit && !event.isComposing);
    if (isAnswered) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
  onPointerDown({ pointerType }) {
    this.isTouch = pointerType === "touch";
  }
  onDoubleClick(event) {
    if (!this.isTouch && spotOf(event.target)?.column != null && !isInEditor(event.target)) {
      this.openHead();
    }
  }
  onMouseDown(event) {
    const cell = spotOf(event.target);
    if (!cell || event.button !== 0 || isInEditor(event.target)) {
      return;
    }
    if (cell.column === null) {
      this.store.selectRow(cell.row, event.shiftKey);
      return;
    }
    const { selection, range } = this.store;
    const isHead = selection.head.row === cell.row && selection.head.column === cell.column;
    const isOnly = range.top === range.bottom && range.left === range.right;
    this.isDragging = true;
    this.store.select(cell.row, cell.column, event.shiftKey);
    if (this.isTouch && isHead && isOnly) {
      this.openHead();
    }
    event.preventDefault();
  }
  /** Dragging from cell to cell selects a range. */
  onMouseOver(event) {
    const cell = spotOf(event.target);
    const { row, column } = this.store.selection.head;
    if (event.buttons !== 1) {
      this.isDragging = false;
    } else if (this.isDragging && cell && cell.column !== null && !this.store.editing && (cell.row !== row || cell.column !== column)) {
      this.store.select(cell.row, cell.column, true);
    }
  }
  onClick(event) {
    if (event.target instanceof Element && event.target.closest(".fm-cell-link")) {
      this.openFigure();
    }
  }
  onCopy(event, isCut = false) {
    if (!this.store.editing && event.clipboardData) {
      event.clipboardData.setData("text/plain", this.store.copied());
      event.preventDefault();
      if (isCut && this.canEdit) {
        this.store.clear();
      }
      this.store.say(GRID_WORDS.copied());
    }
  }
  onPaste(event) {
    const text = event.clipboardData?.getData("text/plain");
    if (!this.store.editing && this.canEdit && text) {
      event.preventDefault();
      void this.store.paste(text, this.props.canCreate);
    }
  }
  openHead() {
    if (!this.canEdit) {
      return;
    }
    if (this.store.head?.column.kind === "flag") {
      this.store.toggle();
    } else {
      this.store.startEdit("edit");
    }
  }
  openFigure() {
    const { head } = this.store;
    if (head?.view.row.id) {
      this.props.openFigure(head.view.row.id, head.column);
    }
    return true;
  }
  // Drawing.
  drawn() {
    this.followFocus();
    if (this.state.drawn < this.store.size.rows) {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        this.state.drawn += AT_ONCE;
      }));
    }
  }
  /** The focus goes where the selection is at once: the next key may come before anything is drawn. */
  followFocus() {
    const { store } = this;
    if (!store.editing && (store.wantsFocus || isInEditor(document.activeElement))) {
      this.focusHead();
    }
  }
  focusHead() {
    const { head, selection: { head: { row, column } } } = this.store;
    const cell = head && cellAt(this.table.el, head.view.row.key, row, column);
    if (cell) {
      this.store.wantsFocus = false;
      cell.focus();
    }
  }
}
function spotOf(target) {
  const cell = target instanceof Element ? target.closest("[data-row]") : null;
  const { row, column } = cell?.dataset ?? {};
  return row === void 0 ? null : { row: Number(row), column: column === void 0 ? null : Number(column) };
}
function isCharacter({ key, ctrlKey, metaKey, altKey }) {
  return [...key].length === 1 && !ctrlKey && !metaKey && !altKey;
}
function isInEditor(target) {
  return target instanceof Element && target.closest(".fm-editor") !== null;
}
export {
  PolicyGridRenderer
};
