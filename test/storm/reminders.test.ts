import { expect, test } from "vitest";
import { table } from "../bench/figures.mjs";
import { stage } from "../support/index.ts";
import { killedJob } from "./killed_job.mjs";
import { killedJobRows } from "./report.mjs";
import { SHORT } from "./storms.mjs";

const PATIENCE = 600_000;

test("a reminder job that is killed at random loses no reminder, and repeats at most one mail a kill", { timeout: PATIENCE }, async () => {
    const rows = killedJobRows(await killedJob(stage(), SHORT.jobKills));
    console.log(table(rows));
    expect(rows.filter(({ met }) => met === false).map(({ what, figure }) => `${what}: ${figure}`)).toEqual([]);
});
