/** A record of Odoo, as a cell shows it. */
export interface RecordValue {
    id: number;
    label: string;
}

/** What a cell holds; null is nothing. */
export type Value = string | number | boolean | null | RecordValue | readonly RecordValue[];

export function isRecord(value: Value): value is RecordValue {
    return typeof value === "object" && value !== null && "id" in value;
}

function isList(value: Value): value is readonly RecordValue[] {
    return Array.isArray(value);
}

/**
 * Whether two cells hold the same; a record is its id, whatever it is called today.
 *
 *     isSame({ id: 3, label: "Lift" }, { id: 3, label: "Bath lift" }) //=> true
 */
export function isSame(a: Value, b: Value): boolean {
    if (isList(a) && isList(b)) {
        return a.length === b.length && a.every((record, index) => record.id === b[index]?.id);
    }
    if (isList(a) || isList(b)) {
        return false;
    }
    return isRecord(a) && isRecord(b) ? a.id === b.id : a === b;
}

/** The records of a cell that lists some. */
export function recordsOf(value: Value): readonly RecordValue[] {
    return isList(value) ? value : [];
}
