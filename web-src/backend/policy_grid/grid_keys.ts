import type { Direction } from "../../core/grid/selection";
import type { DraftStore } from "./draft_store";

const DIRECTIONS: Readonly<Record<string, Direction>> = {
    ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
    Home: "home", End: "end", PageUp: "page_up", PageDown: "page_down",
};

/** What a pressed key says beside its name. */
export interface Press {
    key: string;
    ctrlKey: boolean;
    metaKey: boolean;
    shiftKey: boolean;
    altKey: boolean;
    isComposing?: boolean;
}

/** Ctrl on most keyboards, ⌘ on Apple's. */
const isCommand = ({ ctrlKey, metaKey }: Press): boolean => ctrlKey || metaKey;

const COMMANDS: Readonly<Record<string, (store: DraftStore, press: Press) => void>> = {
    z: (store, { shiftKey }) => { if (shiftKey) { store.redo(); } else { store.undo(); } },
    y: (store) => { store.redo(); },
    d: (store) => { store.fillDown(); },
    a: (store) => { store.selectAll(); },
    s: (store) => { void store.save(); },
};

/** A key pressed on a cell that is not edited. Gives whether the grid has answered it. */
export function pressOnCell(store: DraftStore, press: Press, canEdit: boolean): boolean {
    const direction = DIRECTIONS[press.key];
    if (press.altKey) {
        return moveWithRows(store, direction, canEdit);
    }
    if (direction) {
        store.move(direction, { far: isCommand(press), extend: press.shiftKey });
        return true;
    }
    if (press.key === "Tab") {
        const isInside = store.hasNext(press.shiftKey);
        if (isInside) {
            store.tab(press.shiftKey);
        }
        return isInside;
    }
    if (press.key === "Escape") {
        store.collapse();
        return false; // the grid lets Tab leave now
    }
    if (isCommand(press)) {
        const command = canEdit || press.key === "a" ? COMMANDS[press.key.toLowerCase()] : undefined;
        command?.(store, press);
        return command !== undefined;
    }
    return canEdit && pressToEdit(store, press);
}

function moveWithRows(store: DraftStore, direction: Direction | undefined, canEdit: boolean): boolean {
    if (!canEdit || (direction !== "up" && direction !== "down")) {
        return false;
    }
    store.moveRows(direction === "up" ? -1 : 1);
    return true;
}

function pressToEdit(store: DraftStore, { key, shiftKey }: Press): boolean {
    const isFlag = store.head?.column.kind === "flag";
    if (key === " " && shiftKey) {
        store.selectRow(store.selection.head.row);
    } else if (isFlag && (key === " " || key === "Enter" || key === "F2")) {
        store.toggle();
    } else if (key === "Enter" || key === "F2") {
        store.startEdit("edit");
    } else if (key === "Delete" || key === "Backspace") {
        store.clear();
    } else if ([...key].length === 1 && !isFlag) {
        store.startEdit("replace", key);
    } else {
        return false;
    }
    return true;
}

/** A key pressed in an open editor. Gives whether the grid has answered it. */
export function pressInEditor(store: DraftStore, press: Press): boolean {
    const isTyping = store.editing?.mode === "replace" && store.head?.column.kind !== "choice" && store.head?.column.kind !== "record";
    const direction = DIRECTIONS[press.key];
    if (press.isComposing) {
        return false;
    }
    if (press.key === "Enter") {
        store.move(press.shiftKey ? "up" : "down");
    } else if (press.key === "Escape") {
        store.cancel();
    } else if (press.key === "Tab" && store.hasNext(press.shiftKey)) {
        store.tab(press.shiftKey);
    } else if (isTyping && direction && !press.shiftKey && !isCommand(press)) {
        store.move(direction); // typed over a cell: arrows go on, as in a spreadsheet
    } else if (isCommand(press) && press.key.toLowerCase() === "s") {
        void store.save();
    } else {
        return false;
    }
    return true;
}
