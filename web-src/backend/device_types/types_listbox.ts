import { Component, onMounted, onPatched, useRef } from "@odoo/owl";
import type { Step } from "../../core/device_types/choice";
import type { DeviceType } from "../../core/device_types/device_type";
import type { TypesStore } from "./types_store";
import { TYPES_WORDS } from "./types_words";

interface Props {
    store: TypesStore;
    /** The store's: when it is another, the list is drawn anew. */
    revision: number;
    openMenu: () => void;
    startDrag: (event: PointerEvent, id: number) => void;
}

const STEPS: Record<string, Step> = {
    ArrowUp: "up", ArrowDown: "down", Home: "home", End: "end", PageUp: "page_up", PageDown: "page_down",
};

/** The list of device types, of which many can be chosen. */
export class TypesListbox extends Component<Props> {
    static override template = "fusion_maintenance.TypesListbox";
    static override props = { store: Object, revision: Number, openMenu: Function, startDrag: Function };

    private readonly list = useRef("list");
    private isTouch = false;

    override setup(): void {
        onMounted(() => this.drawn());
        onPatched(() => this.drawn());
    }

    get store(): TypesStore {
        return this.props.store;
    }

    /** The entry that Tab goes to. */
    get active(): number | undefined {
        return this.store.choice.active ?? this.store.list[0];
    }

    sold({ units }: DeviceType): string {
        return TYPES_WORDS.sold(units);
    }

    companyOf({ company }: DeviceType): string {
        return this.store.panel?.companies[company] ?? "";
    }

    onPointerDown(event: PointerEvent): void {
        this.isTouch = event.pointerType === "touch";
        const id = idOf(event.target);
        if (id !== null) {
            this.props.startDrag(event, id);
        }
    }

    /** On the box, with Ctrl, and with fingers: this one too. */
    onClick(event: MouseEvent): void {
        const id = idOf(event.target);
        if (id !== null) {
            const isBox = event.target instanceof Element && event.target.closest(".fm-type-tick") !== null;
            this.store.press(id, { isOne: isBox || this.isTouch || event.ctrlKey || event.metaKey, isFurther: event.shiftKey });
        }
    }

    onKeydown(event: KeyboardEvent): void {
        if (this.press(event)) {
            event.preventDefault();
            event.stopPropagation();
        }
    }

    /** Whether a key means something here. */
    private press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
        const { store } = this;
        const step = STEPS[key];
        const isCommand = ctrlKey || metaKey;
        if (altKey) {
            return false;
        }
        if (step) {
            store.step(step, shiftKey);
        } else if (key === " ") {
            store.chooseActive(shiftKey);
        } else if (isCommand && key.toLowerCase() === "a") {
            store.chooseAll();
        } else if (key === "Escape" && store.chosen.size) {
            store.chooseNone();
        } else if (key === "Enter" && !isCommand) {
            store.chooseSomething();
            this.props.openMenu();
        } else if (key === "Delete" || key === "Backspace") {
            store.chooseSomething();
            void store.put("ignored");
        } else {
            return false;
        }
        return true;
    }

    private drawn(): void {
        if (this.store.wantsFocus) {
            this.store.wantsFocus = false;
            this.list.el?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
        }
    }
}

function idOf(target: EventTarget | null): number | null {
    const entry = target instanceof Element ? target.closest<HTMLElement>("[data-type]") : null;
    return entry ? Number(entry.dataset["type"]) : null;
}
