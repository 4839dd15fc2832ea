import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Bands } from "../../core/bands";
import { parseBands } from "../../core/bands";
import { cellText } from "../../core/grid/cell_text";
import type { Row, RowDraft, RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import { isDrafted } from "../../core/grid/grid";
import { bandTitle } from "./bands_words";
import { sentenceOf } from "./cell_words";
import type { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { isNumeric } from "./grid_column";
import type { Editing } from "./grid_cursor";
import { GridEditor } from "./grid_editor";
import type { RowNotes } from "./grid_notes";
import { shownText } from "./grid_values";
import type { PolicyGridModel } from "./policy_grid_model";

interface Props {
    row: Row;
    draft: RowDraft | null;
    notes: RowNotes | null;
    index: number;
    columns: readonly GridColumn[];
    /** The column that has the focus here, -1 when the focus is in another row. */
    active: number;
    /** The first and the last selected column, -1 when the selection is elsewhere. */
    left: number;
    right: number;
    editing: Editing["mode"] | null;
    store: DraftStore;
    model: PolicyGridModel;
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
    isEdited: boolean;
    isFlag: boolean;
    isYes: boolean;
}

/** A policy's row. It is drawn anew only when something of it is another: a press of a key costs two rows. */
export class GridRow extends Component<Props> {
    static override template = "fusion_maintenance.GridRow";
    static components = { GridEditor };
    static override props = {
        row: Object, draft: { optional: true }, notes: { optional: true }, index: Number, columns: Array, active: Number,
        left: Number, right: Number, editing: { optional: true }, store: Object, model: Object,
    };

    get view(): RowView {
        return { row: this.props.row, draft: this.props.draft };
    }

    get isGone(): boolean {
        return valueIn(this.view, "active") === false && this.props.row.cells["active"] !== false;
    }

    get cells(): ShownCell[] {
        return this.props.columns.map((column, index) => this.cell(column, index));
    }

    private get icon(): string {
        const icon = valueIn(this.view, "icon");
        return typeof icon === "string" ? `fm-icon-${icon} fm-icon-color-${Number(valueIn(this.view, "color"))}` : "";
    }

    titleOf(band: number): string {
        return bandTitle(band);
    }

    private cell(column: GridColumn, index: number): ShownCell {
        const { active, left, right, editing, draft, store } = this.props;
        const bad = draft?.[column.name]?.bad ?? null;
        const problem = bad ? sentenceOf(bad) : (store.noteAt(this.view, column.name)?.sentence ?? "");
        const isSelected = left <= index && index <= right;
        const isEdited = active === index && editing !== null;
        const text = bad?.text ?? shownText(column, this.view);
        const parsed = column.kind === "bands" && !bad ? parseBands(text) : null;
        return {
            column, index, text, problem, isSelected, isEdited,
            bands: parsed?.ok ? parsed.bands : null,
            icon: column.name === "name" ? this.icon : "",
            isActive: active === index,
            isFlag: column.kind === "flag" && !bad,
            isYes: valueIn(this.view, column.name) === true,
            title: this.titleFor(column),
            classes: classesOf(column),
            state: this.stateOf(column, { isSelected, isEdited, isBad: problem !== "" }),
        };
    }

    /** Odoo's editor has rules of the shape `:not(:has([class$=…]))`, which make a changed class 70 ms of work on 200 rows. */
    private stateOf(column: GridColumn, { isSelected, isEdited, isBad }: { isSelected: boolean; isEdited: boolean; isBad: boolean }): string {
        return [
            isSelected ? "selected" : "",
            isEdited ? "edited" : "",
            isBad ? "bad" : "",
            !column.readonly && isDrafted(this.view, column.name) ? "draft" : "",
        ].filter(Boolean).join(" ");
    }

    /** Of a changed cell: what it was. */
    private titleFor(column: GridColumn): string | undefined {
        const draft = this.props.draft?.[column.name];
        if (!draft) {
            return undefined;
        }
        const before = shownText(column, { row: { ...this.props.row, cells: { ...this.props.row.cells, [column.name]: draft.from } }, draft: null });
        return _t("Changed, not saved yet. It was: %(before)s", { before: before || cellText(column, draft.from, { decimal: ".", thousands: "" }) || _t("(empty)") });
    }
}

function classesOf(column: GridColumn): string {
    return `fm-cell fm-cell-${column.kind}${isNumeric(column) ? " fm-cell-numeric" : ""}${column.readonly ? " fm-cell-readonly" : ""}`;
}
