import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Choice, List } from "../../../../web-src/core/device_types/choice";
import { all, chosenOf, extend, go, moved, NOTHING, only, stepped, toggle } from "../../../../web-src/core/device_types/choice";
import type { Doing } from "../../support/device_types";
import { choosing, list } from "../../support/device_types";

const after = (doings: readonly Doing[], shown: List): Choice => doings.reduce((choice, doing) => doing(choice, shown), NOTHING);
const sorted = (ids: Iterable<number>): number[] => [...ids].sort((one, other) => one - other);
const chosen = (choice: Choice, shown: List): number[] => sorted(chosenOf(choice, shown));

/** A list, and a choice in it that somebody has come to. */
const someChoice = fc.tuple(list, fc.array(choosing, { maxLength: 8 })).map(([shown, doings]) => ({ shown, choice: after(doings, shown) }));
const place = fc.nat(40);
const idAt = (shown: List, index: number): number => shown[index % shown.length] ?? 0;

const LIST: List = [30, 10, 20, 50, 40];

test("a press chooses one alone, with Ctrl one more, with Shift all up to it", () => {
    const first = only(10);
    expect(chosen(first, LIST)).toEqual([10]);
    const more = toggle(first, LIST, 50);
    expect(chosen(more, LIST)).toEqual([10, 50]);
    expect(chosen(extend(more, LIST, 40), LIST)).toEqual([10, 40, 50]);
    expect(chosen(only(20), LIST)).toEqual([20]);
});

test("an arrow moves the focus and leaves what is chosen; with Shift it chooses on the way", () => {
    const below = go(only(30), LIST, 10);
    expect(chosen(below, LIST)).toEqual([30]);
    const further = extend(go(below, LIST, 20), LIST, 40);
    expect(chosen(further, LIST)).toEqual([20, 30, 40, 50]);
    expect(stepped(further, LIST, "down")).toBe(40);
    expect(stepped(further, LIST, "up")).toBe(50);
    expect(stepped(NOTHING, LIST, "down")).toBe(30);
    expect(stepped(NOTHING, [], "end")).toBeNull();
});

test("when chosen ones go, the next that is left has the focus", () => {
    const choice = extend(only(10), LIST, 20);
    expect(moved(choice, LIST, [30, 50, 40])).toMatchObject({ active: 50 });
    expect(moved(extend(only(50), LIST, 40), LIST, [30, 10])).toMatchObject({ active: 10 });
    expect(moved(choice, LIST, [])).toMatchObject({ active: null });
});

test("nothing is ever chosen that is not shown", () => {
    fc.assert(fc.property(someChoice, list, ({ shown, choice }, other) => {
        const narrowed = moved(choice, shown, other);
        expect(chosen(choice, shown).every((id) => shown.includes(id))).toBe(true);
        expect(chosen(narrowed, other)).toEqual(sorted(chosen(choice, shown).filter((id) => other.includes(id))));
        // Nor does it come back unseen when the search is cleared.
        expect(chosen(moved(narrowed, other, shown), shown).every((id) => other.includes(id))).toBe(true);
        expect(narrowed.active === null || other.includes(narrowed.active)).toBe(true);
    }));
});

test("the same press with Ctrl twice changes nothing", () => {
    fc.assert(fc.property(someChoice, place, ({ shown, choice }, index) => {
        const id = idAt(shown, index);
        expect(chosen(toggle(toggle(choice, shown, id), shown, id), shown)).toEqual(chosen(choice, shown));
    }));
});

test("only where Shift ends counts, not the way there", () => {
    fc.assert(fc.property(someChoice, fc.array(place, { minLength: 1, maxLength: 6 }), ({ shown, choice }, way) => {
        const begun = extend(choice, shown, choice.anchor !== null && shown.includes(choice.anchor) ? choice.anchor : idAt(shown, 0));
        const ids = way.map((index) => idAt(shown, index));
        const long = ids.reduce((reached, id) => extend(reached, shown, id), begun);
        expect(chosen(long, shown)).toEqual(chosen(extend(begun, shown, ids.at(-1) ?? 0), shown));
    }));
});

test("an arrow never changes what is chosen", () => {
    fc.assert(fc.property(someChoice, place, ({ shown, choice }, index) => {
        expect(chosen(go(choice, shown, idAt(shown, index)), shown)).toEqual(chosen(choice, shown));
    }));
});

test("Ctrl+A chooses all, and again none", () => {
    fc.assert(fc.property(someChoice, ({ shown, choice }) => {
        const once = all(choice, shown);
        const isAll = chosen(choice, shown).length === shown.length;
        expect(chosen(once, shown)).toEqual(isAll ? [] : sorted(shown));
        expect(chosen(all(once, shown), shown)).toEqual(isAll ? sorted(shown) : []);
    }));
});
