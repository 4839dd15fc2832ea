import { Component, onMounted, useRef } from "@odoo/owl";
import { Many2XAutocomplete } from "@web/views/fields/relational_utils";
import type { RowView } from "../../core/grid/drafts";
import { valueIn } from "../../core/grid/drafts";
import { isRecord } from "../../core/grid/value";
import type { DraftStore } from "./draft_store";
import type { GridColumn } from "./grid_column";
import { isNumeric } from "./grid_column";
import type { PolicyGridModel } from "./policy_grid_model";

interface Props {
    column: GridColumn;
    view: RowView;
    store: DraftStore;
    model: PolicyGridModel;
}

interface Chosen {
    id: number;
    display_name?: string;
}

/** The editor of a cell, by what the column holds: a text, a choice, or a record by search. */
export class GridEditor extends Component<Props> {
    static override template = "fusion_maintenance.GridEditor";
    static components = { Many2XAutocomplete };
    static override props = { column: Object, view: Object, store: Object, model: Object };

    private readonly root = useRef("root");
    // What it begins with; later the input itself knows better.
    private readonly begun = this.props.store.editing ?? { mode: "edit", text: "" };

    override setup(): void {
        onMounted(() => this.open());
    }

    get value(): string {
        return this.begun.text;
    }

    /** What was typed until now: keys may be faster than the editor is drawn. */
    private get typed(): string {
        return this.props.store.editing?.text ?? this.begun.text;
    }

    get chosenKey(): string {
        return String(valueIn(this.props.view, this.props.column.name) ?? "");
    }

    get inputMode(): string {
        return isNumeric(this.props.column) ? "decimal" : "text";
    }

    get autocomplete(): object {
        const { column, model, view } = this.props;
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
            update: (records: Chosen[] | false | undefined) => this.choose(records),
        };
    }

    onInput(event: Event): void {
        this.props.store.type((event.target as HTMLInputElement).value);
    }

    onChoose(event: Event): void {
        const { column, store } = this.props;
        const key = (event.target as HTMLSelectElement).value;
        store.type(column.choices.find((choice) => choice.key === key)?.label ?? "");
    }

    /** Somebody went elsewhere: what was typed is taken over. The list of an autocomplete belongs to it. */
    onFocusOut(event: FocusEvent): void {
        const to = event.relatedTarget;
        if (to instanceof Element && !to.closest("[data-state~=edited], .o-autocomplete--dropdown-menu, .o_dialog")) {
            this.props.store.commit();
        }
    }

    private open(): void {
        const input = this.root.el?.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
        input?.focus();
        if (!(input instanceof HTMLInputElement)) {
            this.typeAhead(input);
        } else if (this.props.column.kind !== "record") {
            input.value = this.typed;
            input.setSelectionRange(this.typed.length, this.typed.length);
        } else if (this.begun.mode === "replace") {
            input.value = this.typed;
            input.dispatchEvent(new Event("input", { bubbles: true })); // lets the autocomplete search for it
        } else {
            input.select();
            input.click(); // shows what there is to choose from
        }
    }

    /** Typed on a cell with choices: the first one that begins so. */
    private typeAhead(select: HTMLSelectElement | null | undefined): void {
        const { column, store } = this.props;
        const typed = this.begun.text.toLowerCase();
        const choice = column.choices.find(({ label }) => label.toLowerCase().startsWith(typed));
        if (select && this.begun.mode === "replace") {
            select.value = choice?.key ?? this.chosenKey;
            store.type(column.choices.find(({ key }) => key === select.value)?.label ?? "");
        }
    }

    private async choose(records: Chosen[] | false | undefined): Promise<void> {
        const { column, store, model } = this.props;
        const record = records ? records[0] : undefined;
        if (!record) {
            store.choose(null);
            return;
        }
        const label = record.display_name ?? (await model.nameOf(column, record.id));
        store.choose({ id: record.id, label });
    }
}
