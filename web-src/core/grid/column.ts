import type { Value } from "./value";

/** What a column holds, and so which editor its cells have. */
export type Kind = "text" | "whole" | "number" | "money" | "flag" | "choice" | "record" | "bands" | "tags";

export interface Choice {
    key: string;
    label: string;
}

/** A column of the grid, as far as its rules need to know it. */
export interface Column {
    name: string;
    kind: Kind;
    required: boolean;
    readonly: boolean;
    /** Of kind "choice": what there is to choose from. */
    choices: readonly Choice[];
    /** The column from which the server proposes this one's value; "" when nothing does. */
    proposedBy: string;
}

/** How numbers are written here. */
export interface Locale {
    decimal: string;
    thousands: string;
}

/** Records by their label in lower case, per column: what a pasted name can be. */
export type KnownRecords = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** What has to be known to read a text that was typed or pasted. */
export interface Reading {
    locale: Locale;
    known: KnownRecords;
}
