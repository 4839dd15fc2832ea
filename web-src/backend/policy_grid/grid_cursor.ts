import { copyBlock, readInto } from "../../core/grid/block";
import { cellText } from "../../core/grid/cell_text";
import type { Locale, Reading } from "../../core/grid/column";
import type { Key, RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import type { Grid } from "../../core/grid/grid";
import { edit, newGrid, rowsOf } from "../../core/grid/grid";
import type { Direction, Range, Selection, Size } from "../../core/grid/selection";
import { at, clamp, move, next, rangeOf, selectAll } from "../../core/grid/selection";
import { formatTsv } from "../../core/grid/tsv";
import type { Value } from "../../core/grid/value";
import { isRecord } from "../../core/grid/value";
import type { GridColumn } from "./grid_column";
import type { FindRecord } from "./record_names";
import { RecordNames } from "./record_names";

/** An open editor: "replace" began by typing, "edit" with what the cell holds. */
export interface Editing {
    mode: "replace" | "edit";
    text: string;
}

/** Where in the grid somebody is, and the editor that is open there. Commands give nothing back, reads change nothing. */
export class GridCursor {
    readonly columns: readonly GridColumn[];
    grid: Grid;
    shown: readonly GridColumn[];
    selection: Selection = at(0, 0);
    editing: Editing | null = null;
    /** While it is saved nothing is edited. */
    busy = false;
    /** The cell that is selected is to have the focus, once it is drawn. */
    wantsFocus = false;
    /** The last thing that was done, in words, for those who cannot see it. */
    said = "";
    /** Done when all that was begun is in the grid: names that are looked up, a block, a new row. Never fails. */
    pending: Promise<void> = Promise.resolve();
    protected readonly names: RecordNames;
    private readonly locale: Locale;
    private readonly listeners = new Set<() => void>();
    private isLeaving = false;
    private viewed: { grid: Grid; rows: RowView[]; byKey: Map<Key, RowView> } | null = null;

    constructor(columns: readonly GridColumn[], find: FindRecord, locale: Locale) {
        this.columns = columns;
        this.locale = locale;
        this.grid = newGrid(columns, []);
        this.shown = columns;
        this.names = new RecordNames(columns, find);
    }

    get rows(): RowView[] {
        return this.views.rows;
    }

    /** A row by its key; undefined when it is not there any more. */
    view(key: Key): RowView | undefined {
        return this.views.byKey.get(key);
    }

    // A press of a key asks for the rows a dozen times: they are made once for each grid.
    private get views(): { rows: RowView[]; byKey: Map<Key, RowView> } {
        if (this.viewed?.grid !== this.grid) {
            const rows = rowsOf(this.grid);
            this.viewed = { grid: this.grid, rows, byKey: new Map(rows.map((view) => [view.row.key, view])) };
        }
        return this.viewed;
    }

    get size(): Size {
        return { rows: this.rows.length, columns: this.shown.length };
    }

    get range(): Range {
        return rangeOf(this.selection);
    }

    /** The row and column of the cell that has the focus. */
    get head(): { view: RowView; column: GridColumn } | null {
        const view = this.rows[this.selection.head.row];
        const column = this.shown[this.selection.head.column];
        return view && column ? { view, column } : null;
    }

    get chosen(): RowView[] {
        return this.rows.slice(this.range.top, this.range.bottom + 1);
    }

    get chosenKeys(): Key[] {
        return this.chosen.map(({ row }) => row.key);
    }

    get reading(): Reading {
        return { locale: this.locale, known: this.names.known };
    }

    /** What a cell's editor begins with. */
    textOf({ view, column }: { view: RowView; column: GridColumn }): string {
        return view.draft?.[column.name]?.bad?.text ?? cellText(column, valueIn(view, column.name), this.locale);
    }

    /** The selected cells as spreadsheets read them. */
    copied(): string {
        return formatTsv(copyBlock(this.rows, this.shown, this.range, this.locale));
    }

    hasNext(backwards: boolean): boolean {
        return next(this.selection, this.size, backwards) !== null;
    }

    protected get isTyped(): boolean {
        return this.editing !== null && this.head !== null && this.editing.text !== this.textOf(this.head);
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    show(columns: readonly GridColumn[]): void {
        this.shown = columns;
        this.changed();
    }

    say(sentence: string): void {
        this.said = sentence;
        this.changed();
    }

    select(row: number, column: number, extend = false): void {
        this.leaveFor(() => ({ anchor: extend ? this.selection.anchor : { row, column }, head: { row, column } }));
    }

    selectRow(row: number, extend = false): void {
        const anchor = extend ? this.selection.anchor.row : row;
        this.leaveFor(() => ({ anchor: { row: anchor, column: this.size.columns - 1 }, head: { row, column: 0 } }));
    }

    selectAll(): void {
        this.go(selectAll(this.size));
    }

    /** Lets go of a range: only the cell that has the focus is selected. */
    collapse(): void {
        this.go({ anchor: this.selection.head, head: this.selection.head });
    }

    move(direction: Direction, options: { far?: boolean; extend?: boolean } = {}): void {
        this.leaveFor(() => move(this.selection, this.size, direction, options));
    }

    tab(backwards: boolean): void {
        this.leaveFor(() => next(this.selection, this.size, backwards));
    }

    startEdit(mode: Editing["mode"], text?: string): void {
        if (this.head && !this.head.column.readonly && !this.busy) {
            this.selection = at(this.selection.head.row, this.selection.head.column);
            this.editing = { mode, text: text ?? this.textOf(this.head) };
            this.changed();
        }
    }

    /** What stands in the open editor now. */
    type(text: string): void {
        const was = this.isTyped;
        if (this.editing) {
            this.editing = { ...this.editing, text };
        }
        if (was !== this.isTyped) {
            this.changed(); // there is something to save now, or no longer
        }
    }

    cancel(): void {
        this.editing = null;
        this.wantsFocus = true;
        this.changed();
    }

    /** Takes over what was typed. A name that is not known is asked for; until it is found, the cell says that there is none. */
    commit(): void {
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
    choose(value: Value): void {
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

    toggle(): void {
        if (this.head?.column.kind === "flag") {
            this.choose(valueIn(this.head.view, this.head.column.name) !== true);
        }
    }

    become(grid: Grid, sentence = ""): void {
        if (!this.busy) {
            this.grid = grid;
            this.said = sentence;
        }
        this.changed();
    }

    /** Does something that has to ask the server first, after what was begun before it. */
    protected begin(work: () => Promise<void>): Promise<void> {
        const done = this.pending.then(work);
        this.pending = done.catch(() => undefined); // whoever began it hears of a failure; what follows goes on
        return done;
    }

    protected go(selection: Selection | null): void {
        this.selection = selection ?? this.selection;
        this.wantsFocus = true;
        this.changed();
    }

    /** Takes over what was typed and goes elsewhere: one change, so the focus moves once. */
    private leaveFor(place: () => Selection | null): void {
        this.isLeaving = true;
        this.commit();
        this.isLeaving = false;
        this.go(place());
    }

    protected changed(): void {
        if (this.isLeaving) {
            return; // it is told when it has gone
        }
        this.selection = clamp(this.selection, this.size) ?? at(0, 0);
        for (const listener of this.listeners) {
            listener();
        }
    }

    private async findTyped(key: Key, column: GridColumn, name: string): Promise<void> {
        if (column.kind !== "record" || !name || this.names.isKnown(column.name, name)) {
            return;
        }
        await this.names.ask({ [column.name]: [name] });
        const view = this.rows.find(({ row }) => row.key === key);
        if (view?.draft?.[column.name]?.bad?.text === name && this.names.isKnown(column.name, name)) {
            // The same step as the typing: one undo takes both back.
            this.become({ ...edit(this.grid, [readInto(view, column, name, this.reading)]), past: this.grid.past });
        }
    }
}
