import { Component, onMounted, onPatched, onWillUnmount, useRef, useState } from "@odoo/owl";
import { useBus } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { ActionHelper } from "@web/views/action_helper";
import type { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { isNumeric } from "./grid_column";
import { pressInEditor, pressOnCell } from "./grid_keys";
import { cellAt, GridEditor } from "./grid_editor";
import { GridFoot } from "./grid_foot";
import { GridRow } from "./grid_row";
import { GridToolbar } from "./grid_toolbar";
import { GRID_WORDS } from "./grid_words";
import { loadShown, saveShown } from "./optional_columns";
import type { PolicyGridModel } from "./policy_grid_model";
import { useStore } from "./use_store";

interface Props {
    store: DraftStore;
    model: PolicyGridModel;
    canCreate: boolean;
    noContentHelp?: string;
    openRow: (id: number) => void;
    openFigure: (id: number, column: GridColumn) => void;
}

/** How many rows are drawn at once: what a screen shows is there first, the rest follows. */
const AT_ONCE = 20;

/** The grid itself: a table that is a spreadsheet. */
export class PolicyGridRenderer extends Component<Props> {
    static override template = "fusion_maintenance.PolicyGridTable";
    static components = { ActionHelper, GridEditor, GridFoot, GridRow, GridToolbar };
    static override props = {
        store: Object, model: Object, canCreate: Boolean, noContentHelp: { optional: true }, openRow: Function, openFigure: Function,
    };

    private readonly table = useRef("table");
    store = this.props.store;
    state = useState({ drawn: AT_ONCE, names: loadShown(this.store.columns) });
    /** After Escape, Tab leaves the grid instead of going to the next cell. */
    private mayLeave = false;
    private isDragging = false;
    private isTouch = false;

    override setup(): void {
        this.store.shown = this.shown; // quietly: nothing is drawn yet that had to be drawn anew
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
            onDrop: ({ element, previous }) => this.store.dropRow(element.dataset["key"] ?? "", previous?.dataset["key"] ?? null),
        });
    }

    get canEdit(): boolean {
        return this.store.columns.some(({ readonly }) => !readonly);
    }

    get shown(): GridColumn[] {
        return this.store.columns.filter(({ hidden, optional, name }) => !hidden && (!optional || this.state.names.includes(name)));
    }

    get rows() {
        return this.store.rows.slice(0, Math.max(this.state.drawn, this.store.selection.head.row + 1));
    }

    get isEmpty(): boolean {
        return !this.store.size.rows;
    }

    headClasses(column: GridColumn): string {
        return `fm-head fm-cell-${column.kind}${isNumeric(column) ? " fm-cell-numeric" : ""}`;
    }

    /** How wide the columns are, the row's number and the name first; see policy_grid.scss. */
    get tracks(): string {
        const [, ...others] = this.store.shown.map(({ width, kind }) => width || `var(--fm-${kind})`);
        const widths = ["var(--fm-handle)", "var(--fm-name)", ...others];
        const tracks = widths.map((width, index) => (index < 2 ? width : `minmax(${width}, 1fr)`));
        return `--fm-tracks: ${tracks.join(" ")}; min-width: calc(${widths.join(" + ")})`;
    }

    toggleColumn(name: string): void {
        const { names } = this.state;
        this.state.names = names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
        saveShown(this.store.columns, this.state.names);
        this.store.show(this.shown);
    }

    // What people do.

    onKeydown(event: KeyboardEvent): void {
        const isEditor = this.store.editing !== null;
        if (event.defaultPrevented || (event.key === "Tab" && this.mayLeave && !isEditor)) {
            return;
        }
        if (isEditor && !isInEditor(event.target) && isCharacter(event)) {
            // Typed faster than the editor is drawn: nothing of it is lost.
            this.store.type(`${this.store.editing?.text ?? ""}${event.key}`);
            event.preventDefault();
            return;
        }
        this.mayLeave = event.key === "Escape" && !isEditor;
        const isLink = event.key === "Enter" && this.store.head?.column.action;
        const isAnswered = isEditor
            ? pressInEditor(this.store, event)
            : isLink ? this.openFigure() : pressOnCell(this.store, event, this.canEdit && !event.isComposing);
        if (isAnswered) {
            event.preventDefault();
            event.stopPropagation();
        }
    }

    onPointerDown({ pointerType }: PointerEvent): void {
        this.isTouch = pointerType === "touch";
    }

    onDoubleClick(event: MouseEvent): void {
        if (!this.isTouch && spotOf(event.target)?.column != null && !isInEditor(event.target)) {
            this.openHead();
        }
    }

    onMouseDown(event: MouseEvent): void {
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
            this.openHead(); // fingers do not press twice in a row: a tap on the selected cell edits it
        }
        event.preventDefault(); // the focus goes where the selection is
    }

    /** Dragging from cell to cell selects a range. */
    onMouseOver(event: MouseEvent): void {
        const cell = spotOf(event.target);
        const { row, column } = this.store.selection.head;
        if (event.buttons !== 1) {
            this.isDragging = false;
        } else if (this.isDragging && cell && cell.column !== null && !this.store.editing && (cell.row !== row || cell.column !== column)) {
            this.store.select(cell.row, cell.column, true);
        }
    }

    onClick(event: MouseEvent): void {
        if (event.target instanceof Element && event.target.closest(".fm-cell-link")) {
            this.openFigure();
        }
    }

    onCopy(event: ClipboardEvent, isCut = false): void {
        if (!this.store.editing && event.clipboardData) {
            event.clipboardData.setData("text/plain", this.store.copied());
            event.preventDefault();
            if (isCut && this.canEdit) {
                this.store.clear();
            }
            this.store.say(GRID_WORDS.copied());
        }
    }

    onPaste(event: ClipboardEvent): void {
        const text = event.clipboardData?.getData("text/plain");
        if (!this.store.editing && this.canEdit && text) {
            event.preventDefault();
            void this.store.paste(text, this.props.canCreate);
        }
    }

    private openHead(): void {
        if (!this.canEdit) {
            return;
        }
        if (this.store.head?.column.kind === "flag") {
            this.store.toggle();
        } else {
            this.store.startEdit("edit");
        }
    }

    private openFigure(): boolean {
        const { head } = this.store;
        if (head?.view.row.id) {
            this.props.openFigure(head.view.row.id, head.column);
        }
        return true;
    }

    // Drawing.

    private drawn(): void {
        this.followFocus();
        if (this.state.drawn < this.store.size.rows) {
            // In the frame after the next: what a first one changes is drawn before anything is painted.
            requestAnimationFrame(() => requestAnimationFrame(() => {
                this.state.drawn += AT_ONCE;
            }));
        }
    }

    /** The focus goes where the selection is at once: the next key may come before anything is drawn. */
    private followFocus(): void {
        const { store } = this;
        if (!store.editing && (store.wantsFocus || isInEditor(document.activeElement))) {
            this.focusHead();
        }
    }

    focusHead(): void {
        const { head, selection: { head: { row, column } } } = this.store;
        const cell = head && cellAt(this.table.el, head.view.row.key, row, column);
        if (cell) {
            this.store.wantsFocus = false;
            cell.focus();
        }
    }
}

/** Which cell an element stands in; the number of a row stands in no column. */
function spotOf(target: EventTarget | null): { row: number; column: number | null } | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
    const { row, column } = cell?.dataset ?? {};
    return row === undefined ? null : { row: Number(row), column: column === undefined ? null : Number(column) };
}

function isCharacter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    return [...key].length === 1 && !ctrlKey && !metaKey && !altKey;
}

function isInEditor(target: EventTarget | null): boolean {
    return target instanceof Element && target.closest(".fm-editor") !== null;
}
