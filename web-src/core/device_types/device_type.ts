/** Where a device type stands: under a policy, by its id, aside, or nobody has decided yet. */
export type Place = number | "waiting" | "ignored";

/** A label as the sales data spells it. */
export interface DeviceType {
    id: number;
    name: string;
    /** How many units were sold with it. */
    units: number;
    place: Place;
    company: number;
}

export interface Policy {
    id: number;
    name: string;
    active: boolean;
    company: number;
}
