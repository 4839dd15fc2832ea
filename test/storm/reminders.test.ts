import { expect, test } from "vitest";
import { table } from "../bench/figures.mjs";
import { stage } from "../support/index.ts";
import { brokenMail } from "./broken_mail.mjs";
import { killedJob } from "./killed_job.mjs";
import { brokenMailRows, killedJobRows } from "./report.mjs";
import { SHORT } from "./storms.mjs";

const missed = (rows: { met: boolean | null; what: string; figure: unknown }[]) =>
    rows.filter(({ met }) => met === false).map(({ what, figure }) => `${what}: ${figure}`);

test("a reminder job that is killed at random loses no reminder, and repeats at most one mail a kill", async () => {
    const rows = killedJobRows(await killedJob(stage(), SHORT.jobKills));
    console.log(table(rows));
    expect(missed(rows)).toEqual([]);
});

test("a mail that cannot be made stops no other, and says why", async () => {
    const rows = brokenMailRows(await brokenMail(stage(), SHORT.reminded));
    console.log(table(rows));
    expect(missed(rows)).toEqual([]);
});
