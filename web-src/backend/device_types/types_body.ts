import { Component, onMounted, onPatched, onWillUnmount, status, useRef } from "@odoo/owl";
import { CheckBox } from "@web/core/checkbox/checkbox";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import type { ActionService } from "@web/core/utils/hooks";
import { useService } from "@web/core/utils/hooks";
import type { Place } from "../../core/device_types/device_type";
import { DragGhost } from "./drag_ghost";
import { MODEL } from "./types_api";
import type { Drag, Target } from "./types_drag";
import { useTypesDrag } from "./types_drag";
import { TypesListbox } from "./types_listbox";
import type { TypesStore } from "./types_store";
import { TYPES_WORDS } from "./types_words";

/** A policy as the grid shows it; one that is not saved yet has no id. */
export interface GridPolicy {
    id: number | null;
    name: string;
}

interface Props {
    store: TypesStore;
    /** The policy of a row of the grid, by the row's key. */
    policyAt: (key: string) => GridPolicy | null;
}

/** What there is to do with device types: search, choose, put under a policy or aside, undo. */
export class TypesBody extends Component<Props> {
    static override template = "fusion_maintenance.TypesBody";
    static components = { CheckBox, DragGhost, SelectMenu, TypesListbox };
    static override props = { store: Object, policyAt: Function };

    drag!: Drag;
    startDrag!: (event: PointerEvent, id: number) => void;
    private action!: ActionService;
    private readonly root = useRef("root");

    override setup(): void {
        this.action = useService("action");
        const unsubscribe = this.store.subscribe(() => this.redraw());
        onWillUnmount(unsubscribe);
        onMounted(() => this.drawn());
        onPatched(() => this.drawn());
        const { drag, start } = useTypesDrag({
            targetAt: (element) => this.targetAt(element),
            begin: (id) => this.begin(id),
            drop: (target) => this.drop(target),
        });
        this.drag = drag;
        this.startDrag = start;
    }

    get store(): TypesStore {
        return this.props.store;
    }

    get choices(): { value: number; label: string }[] {
        return this.store.policies.map(({ id, name }) => ({ value: id, label: name }));
    }

    get chosenWords(): string {
        const types = this.store.chosenTypes;
        const units = types.reduce((sum, type) => sum + type.units, 0);
        return types.length ? `${TYPES_WORDS.chosen(types.length)} · ${TYPES_WORDS.sold(units)}` : "";
    }

    get foundWords(): string {
        return TYPES_WORDS.found(this.store.shown.length);
    }

    get nothingWords(): string {
        return TYPES_WORDS.nothing(this.store.search, this.store.showsAll);
    }

    /** What is left to do when all types are mapped; said of the last ones already. */
    get areOldUnitsLeft(): boolean {
        return Boolean(this.store.panel?.old_units) && !this.store.said.oldUnits;
    }

    get unitsWords(): string {
        return TYPES_WORDS.units(this.store.said.units);
    }

    openMenu(): void {
        this.root.el?.querySelector<HTMLElement>(".fm-types-under .o_select_menu_toggler")?.click();
    }

    put(place: Place): void {
        void this.store.put(place, this.nameOf(place));
    }

    /** From the search the list is one step down. */
    onSearchKeydown(event: KeyboardEvent): void {
        if (event.key === "ArrowDown" && this.store.shown.length) {
            event.preventDefault();
            this.root.el?.querySelector<HTMLElement>(".fm-type[tabindex='0']")?.focus();
        }
    }

    onKeydown(event: KeyboardEvent): void {
        const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
        if (isUndo && this.store.canUndo && !(event.target instanceof HTMLInputElement)) {
            event.preventDefault();
            event.stopPropagation();
            void this.store.undo();
        }
    }

    openUnits(): void {
        const ids = [...this.store.said.ids];
        void this.action.doActionButton({ type: "object", name: "action_view_units", resModel: MODEL, resIds: ids });
    }

    openOldUnits(): void {
        void this.action.doAction("fusion_maintenance.action_old_units");
    }

    private nameOf(place: Place): string {
        return this.store.panel?.policies.find(({ id }) => id === place)?.name ?? "";
    }

    private begin(id: number): void {
        if (!this.store.chosen.has(id)) {
            this.store.press(id, { isOne: false, isFurther: false });
        }
    }

    private targetAt(element: Element): Target | null {
        const button = element.closest<HTMLElement>("[data-place]");
        const row = element.closest<HTMLElement>(".fm-grid [data-key]");
        const place = button?.dataset["place"];
        if (button && (place === "ignored" || place === "waiting")) {
            return { element: button, place, name: button.textContent.trim(), problem: "" };
        }
        const policy = row ? this.props.policyAt(row.dataset["key"] ?? "") : null;
        return row && policy && { element: row, place: policy.id ?? "waiting", name: policy.name, problem: this.store.whyNotUnder(policy.id) };
    }

    private drop({ place, name, problem }: Target): void {
        if (problem) {
            this.store.refuse(problem);
        } else {
            void this.store.put(place, name);
        }
    }

    /** With no entry left the focus would be lost, and the keys with it. */
    private drawn(): void {
        if (this.store.wantsFocus && !this.store.shown.length) {
            this.store.wantsFocus = false;
            this.root.el?.querySelector<HTMLElement>(this.store.canUndo ? ".fm-types-undo" : "#fm-types-search")?.focus();
        }
    }

    private redraw(): void {
        if (status(this) === "mounted") {
            this.render();
        }
    }
}
