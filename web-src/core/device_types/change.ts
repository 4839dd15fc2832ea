import type { DeviceType, Place } from "./device_type";

/** One type goes from where it stands to another place. */
export interface Change {
    id: number;
    from: Place;
    to: Place;
}

/** What putting these types there changes; those that are there already stay out of it. */
export function changesTo(types: readonly DeviceType[], ids: ReadonlySet<number>, to: Place): Change[] {
    return types.filter(({ id, place }) => ids.has(id) && place !== to).map(({ id, place }) => ({ id, from: place, to }));
}

/** What takes changes back: each type goes where it was before. */
export function undoOf(changes: readonly Change[]): Change[] {
    return changes.map(({ id, from, to }) => ({ id, from: to, to: from }));
}

/** The types after changes. */
export function applied(types: readonly DeviceType[], changes: readonly Change[]): DeviceType[] {
    const places = new Map(changes.map(({ id, to }) => [id, to]));
    return types.map((type) => ({ ...type, place: places.get(type.id) ?? type.place }));
}
