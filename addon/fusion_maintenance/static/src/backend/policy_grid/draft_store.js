import { clearBlock, fillDown, pasteBlock, unknownNames } from "../../core/grid/block";
import { valueIn } from "../../core/grid/drafts";
import {
  addRow,
  archive,
  badCells,
  discard,
  hasDrafts,
  moveRows,
  newGrid,
  redo,
  reload,
  settle,
  step,
  undo,
  withRow
} from "../../core/grid/grid";
import { payloadOf, savedRows } from "../../core/grid/payload";
import { parseTsv } from "../../core/grid/tsv";
import { GridCursor } from "./grid_cursor";
import { notesOf } from "./grid_notes";
import { GRID_WORDS } from "./grid_words";
class DraftStore extends GridCursor {
  api;
  notes = {};
  blankCells = null;
  made = 0;
  constructor(columns, api, locale) {
    super(columns, (column, name) => api.find(column, name), locale);
    this.api = api;
  }
  get isChanged() {
    return hasDrafts(this.grid) || this.isTyped;
  }
  notesOf(key) {
    return this.notes[key] ?? null;
  }
  /** What the server said of a cell, unless it was edited since. */
  noteAt({ row, draft }, column) {
    const note = this.notes[row.key]?.[column];
    return note && note.draft === (draft?.[column] ?? null) ? note : null;
  }
  load(rows) {
    this.names.learn(rows);
    this.grid = reload(this.grid, rows);
    this.changed();
  }
  clear() {
    this.become(clearBlock(this.grid, this.shown, this.range, this.reading));
  }
  fillDown() {
    this.commit();
    this.become(fillDown(this.grid, this.shown, this.range), GRID_WORDS.filled());
  }
  /** Puts what a spreadsheet copied where the selection begins. Saving waits for it. */
  async paste(text, canAdd) {
    const { range, shown, busy } = this;
    if (!busy) {
      await this.begin(() => this.putBlock(parseTsv(text), range, shown, canAdd));
    }
  }
  async putBlock(block, range, shown, canAdd) {
    await this.names.ask(unknownNames(shown, range, block, this.reading));
    const blank = canAdd && range.top + block.length > this.size.rows ? await this.blank() : null;
    const pasted = pasteBlock(this.grid, shown, range, block, this.reading, blank);
    this.become(pasted.grid, GRID_WORDS.pasted(pasted));
    const { top, left, bottom, right } = pasted.range;
    this.go({ anchor: { row: bottom, column: right }, head: { row: top, column: left } });
  }
  /** Adds a row at the end, its name to be typed. Saving waits for it. */
  async add() {
    this.commit();
    if (!this.busy) {
      await this.begin(() => this.putRow());
    }
  }
  async putRow() {
    const row = (await this.blank())();
    this.become(addRow(this.grid, row), GRID_WORDS.added());
    this.select(this.size.rows - 1, 0);
    this.startEdit("edit");
  }
  /** Puts copies of the selected rows below them. */
  duplicate() {
    this.commit();
    const { chosen, range } = this;
    const last = this.chosenKeys.at(-1) ?? null;
    const copies = chosen.map((view) => this.copyOf(view));
    const drafts = copies.reduceRight((before, row) => withRow(before, this.grid.base, row, last), this.grid.drafts);
    this.become(step(this.grid, drafts), GRID_WORDS.duplicated(copies.length));
    this.select(range.bottom + 1, this.selection.head.column);
  }
  /** Whether archiving the selected rows would restore them. */
  get isArchived() {
    return this.chosen.length > 0 && this.chosen.every((view) => valueIn(view, "active") === false);
  }
  archive() {
    this.commit();
    const isBack = this.isArchived;
    this.become(archive(this.grid, this.chosenKeys, isBack), isBack ? GRID_WORDS.restored() : GRID_WORDS.archived());
  }
  /** Moves the selected rows one place up or down. */
  moveRows(by) {
    this.commit();
    const { top, bottom } = this.range;
    const place = by < 0 ? top - 1 : bottom + 2;
    if (place >= 0 && place <= this.size.rows) {
      const { anchor, head } = this.selection;
      this.become(moveRows(this.grid, this.chosenKeys, place), GRID_WORDS.moved());
      this.go({ anchor: { ...anchor, row: anchor.row + by }, head: { ...head, row: head.row + by } });
    }
  }
  /** Drops a row below another one, or first. */
  dropRow(key, above) {
    this.commit();
    const place = above === null ? 0 : this.rows.findIndex(({ row }) => row.key === above) + 1;
    this.become(moveRows(this.grid, [key], place), GRID_WORDS.moved());
  }
  undo() {
    this.commit();
    this.become(undo(this.grid), GRID_WORDS.undone());
  }
  redo() {
    this.commit();
    this.become(redo(this.grid), GRID_WORDS.redone());
  }
  discard() {
    this.editing = null;
    this.become(discard(this.grid), GRID_WORDS.discarded());
  }
  /** Of a cell that somebody else saved too: keeps ours, now that theirs is known, or takes theirs. */
  settle({ row, draft }, column, keep) {
    const note = this.noteAt({ row, draft }, column);
    if (note?.theirs !== void 0) {
      this.become(settle(this.grid, row.key, column, note.theirs, keep));
    }
  }
  /**
   * Saves everything, or nothing and says why in the cells. Afterwards there is something to save or not: see
   * `isChanged`. Asked again while it saves, it does nothing: what was added would be added twice.
   */
  async save() {
    if (this.busy) {
      return;
    }
    await this.finish();
    if (this.busy) {
      return;
    }
    const bad = badCells(this.grid);
    if (bad.length) {
      this.showPlace(bad[0]);
      this.say(GRID_WORDS.mend(bad.length));
      return;
    }
    this.busy = true;
    this.changed();
    try {
      const answer = await this.saveAnswering(payloadOf(this.grid));
      if (!answer) {
        this.say(GRID_WORDS.unsaved());
        return;
      }
      const rows = answer.saved ? await this.api.rows().catch(() => null) : answer.message ? await this.api.rows() : null;
      this.busy = false;
      this.answered(answer, rows);
    } finally {
      this.busy = false;
      this.changed();
    }
  }
  /** Takes over what is typed, and waits for what was begun, also while it waits: afterwards nothing is on its way. */
  async finish() {
    let awaited;
    do {
      this.commit();
      awaited = this.pending;
      await awaited;
    } while (this.editing || awaited !== this.pending);
  }
  /** Saves, after a question if there is one. Without an answer nothing is saved. */
  async saveAnswering(payload) {
    const answer = await this.api.save(payload);
    if (answer.saved || !answer.ask) {
      return answer;
    }
    const choice = await this.api.ask(answer.ask);
    return choice === null ? null : this.api.save({ ...payload, interval_for: choice });
  }
  answered(answer, rows) {
    this.names.learn(rows ?? []);
    if (answer.saved) {
      this.grid = newGrid(this.columns, rows ?? savedRows(this.grid, answer.ids));
      this.notes = {};
      this.say(rows ? GRID_WORDS.saved() : GRID_WORDS.unread());
      return;
    }
    this.grid = rows ? reload(this.grid, rows) : this.grid;
    this.notes = notesOf(this.grid, this.columns, answer);
    const noted = this.notedPlaces();
    this.showPlace(noted[0]);
    this.say(answer.message || GRID_WORDS.mend(noted.length));
  }
  notedPlaces() {
    return this.rows.flatMap((view) => this.columns.filter(({ name }) => this.noteAt(view, name)).map(({ name }) => ({ key: view.row.key, column: name })));
  }
  showPlace(place) {
    const row = this.rows.findIndex((view) => view.row.key === place?.key);
    const column = this.shown.findIndex(({ name }) => name === place?.column);
    if (row >= 0) {
      this.select(row, Math.max(0, column));
    }
  }
  copyOf(view) {
    const values = this.columns.map(({ name: name2 }) => [name2, valueIn(view, name2)]);
    const name = GRID_WORDS.copy(String(valueIn(view, "name") ?? ""));
    const cells = { ...view.row.cells, ...Object.fromEntries(values), active: true, name };
    return { key: this.newKey(), id: null, copyOf: view.row.id ?? view.row.copyOf, cells };
  }
  newKey() {
    this.made += 1;
    return `new-${this.made}`;
  }
  async blank() {
    const cells = this.blankCells ??= await this.api.blank();
    return () => ({ key: this.newKey(), id: null, copyOf: null, cells });
  }
}
export {
  DraftStore
};
