/** The ids of a list, in the order in which it is shown. */
export type List = readonly number[];

/**
 * Which entries of a list are chosen, and which one has the focus. All from the anchor to the focus are chosen while
 * `reaches`, whatever was kept before.
 */
export interface Choice {
    kept: ReadonlySet<number>;
    anchor: number | null;
    active: number | null;
    reaches: boolean;
}

export type Step = "up" | "down" | "home" | "end" | "page_up" | "page_down";

export const NOTHING: Choice = { kept: new Set(), anchor: null, active: null, reaches: false };

const PAGE = 10;

/** What is chosen of a list. */
export function chosenOf({ kept, anchor, active, reaches }: Choice, list: List): ReadonlySet<number> {
    const inList = list.filter((id) => kept.has(id));
    return new Set(reaches ? [...inList, ...between(list, anchor, active)] : inList);
}

function between(list: List, one: number | null, other: number | null): List {
    const from = one === null ? -1 : list.indexOf(one);
    const to = other === null ? -1 : list.indexOf(other);
    return from < 0 || to < 0 ? [] : list.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** This one alone: what a press of the mouse does. */
export function only(id: number): Choice {
    return { kept: new Set(), anchor: id, active: id, reaches: true };
}

/** This one too, or no longer: Ctrl with the mouse, Space, a tap. */
export function toggle(choice: Choice, list: List, id: number): Choice {
    const chosen = chosenOf(choice, list);
    const kept = new Set([...chosen].filter((one) => one !== id));
    return { kept, anchor: id, active: id, reaches: !chosen.has(id) };
}

/** All from the anchor to this one: Shift with the mouse or an arrow. */
export function extend(choice: Choice, list: List, id: number): Choice {
    const known = choice.anchor !== null && list.includes(choice.anchor) ? choice.anchor : null;
    return { ...choice, anchor: known ?? id, active: id, reaches: true };
}

/** The focus goes to another one, what is chosen stays: an arrow. */
export function go(choice: Choice, list: List, id: number): Choice {
    return { kept: chosenOf(choice, list), anchor: id, active: id, reaches: false };
}

/** All of the list, or none when all are chosen: Ctrl+A. */
export function all(choice: Choice, list: List): Choice {
    const isAll = chosenOf(choice, list).size === list.length;
    return { ...choice, kept: new Set(isAll ? [] : list), reaches: false };
}

export function none(choice: Choice): Choice {
    return { ...choice, kept: new Set(), reaches: false };
}

/** The entry that a step of the focus leads to; null in an empty list. */
export function stepped({ active }: Choice, list: List, step: Step): number | null {
    const at = active === null ? -1 : list.indexOf(active);
    const to = { up: at - 1, down: at + 1, home: 0, end: list.length - 1, page_up: at - PAGE, page_down: at + PAGE }[step];
    return list[Math.max(0, Math.min(to, list.length - 1))] ?? null;
}

/**
 * The choice when the list has become another one: what is not shown is not chosen, and when the one that had the focus
 * is gone, the next that is left has it.
 */
export function moved(choice: Choice, before: List, after: List): Choice {
    const kept = new Set([...chosenOf(choice, before)].filter((id) => after.includes(id)));
    const at = choice.active === null ? -1 : before.indexOf(choice.active);
    const next = at < 0 ? undefined : before.slice(at).find((id) => after.includes(id)) ?? after.at(-1);
    const active = next ?? after[0] ?? null;
    const anchor = choice.anchor !== null && after.includes(choice.anchor) ? choice.anchor : active;
    return { kept, anchor, active, reaches: false };
}
