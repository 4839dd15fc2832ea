import { expect, test } from "vitest";
import { countStages } from "../../../web-src/core/stages";

test("stages are counted in the order of what needs doing, empty ones included", () => {
    const groups = [{ stage: "due", __count: 12 }, { stage: false, __count: 4 }, { stage: "overdue", __count: 3 }];
    expect(countStages(groups)).toEqual([
        { stage: "overdue", count: 3 },
        { stage: "due", count: 12 },
        { stage: "booked", count: 0 },
        { stage: "upcoming", count: 0 },
    ]);
});
