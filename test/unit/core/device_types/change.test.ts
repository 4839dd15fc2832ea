import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "../../../../web-src/core/device_types/change";
import { applied, changesTo, undoOf } from "../../../../web-src/core/device_types/change";
import { fold, found } from "../../../../web-src/core/device_types/search";
import { deviceType, place, types } from "../../support/device_types";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 14 })).map((some) => new Set(some));

test("changes put each type there, and nothing else is another", () => {
    fc.assert(fc.property(types, ids, place, (before, chosen, to) => {
        const after = applied(before, changesTo(before, chosen, to));
        expect(after).toEqual(before.map((type) => (chosen.has(type.id) ? { ...type, place: to } : type)));
    }));
});

test("any row of changes and their undoing ends where it began", () => {
    fc.assert(fc.property(types, fc.array(fc.tuple(ids, place), { maxLength: 6 }), (before, doings) => {
        const past: Change[][] = [];
        let now = before;
        for (const [chosen, to] of doings) {
            const changes = changesTo(now, chosen, to);
            past.push(changes);
            now = applied(now, changes);
        }
        for (const changes of past.reverse()) now = applied(now, undoOf(changes));
        expect(now).toEqual(before);
    }));
});

test("what stands there already is not changed", () => {
    const stands = [deviceType(1, { place: 51 }), deviceType(2)];
    expect(changesTo(stands, new Set([1, 2]), 51)).toEqual([{ id: 2, from: "waiting", to: 51 }]);
});

test("a search leaves accents and case aside, and takes words in any order", () => {
    const types = [deviceType(1, { name: "Déambulateur Roulant" }), deviceType(2, { name: "Walker, Wheeled" })];
    expect(found(types, "DEAMBULATEUR").map(({ id }) => id)).toEqual([1]);
    expect(found(types, " wheeled  walk").map(({ id }) => id)).toEqual([2]);
    expect(found(types, "roulant wheeled")).toEqual([]);
});

test("every part of a name finds it, however it is written", () => {
    const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."aéçÔñ BZ-4") });
    fc.assert(fc.property(word, fc.nat(8), fc.nat(8), fc.boolean(), (name, from, length, isUpper) => {
        const part = name.normalize("NFC").slice(from, from + length);
        const typed = isUpper ? part.toUpperCase() : fold(part);
        expect(found([deviceType(1, { name })], typed)).toHaveLength(1);
    }));
});

test("those sold most come first, whatever the order in which they are listed", () => {
    fc.assert(fc.property(types, (all) => {
        const shown = found(all, "");
        expect(shown).toHaveLength(all.length);
        expect(shown.map(({ units }) => units)).toEqual(all.map(({ units }) => units).sort((one, other) => other - one));
        expect(found([...all].reverse(), "")).toEqual(shown);
    }));
});
