import { onWillUnmount, reactive, useExternalListener } from "@odoo/owl";
import type { Place } from "../../core/device_types/device_type";

/** Where types can be dropped: a policy's row, or a button of the panel. */
export interface Target {
    element: Element;
    place: Place;
    name: string;
    /** Why they cannot go there; "" when they can. */
    problem: string;
}

/** What is being dragged, and where it is. */
export interface Drag {
    isOn: boolean;
    x: number;
    y: number;
    target: Target | null;
}

interface Handlers {
    /** What an element belongs to that types can be dropped on. */
    targetAt(element: Element): Target | null;
    /** A drag has begun at an entry: what is dragged is chosen. */
    begin(id: number): void;
    drop(target: Target): void;
}

/** A press that moves less than this is a press. */
const FAR = 5;
/** So near to the edge of the grid it scrolls, and so fast. */
const EDGE = 48;
const SPEED = 9;

/** Drags entries with the mouse, many at once. Fingers scroll instead: they have the menu. */
export function useTypesDrag({ targetAt, begin, drop }: Handlers): { drag: Drag; start: (event: PointerEvent, id: number) => void } {
    const drag = reactive<Drag>({ isOn: false, x: 0, y: 0, target: null });
    let from: { x: number; y: number; id: number } | null = null;

    const aim = (element: EventTarget | null): void => {
        const target = element instanceof Element ? targetAt(element) : null;
        drag.target?.element.classList.remove("fm-drop", "fm-drop-not");
        target?.element.classList.add(target.problem ? "fm-drop-not" : "fm-drop");
        drag.target = target;
    };
    const stop = (): void => {
        aim(null);
        from = null;
        drag.isOn = false;
    };
    const scroll = (): void => {
        if (drag.isOn) {
            const element = document.elementFromPoint(drag.x, drag.y);
            if (scrollNear(element?.closest(".fm-grid-scroll"), drag.y)) aim(document.elementFromPoint(drag.x, drag.y));
            requestAnimationFrame(scroll);
        }
    };
    const onMove = (event: PointerEvent): void => {
        if (!from) {
            return;
        }
        if (event.buttons !== 1) {
            stop(); // let go outside of the window
            return;
        }
        Object.assign(drag, { x: event.clientX, y: event.clientY });
        if (!drag.isOn && Math.hypot(drag.x - from.x, drag.y - from.y) > FAR) {
            begin(from.id);
            drag.isOn = true;
            scroll();
        }
        if (drag.isOn) {
            aim(event.target);
        }
    };
    const onUp = ({ target: element }: PointerEvent): void => {
        const { isOn } = drag;
        aim(isOn ? element : null);
        const { target } = drag;
        stop();
        if (isOn) {
            swallowClick();
        }
        if (target) {
            drop(target);
        }
    };
    const onKey = (event: KeyboardEvent): void => {
        if (event.key === "Escape" && drag.isOn) {
            stop();
            swallowClick();
            event.stopPropagation();
        }
    };
    useExternalListener(document, "pointermove", onMove as EventListener);
    useExternalListener(document, "pointerup", onUp as EventListener);
    useExternalListener(document, "pointercancel", stop);
    useExternalListener(window, "keydown", onKey as EventListener, { capture: true });
    onWillUnmount(stop);

    return {
        drag,
        start: ({ pointerType, button, clientX, clientY }, id) => {
            from = pointerType === "touch" || button !== 0 ? null : { x: clientX, y: clientY, id };
        },
    };
}

/** Scrolls what is dragged over near its edge; whether it did. */
function scrollNear(scroller: Element | null | undefined, y: number): boolean {
    if (!scroller) {
        return false;
    }
    const { top, bottom } = scroller.getBoundingClientRect();
    const before = scroller.scrollTop;
    scroller.scrollTop += y > bottom - EDGE ? SPEED : y < top + EDGE ? -SPEED : 0;
    return scroller.scrollTop !== before;
}

/** The end of a drag is no press of what lies there. */
function swallowClick(): void {
    const swallow = (event: Event): void => event.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 50);
}
