import * as fc from "fast-check";
import type { Choice, List } from "../../../web-src/core/device_types/choice";
import { all, extend, go, moved, none, only, stepped, toggle } from "../../../web-src/core/device_types/choice";
import type { DeviceType, Place, Policy } from "../../../web-src/core/device_types/device_type";

export function deviceType(id: number, values: Partial<DeviceType> = {}): DeviceType {
    return { id, name: `Type ${id}`, units: 100 - id, place: "waiting", company: 1, ...values };
}

export const CHAIRS: Policy = { id: 51, name: "Power wheelchair", active: true, company: 1 };
export const WALKERS: Policy = { id: 52, name: "Walker", active: true, company: 1 };
export const ELSEWHERE: Policy = { id: 53, name: "Lift in Québec", active: true, company: 2 };

export const place: fc.Arbitrary<Place> = fc.constantFrom<Place>("waiting", "ignored", 51, 52);

export const types: fc.Arbitrary<DeviceType[]> = fc
    .array(fc.record({ place, units: fc.nat(40), name: fc.string({ maxLength: 12 }) }), { maxLength: 12 })
    .map((rows) => rows.map((row, index) => deviceType(index + 1, row)));

/** Something that somebody does to a list of many, at a random entry. */
export type Doing = (choice: Choice, list: List) => Choice;

const at = (index: number, list: List): number => list[index % list.length] ?? 0;

export const choosing: fc.Arbitrary<Doing> = fc.oneof(
    fc.nat(20).map((index): Doing => (_choice, list) => only(at(index, list))),
    fc.nat(20).map((index): Doing => (choice, list) => toggle(choice, list, at(index, list))),
    fc.nat(20).map((index): Doing => (choice, list) => extend(choice, list, at(index, list))),
    fc.constantFrom("up" as const, "down" as const, "home" as const, "end" as const, "page_up" as const, "page_down" as const)
        .chain((step) => fc.boolean().map((isFurther): Doing => (choice, list) => {
            const id = stepped(choice, list, step);
            return id === null ? choice : isFurther ? extend(choice, list, id) : go(choice, list, id);
        })),
    fc.constant<Doing>(all),
    fc.constant<Doing>(none),
    fc.constant<Doing>((choice, list) => moved(choice, list, list)),
);

/** Entries in any order, at least one. */
export const list: fc.Arbitrary<List> = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
