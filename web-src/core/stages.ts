/** Where a contract stands in its cycle. */
export type Stage = "upcoming" | "due" | "overdue" | "booked";

export interface StageCount {
    stage: Stage;
    count: number;
}

/** The order in which a dispatcher reads them: what needs doing first. */
export const STAGES: readonly Stage[] = ["overdue", "due", "booked", "upcoming"];

/** Sorts by stage in the order of STAGES; what has no stage comes last. */
export function compareStages(one: unknown, other: unknown): number {
    return rank(one) - rank(other);
}

function rank(stage: unknown): number {
    const at = STAGES.findIndex((known) => known === stage);
    return at < 0 ? STAGES.length : at;
}

interface Group {
    stage?: unknown;
    __count?: unknown;
}

/** Counts by stage, in the order of STAGES, zero where the server had no group. */
export function countStages(groups: readonly Group[]): StageCount[] {
    const counts = new Map(groups.map((group) => [group.stage, Number(group.__count) || 0]));
    return STAGES.map((stage) => ({ stage, count: counts.get(stage) ?? 0 }));
}
