import { copyBlock, readInto } from "../../core/grid/block";
import { cellText } from "../../core/grid/cell_text";
import { valueIn } from "../../core/grid/drafts";
import { edit, newGrid, rowsOf } from "../../core/grid/grid";
import { at, clamp, move, next, rangeOf, selectAll } from "../../core/grid/selection";
import { formatTsv } from "../../core/grid/tsv";
import { isRecord } from "../../core/grid/value";
import { RecordNames } from "./record_names";
class GridCursor {
  columns;
  grid;
  shown;
  selection = at(0, 0);
  editing = null;
  /** While it is saved nothing is edited. */
  busy = false;
  /** The cell that is selected is to have the focus, once it is drawn. */
  wantsFocus = false;
  /** The last thing that was done, in words, for those who cannot see it. */
  said = "";
  /** Done when all that was begun is in the grid: names that are looked up, a block, a new row. Never fails. */
  pending = Promise.resolve();
  names;
  locale;
  listeners = /* @__PURE__ */ new Set();
  isLeaving = false;
  viewed = null;
  constructor(columns, find, locale) {
    this.columns = columns;
    this.locale = locale;
    this.grid = newGrid(columns, []);
    this.shown = columns;
    this.names = new RecordNames(columns, find);
  }
  get rows() {
    return this.views.rows;
  }
  /** A row by its key; undefined when it is not there any more. */
  view(key) {
    return this.views.byKey.get(key);
  }
  // A press of a key asks for the rows a dozen times: they are made once for each grid.
  get views() {
    if (this.viewed?.grid !== this.grid) {
      const rows = rowsOf(this.grid);
      this.viewed = { grid: this.grid, rows, byKey: new Map(rows.map((view) => [view.row.key, view])) };
    }
    return this.viewed;
  }
  get size() {
    return { rows: this.rows.length, columns: this.shown.length };
  }
  get range() {
    return rangeOf(this.selection);
  }
  /** The row and column of the cell that has the focus. */
  get head() {
    const view = this.rows[this.selection.head.row];
    const column = this.shown[this.selection.head.column];
    return view && column ? { view, column } : null;
  }
  get chosen() {
    return this.rows.slice(this.range.top, this.range.bottom + 1);
  }
  get chosenKeys() {
    return this.chosen.map(({ row }) => row.key);
  }
  get reading() {
    return { locale: this.locale, known: this.names.known };
  }
  /** What a cell's editor begins with. */
  textOf({ view, column }) {
    return view.draft?.[column.name]?.bad?.text ?? cellText(column, valueIn(view, column.name), this.locale);
  }
  /** The selected cells as spreadsheets read them. */
  copied() {
    return formatTsv(copyBlock(this.rows, this.shown, this.range, this.locale));
  }
  hasNext(backwards) {
    return next(this.selection, this.size, backwards) !== null;
  }
  get isTyped() {
    return this.editing !== null && this.head !== null && this.editing.text !== this.textOf(this.head);
  }
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  show(columns) {
    this.shown = columns;
    this.changed();
  }
  say(sentence) {
    this.said = sentence;
    this.changed();
  }
  select(row, column, extend = false) {
    this.leaveFor(() => ({ anchor: extend ? this.selection.anchor : { row, column }, head: { row, column } }));
  }
  selectRow(row, extend = false) {
    const anchor = extend ? this.selection.anchor.row : row;
    this.leaveFor(() => ({ anchor: { row: anchor, column: this.size.columns - 1 }, head: { row, column: 0 } }));
  }
  selectAll() {
    this.go(selectAll(this.size));
  }
  /** Lets go of a range: only the cell that has the focus is selected. */
  collapse() {
    this.go({ anchor: this.selection.head, head: this.selection.head });
  }
  move(direction, options = {}) {
    this.leaveFor(() => move(this.selection, this.size, direction, options));
  }
  tab(backwards) {
    this.leaveFor(() => next(this.selection, this.size, backwards));
  }
  startEdit(mode, text) {
    if (this.head && !this.head.column.readonly && !this.busy) {
      this.selection = at(this.selection.head.row, this.selection.head.column);
      this.editing = { mode, text: text ?? this.textOf(this.head) };
      this.changed();
    }
  }
  /** What stands in the open editor now. */
  type(text) {
    const was = this.isTyped;
    if (this.editing) {
      this.editing = { ...this.editing, text };
    }
    if (was !== this.isTyped) {
      this.changed();
    }
  }
  cancel() {
    this.editing = null;
    this.wantsFocus = true;
    this.changed();
  }
  /** Takes over what was typed. A name that is not known is asked for; until it is found, the cell says that there is none. */
  commit() {
    const { editing, head, isTyped } = this;
    this.editing = null;
    if (editing && head && isTyped) {
      this.become(edit(this.grid, [readInto(head.view, head.column, editing.text, this.reading)]));
      void this.begin(() => this.findTyped(head.view.row.key, head.column, editing.text.trim()));
    } else if (editing) {
      this.changed();
    }
  }
  /** Sets the cell that has the focus. */
  choose(value) {
    const { head } = this;
    this.editing = null;
    this.wantsFocus = true;
    if (head && !head.column.readonly) {
      if (isRecord(value)) {
        this.names.remember(head.column.name, value);
      }
      this.become(edit(this.grid, [{ row: head.view.row, column: head.column.name, value }]));
    }
  }
  toggle() {
    if (this.head?.column.kind === "flag") {
      this.choose(valueIn(this.head.view, this.head.column.name) !== true);
    }
  }
  become(grid, sentence = "") {
    if (!this.busy) {
      this.grid = grid;
      this.said = sentence;
    }
    this.changed();
  }
  /** Does something that has to ask the server first, after what was begun before it. */
  begin(work) {
    const done = this.pending.then(work);
    this.pending = done.catch(() => void 0);
    return done;
  }
  go(selection) {
    this.selection = selection ?? this.selection;
    this.wantsFocus = true;
    this.changed();
  }
  /** Takes over what was typed and goes elsewhere: one change, so the focus moves once. */
  leaveFor(place) {
    this.isLeaving = true;
    this.commit();
    this.isLeaving = false;
    this.go(place());
  }
  changed() {
    if (this.isLeaving) {
      return;
    }
    this.selection = clamp(this.selection, this.size) ?? at(0, 0);
    for (const listener of this.listeners) {
      listener();
    }
  }
  async findTyped(key, column, name) {
    if (column.kind !== "record" || !name || this.names.isKnown(column.name, name)) {
      return;
    }
    await this.names.ask({ [column.name]: [name] });
    const view = this.rows.find(({ row }) => row.key === key);
    if (view?.draft?.[column.name]?.bad?.text === name && this.names.isKnown(column.name, name)) {
      this.become({ ...edit(this.grid, [readInto(view, column, name, this.reading)]), past: this.grid.past });
    }
  }
}
export {
  GridCursor
};
