import { Component, onPatched, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { Many2XAutocomplete } from "@web/views/fields/relational_utils";
import type { Key, RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import { isRecord } from "../../core/grid/value";
import type { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { isNumeric } from "./grid_column";
import type { Editing } from "./grid_cursor";
import type { PolicyGridModel } from "./policy_grid_model";

interface Props {
    store: DraftStore;
    model: PolicyGridModel;
    /** The rows that are drawn: others after each drawing. */
    rows: readonly RowView[];
}

interface Chosen {
    id: number;
    display_name?: string;
}

/** The cell that is edited, and what its editor began with. */
interface Opened {
    view: RowView;
    column: GridColumn;
    begun: Editing;
}

/**
 * The editor of the cell that has the focus. It lies over the cell, and is always there: putting an input into a cell
 * makes Odoo's rules of the shape `:has()` style the whole page anew, which takes a slow machine a third of a second.
 * A choice and a record by search are put into it when they are needed.
 */
export class GridEditor extends Component<Props> {
    static override template = "fusion_maintenance.GridEditor";
    static components = { Many2XAutocomplete };
    static override props = { store: Object, model: Object, rows: Array };

    private readonly root = useRef("root");
    private readonly text = useRef("text");
    private opened: Opened | null = null;
    private placing: Animation | null = null;
    /** What is put in: its kind, and a number by which each opening is another. */
    state = useState<{ picker: "record" | "choice" | ""; opening: number }>({ picker: "", opening: 0 });

    override setup(): void {
        const unsubscribe = this.props.store.subscribe(() => this.follow());
        onWillUnmount(unsubscribe);
        onPatched(() => this.follow());
        useExternalListener(window, "resize", () => this.place());
        // A name stays in sight while the columns beside it scroll, and so does its editor.
        useExternalListener(window, "scroll", () => this.place(), { capture: true });
    }

    get column(): GridColumn | undefined {
        return this.opened?.column;
    }

    /** What is edited, in words: the column, and of which row. */
    get label(): string {
        return this.opened ? `${this.opened.column.label}, ${String(valueIn(this.opened.view, "name") ?? "")}` : "";
    }

    get chosenKey(): string {
        return this.opened ? String(valueIn(this.opened.view, this.opened.column.name) ?? "") : "";
    }

    get autocomplete(): object {
        if (!this.opened) {
            return {};
        }
        const { column, view } = this.opened;
        const { model } = this.props;
        const value = valueIn(view, column.name);
        return {
            resModel: column.relation,
            fieldString: column.label,
            value: isRecord(value) ? value.label : "",
            autofocus: true,
            autoSelect: true,
            activeActions: { create: false, createEdit: false, write: false },
            getDomain: () => model.domainOf(column, view),
            context: model.contextOf(column),
            update: (records: Chosen[] | false | undefined) => this.choose(column, records),
        };
    }

    onInput(event: Event): void {
        this.props.store.type((event.target as HTMLInputElement).value);
    }

    onChoose(event: Event): void {
        const key = (event.target as HTMLSelectElement).value;
        this.props.store.type(this.column?.choices.find((choice) => choice.key === key)?.label ?? "");
    }

    /** Somebody went elsewhere: what was typed is taken over. The list of an autocomplete belongs to it. */
    onFocusOut(event: FocusEvent): void {
        const to = event.relatedTarget;
        if (this.props.store.editing && to instanceof Element && !to.closest(".fm-editor, .o-autocomplete--dropdown-menu, .o_dialog")) {
            this.props.store.commit();
        }
        this.follow();
    }

    /** Opens and closes with what is edited; in a row that is not drawn yet, when it is. */
    private follow(): void {
        const { head, editing } = this.props.store;
        if (this.opened && (!editing || this.opened.view.row.key !== head?.view.row.key || this.opened.column !== head.column)) {
            this.close();
        }
        if (editing && head && !this.opened && this.cellOf(head.view.row.key)) {
            this.open({ ...head, begun: editing });
        } else if (this.opened && this.state.picker) {
            this.beginPicking(this.opened);
        }
    }

    private close(): void {
        if (this.root.el?.contains(document.activeElement)) {
            return; // when the focus has gone where the selection is
        }
        this.opened = null;
        this.root.el?.removeAttribute("data-open");
        this.root.el?.setAttribute("inert", "");
        this.placing?.cancel();
        this.state.picker = "";
    }

    private open(opened: Opened): void {
        const { column } = opened;
        this.opened = opened;
        this.root.el?.removeAttribute("inert");
        this.place();
        if (column.kind === "record" || column.kind === "choice") {
            this.state.picker = column.kind;
            this.state.opening += 1;
            this.root.el?.setAttribute("data-open", "picker");
            return;
        }
        this.root.el?.setAttribute("data-open", isNumeric(column) ? "number" : "text");
        const input = this.text.el as HTMLInputElement | null;
        if (input) {
            input.inputMode = isNumeric(column) ? "decimal" : "text";
            input.setAttribute("aria-label", this.label);
            input.value = opened.begun.text;
            input.focus();
            input.setSelectionRange(input.value.length, input.value.length);
        }
    }

    /** Once a picker is drawn: it has the focus, and knows what was typed until then. */
    private beginPicking({ column, begun }: Opened): void {
        const picker = this.root.el?.querySelector<HTMLInputElement | HTMLSelectElement>(".fm-picker input, .fm-picker select");
        if (!picker || picker.dataset["begun"]) {
            return;
        }
        picker.dataset["begun"] = "true";
        picker.focus();
        if (!(picker instanceof HTMLInputElement)) {
            this.typeAhead(picker, column, begun);
        } else if (begun.mode === "replace") {
            picker.value = this.props.store.editing?.text ?? begun.text;
            picker.dispatchEvent(new Event("input", { bubbles: true })); // lets the autocomplete search for it
        } else {
            picker.select();
            picker.click(); // shows what there is to choose from
        }
    }

    /** Typed on a cell with choices: the first one that begins so. */
    private typeAhead(select: HTMLSelectElement, column: GridColumn, begun: Editing): void {
        const typed = begun.text.toLowerCase();
        const choice = column.choices.find(({ label }) => label.toLowerCase().startsWith(typed));
        if (begun.mode === "replace") {
            select.value = choice?.key ?? this.chosenKey;
            this.props.store.type(column.choices.find(({ key }) => key === select.value)?.label ?? "");
        }
    }

    /** Puts the editor over its cell. */
    private place(): void {
        const { el } = this.root;
        const cell = this.opened && this.cellOf(this.opened.view.row.key);
        const around = el?.parentElement;
        if (el && cell && around) {
            const [inner, outer] = [cell.getBoundingClientRect(), around.getBoundingClientRect()];
            // Not by its style: one of Odoo's rules, `:not(:has(span[style*=…]))`, makes that a matter of the whole page.
            this.placing?.cancel();
            const [left, top] = [inner.left - outer.left + around.scrollLeft, inner.top - outer.top + around.scrollTop];
            this.placing = el.animate(
                [{ transform: `translate(${left}px, ${top}px)`, width: `${inner.width}px`, minHeight: `${inner.height}px` }],
                { fill: "forwards" },
            );
        }
    }

    private cellOf(key: Key): HTMLElement | null {
        const { row, column } = this.props.store.selection.head;
        return cellAt(this.root.el?.parentElement?.querySelector("table") ?? null, key, row, column);
    }

    private async choose(column: GridColumn, records: Chosen[] | false | undefined): Promise<void> {
        const { store, model } = this.props;
        const record = records ? records[0] : undefined;
        if (!record) {
            store.choose(null);
            return;
        }
        const label = record.display_name ?? (await model.nameOf(column, record.id));
        store.choose({ id: record.id, label });
    }
}

/** The cell at this place; null while another row is drawn there than the one with this key. */
export function cellAt(table: HTMLElement | null, key: Key, row: number, column: number): HTMLElement | null {
    const drawn = table instanceof HTMLTableElement ? table.tBodies[0]?.rows[row] : undefined;
    return drawn?.dataset["key"] === key ? (drawn.cells[column + 1] ?? null) : null; // the first one has the row's number
}
