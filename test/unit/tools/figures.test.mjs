import { expect, test } from "vitest";
import { atMost, beyond, quantile, ratio, table } from "../../bench/figures.mjs";

test("a quantile is a value that was measured", () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
});

test("a ratio is of values that were measured one after the other", () => {
    expect(ratio([2, 90, 4], [1, 30, 2])).toBe(2);
});

test("a figure above its target is missed, one above what would be good to have is not", () => {
    expect(atMost("P1", "search", 90, 80, "ms")).toMatchObject({ figure: "90 ms", target: "≤ 80 ms", ratio: "1.13", met: false });
    expect(beyond("P1", "search", 90, 50, "ms")).toMatchObject({ target: "(≤ 50 ms)", met: null });
    expect(beyond("P1", "search", 40, 50, "ms")).toMatchObject({ met: true });
    expect(table([atMost("P1", "search", 90, 80, "ms")])).toContain("MISSED");
});
