import process from "node:process";
import { BROWSER_PACKAGES } from "../../tools/lib/packages.mjs";
import { end } from "../../tools/lib/lifecycle.mjs";
import { openStage } from "../../tools/lib/stage.mjs";
import { ensureTemplates } from "../../tools/lib/templates.mjs";
import { STAGE } from "./stage.ts";

/** Vitest's global set-up: make the stage when these tests were not started by `npm test`, and take it down again. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
    if (process.env[STAGE]) return undefined;
    const opened = await openStage(BROWSER_PACKAGES);
    const templates = await ensureTemplates(opened);
    process.env[STAGE] = JSON.stringify({ ...opened, templates });
    return async () => {
        await end();
    };
}
