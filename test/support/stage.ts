import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** What the tests run on. `npm test` makes it; run alone, the tests' global set-up does (see setup.ts). */
export interface Stage {
    odoo: { command: string[]; env: Record<string, string>; version: string };
    server: { own: boolean; env: Record<string, string> };
    owner: number;
    templates: { base: string; addon: string };
}

/** The variable that carries the stage from the process that made it to those that run the tests. */
export const STAGE = "FM_STAGE";

/** The stage of this run. */
export function stage(): Stage {
    const text = process.env[STAGE];
    if (!text) throw new Error("There is no stage: run these tests with `npm run test:browser` or `npm run test:storm`.");
    return JSON.parse(text) as Stage;
}

/** Where logs and screenshots of this run go. */
export function resultsFolder(): string {
    return process.env["FM_RESULTS"] ?? join(tmpdir(), "fusion-maintenance-results");
}
