import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Bands } from "../../core/bands";
import { parseBands } from "../../core/bands";
import { cellText } from "../../core/grid/cell_text";
import type { Key, RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import { isDrafted } from "../../core/grid/grid";
import { bandTitle } from "./bands_words";
import { sentenceOf } from "./cell_words";
import type { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { isNumeric } from "./grid_column";
import { shownText } from "./grid_values";
import { useStore } from "./use_store";

interface Props {
    rowKey: Key;
    index: number;
    columns: readonly GridColumn[];
    store: DraftStore;
}

interface ShownCell {
    column: GridColumn;
    index: number;
    text: string;
    bands: Bands | null;
    /** Before a policy's name: what draws its icon. */
    icon: string;
    problem: string;
    title: string | undefined;
    classes: string;
    /** What changes with a key. Not a class: to Chromium each change of one is news for the whole page, see `stateOf`. */
    state: string;
    isSelected: boolean;
    isActive: boolean;
    isFlag: boolean;
    isYes: boolean;
}

/** A policy's row. It is drawn anew only when something of it is another: a press of a key costs two rows. */
export class GridRow extends Component<Props> {
    static override template = "fusion_maintenance.GridRow";
    static override props = { rowKey: String, index: Number, columns: Array, store: Object };

    private last: RowView | undefined;

    override setup(): void {
        const { store } = this.props;
        useStore(store, () => {
            const view = store.view(this.props.rowKey);
            const { left, right, active } = this.place;
            return view ? [view.row, view.draft, store.notesOf(view.row.key), left, right, active] : null;
        });
    }

    /** The row; once it is taken away, as it was until it is off the screen. */
    get view(): RowView {
        this.last = this.props.store.view(this.props.rowKey) ?? this.last;
        if (!this.last) {
            throw new Error(`There is no row ${this.props.rowKey}.`);
        }
        return this.last;
    }

    /** The first and the last selected column, and the one that has the focus; -1 when they are in another row. */
    private get place(): { left: number; right: number; active: number } {
        const { range, selection } = this.props.store;
        const { index } = this.props;
        const isInside = range.top <= index && index <= range.bottom;
        return {
            left: isInside ? range.left : -1,
            right: isInside ? range.right : -1,
            active: selection.head.row === index ? selection.head.column : -1,
        };
    }

    get isGone(): boolean {
        return valueIn(this.view, "active") === false && this.view.row.cells["active"] !== false;
    }

    get cells(): ShownCell[] {
        const place = this.place;
        return this.props.columns.map((column, index) => this.cell(column, index, place));
    }

    private get icon(): string {
        const icon = valueIn(this.view, "icon");
        return typeof icon === "string" ? `fm-icon-${icon} fm-icon-color-${Number(valueIn(this.view, "color"))}` : "";
    }

    titleOf(band: number): string {
        return bandTitle(band);
    }

    private cell(column: GridColumn, index: number, { left, right, active }: GridRow["place"]): ShownCell {
        const { view } = this;
        const bad = view.draft?.[column.name]?.bad ?? null;
        const problem = bad ? sentenceOf(bad) : (this.props.store.noteAt(view, column.name)?.sentence ?? "");
        const isSelected = left <= index && index <= right;
        const text = bad?.text ?? shownText(column, view);
        const parsed = column.kind === "bands" && !bad ? parseBands(text) : null;
        return {
            column, index, text, problem, isSelected,
            bands: parsed?.ok ? parsed.bands : null,
            icon: column.name === "name" ? this.icon : "",
            isActive: active === index,
            isFlag: column.kind === "flag" && !bad,
            isYes: valueIn(view, column.name) === true,
            title: this.titleFor(column),
            classes: classesOf(column),
            state: this.stateOf(column, { isSelected, isBad: problem !== "" }),
        };
    }

    /** Odoo's editor has rules of the shape `:not(:has([class$=…]))`, which make a changed class 70 ms of work on 200 rows. */
    private stateOf(column: GridColumn, { isSelected, isBad }: { isSelected: boolean; isBad: boolean }): string {
        return [
            isSelected ? "selected" : "",
            isBad ? "bad" : "",
            !column.readonly && isDrafted(this.view, column.name) ? "draft" : "",
        ].filter(Boolean).join(" ");
    }

    /** Of a changed cell: what it was. */
    private titleFor(column: GridColumn): string | undefined {
        const { row, draft: drafts } = this.view;
        const draft = drafts?.[column.name];
        if (!draft) {
            return undefined;
        }
        const before = shownText(column, { row: { ...row, cells: { ...row.cells, [column.name]: draft.from } }, draft: null });
        return _t("Changed, not saved yet. It was: %(before)s", { before: before || cellText(column, draft.from, { decimal: ".", thousands: "" }) || _t("(empty)") });
    }
}

function classesOf(column: GridColumn): string {
    return `fm-cell fm-cell-${column.kind}${isNumeric(column) ? " fm-cell-numeric" : ""}${column.readonly ? " fm-cell-readonly" : ""}`;
}
