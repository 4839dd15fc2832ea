import { _t } from "@web/core/l10n/translation";
import type { CellDraft, Key } from "../../core/grid/drafts";
import type { Grid } from "../../core/grid/grid";
import type { Saved } from "../../core/grid/payload";
import type { Value } from "../../core/grid/value";
import type { GridColumn } from "./grid_column";
import { GRID_WORDS } from "./grid_words";
import { fromRead, shownText } from "./grid_values";

/** What the server said of a cell when it refused to save. */
export interface Note {
    sentence: string;
    /** Of a cell that somebody else saved: what it holds now. */
    theirs?: Value;
    /** What the note was about: edited again, it says nothing any more. */
    draft: CellDraft | null;
}

/** Notes by column. */
export type RowNotes = Readonly<Record<string, Note>>;
export type Notes = Readonly<Record<Key, RowNotes>>;

/** The server's refusal as notes on cells. */
export function notesOf(grid: Grid, columns: readonly GridColumn[], refusal: Extract<Saved, { saved: false }>): Notes {
    const notes: Record<Key, Record<string, Note>> = {};
    const draftOf = (key: Key, column: string): CellDraft | null => grid.drafts.cells[key]?.[column] ?? null;
    const first = columns[0]?.name ?? "";
    // What the grid has no column for, such as archiving, is said at the name.
    const placeOf = (name: string): string => (columns.some((column) => column.name === name) ? name : first);
    for (const { key, column, message } of refusal.problems) {
        (notes[key] ??= {})[placeOf(column)] = { sentence: message, draft: draftOf(key, placeOf(column)) };
    }
    for (const { key, column, value, by } of refusal.conflicts) {
        const place = columns.find(({ name }) => name === column);
        const theirs = place ? fromRead(place.kind, value) : null;
        const shown = place ? shownText(place, { row: { key, id: null, copyOf: null, cells: { ...currencyOf(grid, key), [column]: theirs } }, draft: null }) : "";
        (notes[key] ??= {})[placeOf(column)] = {
            sentence: column ? `${GRID_WORDS.conflict(by)} ${shown || _t("(empty)")}` : GRID_WORDS.gone(),
            draft: draftOf(key, placeOf(column)),
            ...(place ? { theirs } : {}),
        };
    }
    return notes;
}

function currencyOf(grid: Grid, key: Key): Record<string, Value> {
    return { ...grid.base.find((row) => row.key === key)?.cells };
}
