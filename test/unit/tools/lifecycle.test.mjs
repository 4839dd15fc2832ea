import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { PROJECT } from "../../../tools/lib/cache.mjs";

const LIFECYCLE = join(PROJECT, "tools/lib/lifecycle.mjs");
const RUN = join(PROJECT, "tools/lib/run.mjs");

/** Run a small command whose main function is `body`; `signalOn` is what it prints when it is to be interrupted. */
async function command(body, { signalOn } = {}) {
    const folder = await mkdtemp(join(tmpdir(), "fm-lifecycle-"));
    const path = join(folder, "command.mjs");
    await writeFile(path, `
        import { atEnd, runMain } from ${JSON.stringify(LIFECYCLE)};
        import { run } from ${JSON.stringify(RUN)};
        import { writeFile } from "node:fs/promises";
        const undone = ${JSON.stringify(join(folder, "undone"))};
        await runMain(async () => { ${body} }, () => "the last line");`);
    const child = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk) => {
            output += chunk;
            if (signalOn && output.includes(signalOn)) child.kill("SIGINT");
        });
    }
    const [code] = await once(child, "close");
    const undone = await readFile(join(folder, "undone"), "utf8").catch(() => "");
    await rm(folder, { recursive: true });
    return { code, output, undone };
}

const UNDO = 'atEnd(async () => { const { stdout } = await run("echo", ["undone"]); await writeFile(undone, stdout); });';

test("what was done is undone by commands, and the last line comes last", async () => {
    const { code, output, undone } = await command(`${UNDO} console.log("working"); return 0;`);
    expect([code, undone]).toEqual([0, "undone"]);
    expect(output.trim().split("\n").at(-1)).toBe("the last line");
});

test("an error is one sentence and exit code 1, after undoing", async () => {
    const { code, output, undone } = await command(`${UNDO} throw Object.assign(new Error("write"), { code: "ENOSPC" });`);
    expect([code, undone]).toEqual([1, "undone"]);
    expect(output).toContain("The disk is full: free some space, then run the command again.");
});

test("Ctrl-C ends what is running, undoes, and nothing follows", async () => {
    const body = `${UNDO} console.log("working"); await run("sleep", ["60"]); console.log("went on");`;
    const { code, output, undone } = await command(body, { signalOn: "working" });
    expect([code, undone]).toEqual([130, "undone"]);
    expect(output).not.toContain("went on");
});
