import { clearBlock, fillDown, pasteBlock, unknownNames } from "../../core/grid/block";
import type { Locale } from "../../core/grid/column";
import type { Drafts, Key, Row, RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import {
    addRow, archive, badCells, discard, hasDrafts, moveRows, newGrid, redo, reload, settle, step, undo, withRow,
} from "../../core/grid/grid";
import type { Place } from "../../core/grid/grid";
import type { IntervalQuestion, Payload, Saved } from "../../core/grid/payload";
import { payloadOf, savedRows } from "../../core/grid/payload";
import type { Range } from "../../core/grid/selection";
import type { Block } from "../../core/grid/tsv";
import { parseTsv } from "../../core/grid/tsv";
import type { RecordValue } from "../../core/grid/value";
import type { GridColumn } from "./grid_column";
import { GridCursor } from "./grid_cursor";
import type { Note, Notes, RowNotes } from "./grid_notes";
import { notesOf } from "./grid_notes";
import { GRID_WORDS } from "./grid_words";

/** What the store asks of the server. */
export interface GridApi {
    /** The record of a column that has exactly this name. */
    find(column: GridColumn, name: string): Promise<RecordValue | null>;
    /** What a new row begins with. */
    blank(): Promise<Row["cells"]>;
    save(payload: Payload): Promise<Saved>;
    /** What somebody answers to a question; null when they would rather not save. */
    ask(question: IntervalQuestion): Promise<string | null>;
    /** The rows as the server has them now. */
    rows(): Promise<Row[]>;
}

/** What is done to policies before they are saved. */
export class DraftStore extends GridCursor {
    private readonly api: GridApi;
    private notes: Notes = {};
    private blankCells: Row["cells"] | null = null;
    private made = 0;

    constructor(columns: readonly GridColumn[], api: GridApi, locale: Locale) {
        super(columns, (column, name) => api.find(column, name), locale);
        this.api = api;
    }

    get isChanged(): boolean {
        return hasDrafts(this.grid) || this.isTyped;
    }

    notesOf(key: Key): RowNotes | null {
        return this.notes[key] ?? null;
    }

    /** What the server said of a cell, unless it was edited since. */
    noteAt({ row, draft }: RowView, column: string): Note | null {
        const note = this.notes[row.key]?.[column];
        return note && note.draft === (draft?.[column] ?? null) ? note : null;
    }

    load(rows: readonly Row[]): void {
        this.names.learn(rows);
        this.grid = reload(this.grid, rows);
        this.changed();
    }

    clear(): void {
        this.become(clearBlock(this.grid, this.shown, this.range, this.reading));
    }

    fillDown(): void {
        this.commit();
        this.become(fillDown(this.grid, this.shown, this.range), GRID_WORDS.filled());
    }

    /** Puts what a spreadsheet copied where the selection begins. Saving waits for it. */
    async paste(text: string, canAdd: boolean): Promise<void> {
        const { range, shown, busy } = this;
        if (!busy) {
            await this.begin(() => this.putBlock(parseTsv(text), range, shown, canAdd));
        }
    }

    private async putBlock(block: Block, range: Range, shown: readonly GridColumn[], canAdd: boolean): Promise<void> {
        await this.names.ask(unknownNames(shown, range, block, this.reading));
        const blank = canAdd && range.top + block.length > this.size.rows ? await this.blank() : null;
        const pasted = pasteBlock(this.grid, shown, range, block, this.reading, blank);
        this.become(pasted.grid, GRID_WORDS.pasted(pasted));
        const { top, left, bottom, right } = pasted.range;
        this.go({ anchor: { row: bottom, column: right }, head: { row: top, column: left } });
    }

    /** Adds a row at the end, its name to be typed. Saving waits for it. */
    async add(): Promise<void> {
        this.commit();
        if (!this.busy) {
            await this.begin(() => this.putRow());
        }
    }

    private async putRow(): Promise<void> {
        const row = (await this.blank())();
        this.become(addRow(this.grid, row), GRID_WORDS.added());
        this.select(this.size.rows - 1, 0);
        this.startEdit("edit");
    }

    /** Puts copies of the selected rows below them. */
    duplicate(): void {
        this.commit();
        const { chosen, range } = this;
        const last = this.chosenKeys.at(-1) ?? null;
        const copies = chosen.map((view) => this.copyOf(view));
        const drafts = copies.reduceRight<Drafts>((before, row) => withRow(before, this.grid.base, row, last), this.grid.drafts);
        this.become(step(this.grid, drafts), GRID_WORDS.duplicated(copies.length));
        this.select(range.bottom + 1, this.selection.head.column);
    }

    /** Whether archiving the selected rows would restore them. */
    get isArchived(): boolean {
        return this.chosen.length > 0 && this.chosen.every((view) => valueIn(view, "active") === false);
    }

    archive(): void {
        this.commit();
        const isBack = this.isArchived;
        this.become(archive(this.grid, this.chosenKeys, isBack), isBack ? GRID_WORDS.restored() : GRID_WORDS.archived());
    }

    /** Moves the selected rows one place up or down. */
    moveRows(by: -1 | 1): void {
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
    dropRow(key: Key, above: Key | null): void {
        this.commit();
        const place = above === null ? 0 : this.rows.findIndex(({ row }) => row.key === above) + 1;
        this.become(moveRows(this.grid, [key], place), GRID_WORDS.moved());
    }

    undo(): void {
        this.commit();
        this.become(undo(this.grid), GRID_WORDS.undone());
    }

    redo(): void {
        this.commit();
        this.become(redo(this.grid), GRID_WORDS.redone());
    }

    discard(): void {
        this.editing = null;
        this.become(discard(this.grid), GRID_WORDS.discarded());
    }

    /** Of a cell that somebody else saved too: keeps ours, now that theirs is known, or takes theirs. */
    settle({ row, draft }: RowView, column: string, keep: "ours" | "theirs"): void {
        const note = this.noteAt({ row, draft }, column);
        if (note?.theirs !== undefined) {
            this.become(settle(this.grid, row.key, column, note.theirs, keep));
        }
    }

    /**
     * Saves everything, or nothing and says why in the cells. Afterwards there is something to save or not: see
     * `isChanged`. Asked again while it saves, it does nothing: what was added would be added twice.
     */
    async save(): Promise<void> {
        if (this.busy) {
            return;
        }
        await this.finish();
        if (this.busy) {
            return; // another save has waited for the same
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
            // Saved is saved, also when it cannot be read: tried again, added rows would be added twice.
            const rows = answer.saved ? await this.api.rows().catch(() => null) : answer.message ? await this.api.rows() : null;
            this.busy = false;
            this.answered(answer, rows);
        } finally {
            this.busy = false;
            this.changed();
        }
    }

    /** Takes over what is typed, and waits for what was begun, also while it waits: afterwards nothing is on its way. */
    private async finish(): Promise<void> {
        let awaited: Promise<void>;
        do {
            this.commit();
            awaited = this.pending;
            await awaited;
        } while (this.editing || awaited !== this.pending);
    }

    /** Saves, after a question if there is one. Without an answer nothing is saved. */
    private async saveAnswering(payload: Payload): Promise<Saved | null> {
        const answer = await this.api.save(payload);
        if (answer.saved || !answer.ask) {
            return answer;
        }
        const choice = await this.api.ask(answer.ask);
        return choice === null ? null : this.api.save({ ...payload, interval_for: choice });
    }

    private answered(answer: Saved, rows: Row[] | null): void {
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

    private notedPlaces(): Place[] {
        return this.rows.flatMap((view) => this.columns.filter(({ name }) => this.noteAt(view, name))
            .map(({ name }) => ({ key: view.row.key, column: name })));
    }

    private showPlace(place: Place | undefined): void {
        const row = this.rows.findIndex((view) => view.row.key === place?.key);
        const column = this.shown.findIndex(({ name }) => name === place?.column);
        if (row >= 0) {
            this.select(row, Math.max(0, column));
        }
    }

    private copyOf(view: RowView): Row {
        const values = this.columns.map(({ name }) => [name, valueIn(view, name)]);
        const name = GRID_WORDS.copy(String(valueIn(view, "name") ?? ""));
        const cells = { ...view.row.cells, ...Object.fromEntries(values), active: true, name } as Row["cells"];
        return { key: this.newKey(), id: null, copyOf: view.row.id ?? view.row.copyOf, cells };
    }

    private newKey(): Key {
        this.made += 1;
        return `new-${this.made}`;
    }

    private async blank(): Promise<() => Row> {
        const cells = (this.blankCells ??= await this.api.blank());
        return () => ({ key: this.newKey(), id: null, copyOf: null, cells });
    }
}
