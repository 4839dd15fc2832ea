import type { DeviceType } from "./device_type";

const ACCENTS = /\p{M}/gu;

/**
 * A text as it is compared: case and accents aside.
 *
 * fold("Fauteuil Électrique") //=> "fauteuil electrique"
 */
export function fold(text: string): string {
    return text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
}

/** The types that have every word of a search in their name, in any order: those sold most come first. */
export function found(types: readonly DeviceType[], search: string): DeviceType[] {
    const words = fold(search).split(/\s+/).filter(Boolean);
    return types
        .filter(({ name }) => {
            const folded = fold(name);
            return words.every((word) => folded.includes(word));
        })
        .sort((one, other) => other.units - one.units || one.name.localeCompare(other.name) || one.id - other.id);
}
